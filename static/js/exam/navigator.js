// Shows one question at a time and, in the list of all, which are answered, unsaved, to be looked at again.
export class Navigator extends EventTarget {
  constructor(root, words) {
    super();
    this.root = root;
    this.words = words;
    this.places = [...root.querySelectorAll("[data-slot].exam-question")];
    this.links = new Map(Array.from(root.querySelectorAll(".navigator [data-slot]"), (link) => [Number(link.dataset.slot), link]));
    this.current = this.places[0];
    root.querySelector(".navigator").addEventListener("click", (event) => this.#follow(event));
    for (const button of root.querySelectorAll("[data-step]")) {
      button.addEventListener("click", () => this.show(this.#beside(Number(button.dataset.step)), true));
    }
  }

  get slot() { return Number(this.current.dataset.slot); }

  place(slot) { return this.places.find((place) => Number(place.dataset.slot) === slot); }

  show(place, moveFocus = false) {
    if (!place) return;
    this.current = place;
    for (const other of this.places) other.toggleAttribute("data-current", other === place);
    for (const [slot, link] of this.links) {
      if (slot === this.slot) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    }
    this.#nameSteps();
    if (moveFocus) this.#bringUp(place);
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

  #beside(step) { return this.places[this.places.indexOf(this.current) + step]; }

  #follow(event) {
    const link = event.target.closest("[data-slot]");
    if (!link) return;
    event.preventDefault();
    this.show(this.place(Number(link.dataset.slot)), true);
  }

  #bringUp(place) {
    place.focus({ preventScroll: true });
    scrollTo({ top: 0, behavior: "instant" });
  }

  #nameSteps() {
    for (const button of this.root.querySelectorAll("[data-step]")) {
      const beside = this.#beside(Number(button.dataset.step));
      button.hidden = !beside;
      if (beside) button.querySelector("[data-text]").textContent = this.words.question.replace("{n}", beside.dataset.slot);
    }
    const last = this.places.at(-1) === this.current;
    for (const button of this.root.querySelectorAll("[data-at-end]")) button.hidden = !last;
  }
}
