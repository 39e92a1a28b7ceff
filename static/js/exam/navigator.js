// Shows what is on the screen at once (a question, a section, everything) and, in the list of all, which questions are
// answered, unsaved, to be looked at again. Where there is no way back, `gate` says which may be shown, and hears of
// going on.
export class Navigator extends EventTarget {
  gate = { lets: () => true, leave: () => true };

  constructor(root, words) {
    super();
    this.root = root;
    this.words = words;
    this.places = [...root.querySelectorAll("[data-slot].exam-question")];
    this.units = grouped(this.places, root.dataset.layout);
    this.links = new Map(Array.from(root.querySelectorAll(".navigator [data-slot]"), (link) => [Number(link.dataset.slot), link]));
    this.current = this.places[0];
    root.querySelector(".navigator").addEventListener("click", (event) => this.#follow(event));
    for (const button of root.querySelectorAll("[data-step]")) {
      button.addEventListener("click", () => this.#step(Number(button.dataset.step)));
    }
  }

  get slot() { return Number(this.current.dataset.slot); }

  // The slots that are on the screen.
  get unit() { return this.units.find((unit) => unit.includes(this.current)).map(slotOf); }

  place(slot) { return this.places.find((place) => slotOf(place) === slot); }

  show(place, moveFocus = false) {
    if (!place || !this.gate.lets(slotOf(place))) return;
    this.current = place;
    const unit = this.units.find((one) => one.includes(place));
    for (const other of this.places) other.toggleAttribute("data-current", unit.includes(other));
    for (const [slot, link] of this.links) {
      if (slot === this.slot) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
      link.toggleAttribute("data-shut", !this.gate.lets(slot));
    }
    this.#nameSteps();
    if (moveFocus) this.#bringUp(place, place === unit[0]);
    this.dispatchEvent(new Event("move"));
  }

  mark(slot, { answered, unsaved, flagged, problem }) {
    const link = this.links.get(slot);
    link.toggleAttribute("data-answered", answered && !unsaved);
    link.toggleAttribute("data-unsaved", unsaved);
    link.toggleAttribute("data-flagged", flagged);
    const { words } = this;
    const said = [problem && words.problem, unsaved ? words.not_saved : answered ? words.answered : words.unanswered, flagged && words.flagged];
    link.querySelector("[data-status]").textContent = said.filter(Boolean).map((word) => `, ${word}`).join("");
  }

  async #step(step) {
    const next = this.#beside(step);
    if (!next || (step > 0 && !(await this.gate.leave(this.unit)))) return;
    this.show(next[0], true);
  }

  #beside(step) {
    const next = this.units[this.units.findIndex((unit) => unit.includes(this.current)) + step];
    return step < 0 && next && !this.gate.lets(slotOf(next[0])) ? undefined : next;
  }

  #follow(event) {
    const link = event.target.closest("[data-slot]");
    if (!link) return;
    event.preventDefault();
    this.show(this.place(Number(link.dataset.slot)), true);
  }

  #bringUp(place, first) {
    place.focus({ preventScroll: true });
    if (first) scrollTo({ top: 0, behavior: "instant" });
    else place.scrollIntoView({ block: "start", behavior: "instant" });
  }

  #nameSteps() {
    for (const button of this.root.querySelectorAll("[data-step]")) {
      const beside = this.#beside(Number(button.dataset.step));
      button.hidden = !beside;
      if (beside) button.querySelector("[data-text]").textContent = this.#nameOf(beside);
    }
    const last = this.units.at(-1).includes(this.current);
    for (const button of this.root.querySelectorAll("[data-at-end]")) button.hidden = !last;
  }

  #nameOf(unit) {
    const title = unit.length > 1 ? unit[0].querySelector(".question__section")?.textContent : "";
    return title || this.words.question.replace("{n}", unit[0].dataset.slot);
  }
}

function slotOf(place) { return Number(place.dataset.slot); }

function grouped(places, layout) {
  if (layout === "all") return [places];
  if (layout !== "section") return places.map((place) => [place]);
  const sections = new Map();
  for (const place of places) sections.set(place.dataset.section, [...(sections.get(place.dataset.section) ?? []), place]);
  return [...sections.values()];
}
