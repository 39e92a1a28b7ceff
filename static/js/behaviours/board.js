// The proctor's board: asks again every few seconds and writes only what changed; filters by state, group and name.
// Without a network it says since when nothing is new, and goes on by itself.
import { fold } from "../fold.js";

const EVERY = 10_000;
const LONGEST = 60_000;
const PATIENCE = 8000;
const CELLS = ["said", "done", "saved", "unsaved", "ends", "open", "noticed", "mark", "waiting"];
const BADGES = ["unsaved", "waiting"];

export function connect(root) {
  const words = JSON.parse(root.dataset.words);
  const seats = new Map(Array.from(root.querySelectorAll("[data-seat]"), (row) => [Number(row.dataset.seat), seat(row)]));
  const filter = connectFilter(root, seats, words);
  const order = keepOrder(root, [...seats.values()], root.dataset.urgency.split(" "));
  const line = root.querySelector("[data-as-of]");
  let tag = "";
  let failures = 0;
  let timer = null;
  let asOf = line.textContent.match(/[\d:]{5,}/)?.[0] ?? "";

  const say = (text, tone) => {
    line.dataset.tone = tone;
    const place = line.querySelector("[data-text]");
    const said = text.replace("{time}", tone === "danger" ? asOf.slice(0, 5) : asOf);
    if (place.textContent !== said) place.textContent = said;
  };
  const take = ({ rows, counts, paused }) => {
    for (const fresh of rows) seats.get(fresh.id)?.show(fresh);
    root.querySelector("[data-changed]").hidden = paused === root.dataset.paused && rows.length === seats.size;
    showCounts(root, counts, rows.length);
    order();
    filter();
  };
  const ask = async () => {
    clearTimeout(timer);
    timer = null;
    try {
      const answer = await fetch(root.dataset.url, { headers: { Accept: "application/json", "If-None-Match": tag }, cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      if (answer.status === 401) return say(words.signed_out, "danger");
      if (answer.status !== 304) {
        if (!answer.ok) throw new Error(answer.status);
        take(await answer.json());
        tag = answer.headers.get("ETag");
      }
      failures = 0;
      asOf = answer.headers.get("X-As-Of") ?? asOf;
      say(words.as_of, "neutral");
    } catch {
      failures += 1;
      say(words.lost, "danger");
    }
    if (!document.hidden) timer = setTimeout(ask, jittered(Math.min(LONGEST, EVERY * 2 ** Math.max(0, failures - 1))));
    return null;
  };

  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
  addEventListener("online", () => setTimeout(ask, Math.random() * 1500));
  order();
  timer = setTimeout(ask, jittered(EVERY));
}

// One row: what stands in it is written again only where it differs.
function seat(row) {
  const cells = Object.fromEntries(CELLS.map((name) => [name, row.querySelector(`[data-cell="${name}"]`)]));
  const admit = row.querySelector("[data-admit]");
  const show = (fresh) => {
    for (const name of CELLS) {
      if (cells[name].textContent === fresh[name]) continue;
      cells[name].textContent = fresh[name];
      if (BADGES.includes(name)) cells[name].hidden = !fresh[name];
    }
    if (row.dataset.state === fresh.state) return;
    row.dataset.state = fresh.state;
    cells.said.dataset.tone = fresh.tone;
    if (admit) admit.hidden = fresh.state !== "waiting";
  };
  return { row, place: Number(row.dataset.place), show, name: fold(row.querySelector("[data-name]").textContent) };
}

function showCounts(root, counts, all) {
  for (const link of root.querySelectorAll("[data-pick]")) {
    const count = link.dataset.pick ? counts[link.dataset.pick] ?? 0 : all;
    link.querySelector("[data-count]").textContent = count;
    link.parentElement.hidden = !count && link.dataset.pick !== "" && !link.hasAttribute("aria-current");
  }
}

// Returns what hides every row that does not fit.
function connectFilter(root, seats, words) {
  const search = root.querySelector("[data-search]");
  const group = root.querySelector("select[data-group]");
  const shown = root.querySelector("[data-shown]");
  const filter = () => {
    const wanted = fold(search.value.trim()).split(/\s+/);
    let count = 0;
    for (const { row, name } of seats.values()) {
      const fits = wanted.every((word) => name.includes(word)) && (!group?.value || row.dataset.group === group.value);
      const hidden = !fits || (root.dataset.state !== "" && row.dataset.state !== root.dataset.state);
      if (row.hidden !== hidden) row.hidden = hidden;
      count += !hidden;
    }
    return count;
  };
  const tell = () => { shown.textContent = words.shown.replace("{n}", filter()); };
  search.addEventListener("input", tell);
  group?.addEventListener("change", tell);
  root.querySelector(".board__states").addEventListener("click", (event) => {
    const link = event.target.closest("[data-pick]");
    if (!link) return;
    event.preventDefault();
    root.dataset.state = root.dataset.state === link.dataset.pick ? "" : link.dataset.pick;
    for (const other of root.querySelectorAll("[data-pick]")) {
      if (other.dataset.pick === root.dataset.state) other.setAttribute("aria-current", "true");
      else other.removeAttribute("aria-current");
    }
    tell();
  });
  return filter;
}

// Who needs help comes first, then by name. No row moves away under a finger, a pointer or the keyboard.
function keepOrder(root, seats, urgency) {
  const body = seats[0]?.row.parentElement;
  let touchedAt = -Infinity;
  body?.addEventListener("pointerdown", () => { touchedAt = performance.now(); });
  return () => {
    if (!body || body.contains(document.activeElement) || body.matches(":hover") || performance.now() - touchedAt < 5000) return;
    const rank = ({ row }) => urgency.indexOf(row.dataset.state);
    const sorted = [...seats].sort((one, other) => rank(one) - rank(other) || one.place - other.place);
    if (sorted.some(({ row }, place) => body.children[place] !== row)) body.append(...sorted.map(({ row }) => row));
  };
}

function jittered(pause) {
  return pause * (0.75 + Math.random() / 2);
}
