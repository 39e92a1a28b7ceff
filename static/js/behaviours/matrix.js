// The test matrix counts while one types: sums, points, what the bank has and what it lacks. The server wrote what it
// knows beside each field; without script a button counts again. Points are exact, rounded as the server rounds.
const LEVELS = ["NB", "TH", "VD", "VDC"];
const SCALE = 10_000n; // weights have at most four decimals

export function connect(place) {
  const table = place.querySelector("table");
  const count = () => {
    const weights = LEVELS.map((level) => weight(place.querySelector(`[name="w-${level}"]`)));
    const rows = [...table.querySelectorAll("[data-row]")].map((row) => ({ row, cells: [...row.querySelectorAll("[data-have]")] }));
    const wanted = rows.map(({ cells }) => cells.map((input) => number(input.value)));
    const worth = wanted.map((row) => row.reduce((sum, n, at) => sum + BigInt(n) * weights[at], 0n));
    const whole = worth.reduce((sum, one) => sum + one, 0n);
    const lacking = [];
    rows.forEach(({ row, cells }, at) => {
      cells.forEach((input, column) => lacking.push(...mark(input, wanted[at][column], place)));
      say(row, "sum", total(wanted[at]));
      say(row, "points", points(worth[at], whole, place.dataset.points));
    });
    LEVELS.forEach((level, column) => say(table, `of-${level}`, total(wanted.map((row) => row[column]))));
    say(table, "all", total(wanted.flat()));
    tell(place.querySelector("[data-lacking]"), lacking);
    say(place, "expected", expected(rows, wanted, weights, place.dataset));
  };
  place.addEventListener("input", ({ target }) => { if (target.matches("[data-have], [name^='w-']")) count(); });
  count();
}

// How hard and how long, as lms/quizzes/expecting.py counts it.
function expected(rows, wanted, weights, words) {
  let [worth, gained, minutes, known, timed, questions] = [0, 0, 0, 0, 0, 0];
  rows.forEach(({ cells }, at) => cells.forEach((input, column) => {
    const n = wanted[at][column];
    if (!n) return;
    const weight = Number(weights[column]) / Number(SCALE);
    const { share, known: sure, minutes: each, timed: clocked, have } = numbers(input.dataset);
    worth += n * weight;
    gained += n * weight * share;
    minutes += n * each;
    known += sure;
    timed += clocked;
    questions += Math.max(have, sure, clocked);
  }));
  if (!worth) return "";
  const values = { share: percent(gained, worth), minutes: Math.ceil(minutes), known, timed, measured: percent(timed, questions), questions };
  return words.expected.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
}

// Shows in one cell what is there or short; answers with the sentence about it, if it is short.
function mark(input, wanted, place) {
  const have = Number(input.dataset.have);
  const short = Math.max(0, wanted - have);
  const cell = input.closest(".matrix__cell");
  if (short) cell.dataset.state = "short";
  else if (wanted) delete cell.dataset.state;
  else cell.dataset.state = "none";
  if (short) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
  cell.querySelector(".matrix__left").textContent = (short ? place.dataset.short : place.dataset.there).replace("{n}", short || have);
  return short ? [place.dataset.lack.replace("{cell}", input.getAttribute("aria-label")).replace("{wanted}", wanted).replace("{have}", have)] : [];
}

function tell(box, sentences) {
  const list = box.querySelector("ul");
  if ([...list.children].map((one) => one.textContent).join("\n") === sentences.join("\n")) return;
  box.hidden = sentences.length === 0;
  list.replaceChildren(...sentences.map((sentence) => Object.assign(document.createElement("li"), { textContent: sentence })));
}

function say(root, name, text) {
  root.querySelector(`[data-say="${name}"]`).textContent = text;
}

const percent = (part, whole) => `${whole ? Math.floor((part / whole) * 100 + 0.5) : 0}%`;
const numbers = (texts) => Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, Number(text)]));
const total = (numbers) => numbers.reduce((sum, n) => sum + n, 0);

// As the server reads it: what is no number counts as nothing, and nobody asks for more than 200.
function number(text) {
  return /^\d{1,4}$/.test(text.trim()) ? Math.min(200, Number(text)) : 0;
}

function weight(input) {
  const found = /^(\d{1,3})(?:[.,](\d{0,4}))?$/.exec(input.value.trim());
  const value = found ? BigInt(found[1]) * SCALE + BigInt((found[2] ?? "").padEnd(4, "0")) : 0n;
  return value || SCALE;
}

function points(part, whole, outOf) {
  const [units, decimals = ""] = outOf.split(".");
  const cents = BigInt(units + decimals.padEnd(2, "0").slice(0, 2));
  const rounded = whole ? (2n * part * cents + whole) / (2n * whole) : 0n;
  return `${rounded / 100n},${String(rounded % 100n).padStart(2, "0")}`;
}
