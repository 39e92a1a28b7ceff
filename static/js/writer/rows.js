// Rows of proposals: added and taken out on the page.
export function connectRows(root) {
  for (const list of root.querySelectorAll("[data-rows]")) connect(list, root);
}

function connect(list, root) {
  const changed = () => list.dispatchEvent(new Event("input", { bubbles: true }));
  const add = root.querySelector("[data-add-row]");
  const rows = () => [...list.querySelectorAll("[data-row]")];
  add.addEventListener("click", (event) => {
    event.preventDefault();
    if (rows().length < Number(list.dataset.most)) append(list).querySelector("textarea").focus();
    number(list);
  });
  list.addEventListener("click", ({ target }) => {
    const row = target.closest("[data-remove-row]")?.closest("[data-row]");
    if (!row) return;
    fill(row, {});
    if (rows().length > 1) row.remove();
    number(list);
    add.focus();
    changed();
  });
  list.addEventListener("writer:rows", ({ detail }) => {
    while (rows().length < Math.max(1, detail.length)) append(list);
    rows().forEach((row, place) => fill(row, detail[place] ?? {}));
    number(list);
  });
  number(list);
}

function append(list) {
  const row = list.lastElementChild.cloneNode(true);
  fill(row, {});
  list.append(row);
  number(list);
  return row;
}

function fill(row, { level = "unit", content = "", addressee = "" }) {
  row.querySelector("select").value = level;
  row.querySelector("textarea").value = content;
  row.querySelector("input").value = addressee;
}

function number(list) {
  list.querySelectorAll("[data-row]").forEach((row, place) => {
    const words = list.dataset.words.replace("{n}", place + 1);
    row.querySelector("legend").textContent = words;
    row.querySelector(".proposal__head span").textContent = words;
    row.querySelector("[data-remove-row]").hidden = false;
    for (const field of row.querySelectorAll("select, textarea, input")) {
      const name = `row-${list.dataset.rows}-${place}-${field.name.split("-").at(-1)}`;
      row.querySelector(`label[for="${field.id}"]`).htmlFor = name;
      field.id = field.name = name;
    }
  });
}
