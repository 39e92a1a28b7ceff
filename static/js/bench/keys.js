// The keys of the workbench. They wait while somebody types or a dialog is open; in a comment only "/" at the start
// of a word, F2 and Escape mean something.
export function listen({ bench, bank }) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
    const done = isTyping(event.target) ? whileTyping(event, bench, bank) : press(event, bench, bank);
    if (done !== false) event.preventDefault();
  });
}

function press({ key }, bench, bank) {
  if (/^[1-9]$/.test(key)) return bench.rubric.choose(Number(key));
  const act = {
    ArrowDown: () => bench.rubric.step(1),
    ArrowUp: () => bench.rubric.step(-1),
    "/": () => bank.open(bench.rubric.commentField()),
    "?": () => document.getElementById("keys").showModal(),
    c: () => bench.rubric.commentField().focus(),
    b: () => bench.rubric.form.elements.remark.focus(),
    n: () => bench.commentOnWords(),
    m: () => bench.marks.begin(),
    s: () => bank.keep(),
    g: () => bank.settled.then(() => bench.record()),
    j: () => bench.press("j"),
    k: () => bench.press("k"),
    l: () => bench.press("l"),
    h: () => bench.press("h"),
  }[key.length === 1 ? key.toLowerCase() : key];
  return act ? act() : false;
}

function whileTyping({ key, target }, bench, bank) {
  if (key === "Escape") {
    target.blur();
    return bench.rubric.onwards();
  }
  if (!target.matches("[data-bank-field]")) return false;
  if (key === "F2") return bank.keep();
  if (key === "/" && startsWord(target)) return bank.open(target);
  return key === "Enter" && target.matches("input") ? leave(target, bench) : false;
}

// Enter in a line of comment would record a half-filled mark: it leaves the line instead.
function leave(field, bench) {
  field.blur();
  return bench.rubric.onwards();
}

function startsWord(field) {
  return !field.selectionStart || /\s/.test(field.value[field.selectionStart - 1]);
}

function isTyping(element) {
  return Boolean(element.closest("textarea, select, input:not([type=radio])"));
}
