// The rubric of one script: which criterion the keys speak to, the total, what is left.
export class Rubric {
  #judged = null;

  constructor(form) {
    this.form = form;
    this.criteria = [...form.querySelectorAll("[data-criterion]")];
    this.#point(this.#firstOpen());
    form.addEventListener("change", () => this.#count());
    form.addEventListener("focusin", ({ target }) => {
      const at = this.criteria.indexOf(target.closest("[data-criterion]"));
      if (at >= 0) this.#point(at);
    });
    this.#count();
  }

  // Chooses a level of the marked criterion and goes on to the next one.
  choose(number) {
    const at = this.place;
    const level = this.criteria[at]?.querySelectorAll("input[type=radio]")[number - 1];
    if (!level) return false;
    level.checked = true;
    level.dispatchEvent(new Event("change", { bubbles: true }));
    this.#goTo(Math.min(this.criteria.length - 1, at + 1));
    this.#judged = at;
    return true;
  }

  step(by) {
    this.#goTo(Math.max(0, Math.min(this.criteria.length - 1, this.place + by)));
  }

  // To the first criterion without a level.
  onwards() {
    this.#goTo(this.#firstOpen());
  }

  #firstOpen() {
    return Math.max(0, this.criteria.findIndex((criterion) => !chosen(criterion)));
  }

  // A comment belongs to the criterion that was judged last, or to the one that was gone to since.
  commentField() {
    const field = this.criteria[this.#judged ?? this.place].querySelector("[data-bank-field]");
    field.closest("details").open = true;
    return field;
  }

  #point(at) {
    this.place = at;
    this.#judged = null;
    this.criteria.forEach((criterion, index) => criterion.toggleAttribute("data-current", index === at));
  }

  // Only a key moves the page: a script that has just come is read from its beginning, on a phone too.
  #goTo(at) {
    this.#point(at);
    this.criteria[at]?.scrollIntoView({ block: "nearest" });
  }

  #count() {
    const levels = this.criteria.map(chosen);
    this.criteria.forEach((criterion, at) => { if (levels[at]) show(criterion, levels[at]); });
    const sum = levels.reduce((points, level) => points + Math.round(Number(level?.dataset.exact ?? 0) * 10_000), 0) / 10_000;
    const left = levels.filter((level) => !level).length;
    this.form.querySelector("[data-total]").textContent = new Intl.NumberFormat("vi-VN").format(sum);
    this.form.querySelector("span[data-left]").textContent = left ? this.form.dataset.left.replace("{n}", left) : "";
  }
}

function chosen(criterion) {
  return criterion.querySelector("input[type=radio]:checked");
}

function show(criterion, level) {
  const { points, outOf, words } = level.dataset;
  criterion.querySelector("output[data-points]").textContent = `${points} / ${outOf}`;
  criterion.querySelector("[data-level]").textContent = words;
}
