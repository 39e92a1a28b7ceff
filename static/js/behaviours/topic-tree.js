// Topics moved without a page load: by Alt and arrows, by the buttons, or dragged by the handle (mouse, pen or finger).
// Every move is one POST of the same form that works without this; what comes back stands in the place of the list.
const KEYS = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "in", ArrowLeft: "out" };
const EDGE = 0.3;
const NEAR = 90; // pixels from the top and bottom of the screen, where dragging scrolls the page
const SCROLL = 14;
const PATIENCE = 10_000;

export function connect(place) {
  const tree = new Tree(place);
  place.addEventListener("keydown", (event) => tree.key(event));
  place.addEventListener("submit", (event) => tree.submit(event));
  place.addEventListener("pointerdown", (event) => tree.grab(event));
  place.addEventListener("pointermove", (event) => tree.drag(event));
  place.addEventListener("pointerup", (event) => tree.drop(event));
  place.addEventListener("pointercancel", () => tree.let_go());
  place.dataset.ready = "";
}

class Tree {
  #place;
  #busy = false;
  #dragged = null;
  #over = null;

  constructor(place) {
    this.#place = place;
  }

  key(event) {
    if (event.key === "Escape") return this.let_go();
    const row = event.target.closest("[data-topic]");
    const how = KEYS[event.key];
    if (!row || !how || !event.altKey || event.ctrlKey || event.metaKey) return null;
    event.preventDefault();
    if (row.querySelector(`[data-step="${how}"]`)) this.send(`${how}-${row.dataset.topic}`);
    return null;
  }

  submit(event) {
    if (!event.submitter?.value) return;
    event.preventDefault();
    this.send(event.submitter.value, event.submitter.dataset.step);
  }

  async send(move, step = "") {
    if (this.#busy) return;
    this.#busy = true;
    const form = this.#place.querySelector("form");
    const body = new URLSearchParams(new FormData(form));
    body.set("move", move);
    const answer = await fetch(form.action, { method: "POST", body, signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
    const text = answer && (answer.ok || answer.status === 409) ? await answer.text().catch(() => null) : null;
    this.#busy = false;
    if (answer?.status === 401) location.reload();
    else if (text === null) this.#say(this.#place.dataset.lost);
    else this.#show(new DOMParser().parseFromString(text, "text/html"), move.split("-")[1], step);
  }

  #show(page, topic, step) {
    const fresh = page.querySelector("#topic-tree");
    if (!fresh) return location.reload();
    this.#place.querySelector("#topic-tree").replaceWith(fresh);
    const history = page.querySelector("#history")?.closest("section");
    const old = document.querySelector("#history")?.closest("section");
    if (history && old) old.replaceWith(history);
    else if (history) this.#place.after(history);
    const row = fresh.querySelector(`[data-topic="${topic}"]`);
    (row?.querySelector(step ? `[data-step="${step}"]` : null) ?? row)?.focus();
    this.#say([...page.querySelectorAll("main > .alert")].map((one) => one.textContent.trim()).join(" "));
    return null;
  }

  #say(words) {
    this.#place.querySelector("[data-said]").textContent = words;
  }

  grab(event) {
    const row = event.target.closest("[data-handle]")?.closest("[data-topic]");
    if (!row || event.button > 0) return;
    event.preventDefault();
    this.#dragged = row;
    row.dataset.dragged = "";
    event.target.closest("[data-handle]").setPointerCapture(event.pointerId);
  }

  drag(event) {
    if (!this.#dragged) return;
    if (event.clientY < NEAR) scrollBy(0, -SCROLL);
    else if (event.clientY > innerHeight - NEAR) scrollBy(0, SCROLL);
    const row = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-topic]");
    this.#mark(row && row !== this.#dragged && this.#place.contains(row) ? row : null, event.clientY);
  }

  #mark(row, height) {
    if (this.#over && this.#over !== row) delete this.#over.dataset.drop;
    this.#over = row;
    if (!row) return;
    const box = row.getBoundingClientRect();
    const share = (height - box.top) / box.height;
    row.dataset.drop = share < EDGE ? "before" : share > 1 - EDGE ? "after" : "into";
  }

  drop() {
    const [row, over] = [this.#dragged, this.#over];
    const where = over?.dataset.drop;
    this.let_go();
    if (row && where) this.send(`${where}-${row.dataset.topic}-${over.dataset.topic}`);
  }

  let_go() {
    if (this.#dragged) delete this.#dragged.dataset.dragged;
    if (this.#over) delete this.#over.dataset.drop;
    this.#dragged = this.#over = null;
  }
}
