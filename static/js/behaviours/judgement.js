// Marking one answer from the keyboard: digits go to the points, H adds a half, F gives all, L marks as before,
// N comments, J and K go on and back, U takes back, Enter or G records. Every key stands beside what it does.
export function connect(desk) {
  const form = desk.querySelector("[data-judgement]");
  const { points, comment } = form.elements;
  const { full } = points.dataset;
  const click = (key) => document.querySelector(`[data-key="${key}"]`)?.click();
  const keys = {
    h: () => { points.value = half(points.value, full); },
    f: () => { points.value = full; },
    n: () => comment.focus(),
    g: () => form.requestSubmit(),
    j: () => click("j"),
    k: () => click("k"),
    l: () => click("l"),
    u: () => click("u"),
  };
  if (matchMedia("(pointer: fine)").matches) points.select();
  form.addEventListener("click", ({ target }) => {
    const chosen = target.closest("[data-points], [data-words]");
    if (chosen?.dataset.points) points.value = chosen.dataset.points;
    if (chosen?.dataset.words) comment.value = chosen.dataset.words;
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target, points)) return;
    const key = event.key.toLowerCase();
    if (keys[key]) {
      event.preventDefault();
      keys[key]();
    } else if (/^[0-9]$/.test(key) && event.target !== points) points.select();
  });
}

function isWriting(element, points) {
  return element !== points && Boolean(element.closest("input, textarea, select"));
}

// 1 → 1,5 and back, never more than all.
function half(value, full) {
  const number = read(value);
  const other = Number.isInteger(number) ? Math.min(number + 0.5, read(full)) : Math.floor(number);
  return String(other).replace(".", ",");
}

function read(value) {
  return Number(value.replace(",", ".")) || 0;
}
