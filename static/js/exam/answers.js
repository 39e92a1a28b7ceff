// Reads and writes the controls of a question as the JSON value of its type. Nothing answered is null.
// In parts (statements, pairs, gaps, lines) each part stands in an element with data-part.
const TYPES = {
  single_choice: { read: (place) => chosen(place), write: choose },
  multiple_choice: { read: (place) => orNull(all(place)), write: (place, value) => tick(place, value ?? []) },
  true_false: { read: (place) => truth(chosen(place)), write: (place, value) => choose(place, written(value)) },
  statements: {
    read: (place) => inParts(place, (part) => truth(chosen(part))),
    write: (place, value) => eachPart(place, (part, name) => choose(part, written(value?.[name]))),
  },
  short_text: { read: typed, write: type },
  numeric: { read: typed, write: type },
  essay: { read: typed, write: (place, value) => type(place, value ?? field(place).defaultValue) },
  matching: { read: (place) => inParts(place, typed), write: (place, value) => eachPart(place, (part, name) => type(part, value?.[name])) },
  cloze: { read: (place) => inParts(place, typed), write: (place, value) => eachPart(place, (part, name) => type(part, value?.[name])) },
  ordering: { read: (place) => ("ordered" in place.dataset ? order(place) : null), write: arrange },
};

export function read(place) { return TYPES[place.dataset.type].read(place); }

export function write(place, value) { TYPES[place.dataset.type].write(place, value); }

// A value as `read` would give it: parts without an answer are left out.
export function tidied(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const given = Object.entries(value).filter(([, part]) => part !== null && part !== "");
  return given.length ? Object.fromEntries(given) : null;
}

// A value in words, for a person who has to choose between two.
export function describe(place, value, words) {
  if (value === null || value === undefined) return words.nothing;
  const kept = read(place);
  write(place, value);
  const said = inWords(place);
  write(place, kept);
  return said || words.nothing;
}

// Lets lines of an ordering question move by their buttons; a move counts as a change of the question.
export function connectOrdering(place) {
  place.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-move], [data-confirm-order]");
    if (!button) return;
    if (button.dataset.move) move(button.closest("[data-part]"), Number(button.dataset.move));
    place.dataset.ordered = "";
    number(place);
    button.focus();
    place.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

function chosen(within) { return within.querySelector("input:checked")?.value ?? null; }

function all(within) { return Array.from(within.querySelectorAll("input:checked"), (input) => input.value); }

function choose(within, value) {
  for (const input of within.querySelectorAll("input[type=radio]")) input.checked = input.value === value;
}

function tick(within, values) {
  for (const input of within.querySelectorAll("input[type=checkbox]")) input.checked = values.includes(input.value);
}

function truth(word) { return word === null ? null : word === "true"; }

function written(value) { return typeof value === "boolean" ? String(value) : null; }

function field(within) { return within.querySelector("textarea, input.input, select.input"); }

// A text that is still what the question itself gave is no answer.
function typed(within) {
  const { value, defaultValue } = field(within);
  return !value.trim() || (within.dataset.type === "essay" && value === defaultValue) ? null : value;
}

function type(within, value) { field(within).value = value ?? ""; }

function eachPart(place, act) {
  for (const part of place.querySelectorAll("[data-part]")) act(part, part.dataset.part);
}

function inParts(place, readPart) {
  const found = {};
  eachPart(place, (part, name) => {
    const value = readPart(part);
    if (value !== null) found[name] = value;
  });
  return Object.keys(found).length ? found : null;
}

function orNull(list) { return list.length ? list : null; }

function order(place) { return Array.from(place.querySelectorAll("[data-part]"), (part) => part.dataset.part); }

function arrange(place, value) {
  const list = place.querySelector(".order");
  place.first ??= order(place);
  for (const name of value ?? place.first) list.append(list.querySelector(`[data-part="${CSS.escape(name)}"]`));
  if (value) place.dataset.ordered = "";
  else delete place.dataset.ordered;
  number(place);
}

function move(line, by) {
  if (by < 0) line.previousElementSibling?.before(line);
  else line.nextElementSibling?.after(line);
}

function number(place) {
  place.querySelectorAll("[data-part]").forEach((line, at, lines) => {
    line.querySelector(".order__number").textContent = at + 1;
    line.querySelector("[data-move='-1']").disabled = at === 0;
    line.querySelector("[data-move='1']").disabled = at === lines.length - 1;
  });
}

function inWords(place) {
  const words = (element) => element?.textContent.trim().replace(/\s+/g, " ") ?? "";
  const ofControl = (within) => {
    const select = within.querySelector("select.input");
    if (select) return select.value ? words(select.selectedOptions[0]) : "";
    const checked = within.querySelectorAll("input:checked");
    if (checked.length) return Array.from(checked, (input) => words(input.nextElementSibling?.querySelector(".choice__text") ?? input.nextElementSibling)).join("; ");
    return field(within)?.value ?? "";
  };
  const parts = [...place.querySelectorAll("[data-part]")];
  if (place.dataset.type === "ordering") return parts.map((line) => words(line.querySelector(".order__text"))).join(" → ");
  if (!parts.length) return ofControl(place);
  return parts.map((part) => [words(part.querySelector(".parts__text")), ofControl(part)].filter(Boolean).join(": ")).join("; ");
}
