// The marking workbench from the keyboard: digits choose levels, J and K go on and back, N comments on what is
// selected, G records. What is chosen is kept as a draft at once.
import { autosave } from "../writer/draft.js";
import { quoted } from "../writer/quote.js";

export function connect(desk) {
  const form = desk.querySelector("[data-rubric]");
  const criteria = [...form.querySelectorAll("[data-criterion]")];
  const show = () => total(form, criteria);
  form.addEventListener("change", show);
  autosave(form);
  show();
  let place = Math.max(0, criteria.findIndex((criterion) => !chosen(criterion)));
  const point = () => criteria.forEach((criterion, at) => criterion.toggleAttribute("data-current", at === place));
  point();
  form.addEventListener("focusin", ({ target }) => {
    const at = criteria.indexOf(target.closest("[data-criterion]"));
    if (at >= 0) place = at;
    point();
  });
  const keys = {
    ArrowDown: () => { place = Math.min(criteria.length - 1, place + 1); },
    ArrowUp: () => { place = Math.max(0, place - 1); },
    n: () => comment(desk),
    g: () => form.requestSubmit(),
    j: () => desk.ownerDocument.querySelector('[data-key="j"]')?.click(),
    k: () => desk.ownerDocument.querySelector('[data-key="k"]')?.click(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const level = /^[1-9]$/.test(event.key) && criteria[place]?.querySelectorAll("input[type=radio]")[event.key - 1];
    if (level) {
      level.checked = true;
      level.dispatchEvent(new Event("change", { bubbles: true }));
      place = Math.min(criteria.length - 1, place + 1);
    } else if (keys[event.key]) keys[event.key]();
    else return;
    event.preventDefault();
    point();
    criteria[place]?.scrollIntoView({ block: "nearest" });
  });
}

function isTyping(element) {
  return Boolean(element.closest("textarea, select, input:not([type=radio])"));
}

function chosen(criterion) {
  return criterion.querySelector("input[type=radio]:checked");
}

function total(form, criteria) {
  const levels = criteria.map(chosen);
  criteria.forEach((criterion, at) => {
    if (!levels[at]) return;
    const { points, outOf, words } = levels[at].dataset;
    criterion.querySelector("output[data-points]").textContent = `${points} / ${outOf}`;
    criterion.querySelector("[data-level]").textContent = words;
  });
  const sum = levels.reduce((points, level) => points + Math.round(Number(level?.dataset.exact ?? 0) * 10_000), 0) / 10_000;
  const left = levels.filter((level) => !level).length;
  form.querySelector("[data-total]").textContent = new Intl.NumberFormat("vi-VN").format(sum);
  form.querySelector("span[data-left]").textContent = left ? form.dataset.left.replace("{n}", left) : "";
}

// The words selected in the script become the words of the comment.
function comment(desk) {
  const form = desk.querySelector("[data-comment]");
  const found = quoted(getSelection());
  if (found) for (const [name, value] of Object.entries(found)) form.elements[name].value = value;
  form.elements[form.elements.quote.value ? "body" : "quote"].focus();
}
