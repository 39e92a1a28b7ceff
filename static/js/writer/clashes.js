// Another tab or device saved a different text: both are shown, and the writer says which goes on.
export function connectClashes(root, sections, outbox) {
  const pattern = root.querySelector("template[data-clash-panel]");
  const shown = new Map();
  const show = () => {
    for (const section of sections) {
      const record = outbox.slots.get(section.slot);
      const clashes = record?.edit?.held === "conflict" && record.theirs;
      if (clashes && !shown.has(section)) shown.set(section, panel(pattern, section, record, outbox, show, root.dataset.theirs));
      if (!clashes && shown.has(section)) {
        shown.get(section).remove();
        shown.delete(section);
      }
    }
  };
  outbox.addEventListener("change", show);
  show();
}

function panel(pattern, section, record, outbox, after, words) {
  const made = pattern.content.firstElementChild.cloneNode(true);
  made.querySelector("[data-theirs]").textContent = inWords(record.theirs.value);
  const { by } = record.theirs;
  if (by && words) made.querySelector("[data-theirs-by]").textContent = words.replace("{name}", by);
  made.querySelector("[data-mine]").addEventListener("click", () => {
    outbox.decide(section.slot, true);
    after();
  });
  made.querySelector("[data-take]").addEventListener("click", () => {
    section.write(record.theirs.value);
    outbox.decide(section.slot, false);
    after();
  });
  section.element.before(made);
  return made;
}

function inWords(value) {
  return Array.isArray(value) ? value.map(({ content }) => content).join("\n") : value ?? "";
}
