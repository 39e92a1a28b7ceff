// The questions on the page and what was answered: every change goes to the outbox, what is known comes back.
import { connectOrdering, read, tidied, write } from "./answers.js";

export class Paper {
  constructor(form, { navigator, outbox, clock, words }) {
    Object.assign(this, { form, navigator, outbox, clock, words });
    this.fields = form.querySelector("[data-fields]");
    form.addEventListener("submit", (event) => event.preventDefault());
    for (const name of ["input", "change"]) form.addEventListener(name, ({ target }) => this.#changed(target));
    form.addEventListener("click", ({ target }) => this.#pressed(target));
    outbox.addEventListener("change", ({ detail }) => this.mark(detail));
    for (const place of this.#places("ordering")) connectOrdering(place);
  }

  get flags() { return this.outbox.facts.flags ?? []; }

  value(slot) { return tidied(this.outbox.valueOf(slot)); }

  // Put what is known into every question, as after a reload or when another device was at work.
  restore(slots = this.navigator.places.map(({ dataset }) => Number(dataset.slot))) {
    for (const slot of slots) {
      const place = this.navigator.place(slot);
      const value = this.value(slot);
      if (JSON.stringify(value) !== JSON.stringify(read(place))) write(place, value);
      this.mark(slot);
    }
  }

  lock(locked) { this.fields.disabled = locked; }

  // An answer that stands for good: seen, not changed.
  lockOne(slot) {
    const place = this.navigator.place(slot);
    if (!place || "locked" in place.dataset) return;
    place.dataset.locked = "";
    for (const control of place.querySelectorAll("input, select, textarea, [data-move], [data-confirm-order], [data-clear]")) control.disabled = true;
  }

  unanswered() {
    return this.navigator.places.map(({ dataset }) => Number(dataset.slot)).filter((slot) => this.value(slot) === null);
  }

  mark(slot) {
    const place = this.navigator.place(slot);
    const record = this.outbox.slots.get(slot);
    const answered = this.value(slot) !== null;
    const problem = this.#problem(record);
    this.navigator.mark(slot, { answered, unsaved: this.outbox.unsaved().includes(slot), flagged: this.flags.includes(slot), problem });
    const line = place.querySelector("[data-problem]");
    line.hidden = !problem;
    line.querySelector("[data-text]").textContent = problem;
    place.querySelector("[data-flag]").setAttribute("aria-pressed", String(this.flags.includes(slot)));
    place.querySelector("[data-clear]").hidden = !answered || "locked" in place.dataset;
    this.#count(place);
  }

  #problem(record) {
    if (record?.edit?.held === "late") return "locked" in this.navigator.place(record.slot).dataset ? this.words.locked : this.words.late;
    if (record?.edit?.held === "conflict") return this.words.conflict;
    return record?.problem ?? "";
  }

  #places(type) { return this.navigator.places.filter(({ dataset }) => dataset.type === type); }

  #changed(control) {
    const place = control.closest(".exam-question");
    if (!place || control.name === "clear") return;
    this.#answer(place, read(place));
  }

  #answer(place, value) {
    const slot = Number(place.dataset.slot);
    if (JSON.stringify(value) === JSON.stringify(this.value(slot))) return;
    this.outbox.write(slot, value, Math.round(this.clock.elapsed));
  }

  #pressed(target) {
    const place = target.closest(".exam-question");
    if (target.closest("[data-flag]")) this.#flag(Number(place.dataset.slot));
    if (target.closest("[data-clear]")) {
      write(place, null);
      this.#answer(place, null);
      place.focus();
    }
  }

  #flag(slot) {
    const flags = this.flags.includes(slot) ? this.flags.filter((one) => one !== slot) : [...this.flags, slot];
    this.outbox.remember({ flags });
    this.mark(slot);
  }

  #count(place) {
    const line = place.querySelector("[data-word-count]");
    if (!line) return;
    const words = place.querySelector("textarea").value.trim().split(/\s+/).filter(Boolean).length;
    line.textContent = this.words.word_count.replace("{n}", words);
  }
}
