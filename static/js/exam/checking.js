// Where a test tells it at once: asks the server whether the saved answer is right, and shows what it says.
export class Checking {
  constructor({ navigator, paper, outbox, sender, url, words, course }) {
    Object.assign(this, { navigator, paper, outbox, sender, url, words, course });
    const pattern = document.getElementById("check");
    if (!url || !pattern) return;
    for (const place of navigator.places) this.#equip(place, pattern);
  }

  // What was told before, as after a reload.
  learn(checks = []) {
    for (const told of checks) this.#show(this.navigator.place(told.slot), told);
  }

  #equip(place, pattern) {
    const panel = pattern.content.firstElementChild.cloneNode(true);
    for (const input of panel.querySelectorAll("input")) input.name = `sure-${place.dataset.slot}`;
    place.querySelector("[data-problem]").before(panel);
    panel.querySelector("[data-check-now]").addEventListener("click", () => this.#ask(place, panel));
    place.addEventListener("input", () => this.#stale(place, panel));
  }

  async #ask(place, panel) {
    const slot = Number(place.dataset.slot);
    if (this.paper.value(slot) === null) return this.#say(panel, this.words.check_first);
    await this.sender.flush();
    const { known, edit } = this.outbox.slots.get(slot) ?? {};
    if (edit || !known) return this.#say(panel, this.words.check_unsaved);
    const certainty = Number(panel.querySelector("input:checked")?.value ?? 1);
    const answer = await this.#post({ slot, version: known.version, certainty });
    if (answer?.verdict) this.#show(place, answer);
    else this.#say(panel, answer?.message ?? this.words.no_network);
  }

  async #post(body) {
    const { token, header } = this.sender;
    try {
      const answer = await fetch(this.url, {
        method: "POST", body: JSON.stringify(body), credentials: "omit", redirect: "error", cache: "no-store",
        headers: { "Content-Type": "application/json", Accept: "application/json", [header]: token },
      });
      return await answer.json();
    } catch {
      return null;
    }
  }

  #show(place, told) {
    const panel = place.querySelector("[data-check]");
    if (!panel) return;
    const left = told.left ? this.words.tries_left.replace("{n}", told.left) : "";
    this.#say(panel, [this.words[told.verdict], left].filter(Boolean).join(" "), told);
    if (!told.final) return;
    for (const part of panel.querySelectorAll("fieldset, [data-check-now]")) part.remove();
    this.course.learn([told.slot]);
  }

  #say(panel, text, { verdict = "", key = "", explanation = [] } = {}) {
    panel.dataset.verdict = verdict;
    panel.querySelector("[data-said]").hidden = false;
    panel.querySelector("[data-verdict-text]").textContent = text;
    const keyLine = panel.querySelector("[data-key]");
    keyLine.hidden = !key;
    keyLine.querySelector("[data-text]").textContent = key;
    const why = panel.querySelector("[data-explanation]");
    why.hidden = !explanation.length;
    why.replaceChildren(...explanation.map(paragraph));
  }

  #stale(place, panel) {
    if (!panel.querySelector("[data-check-now]")) return;
    panel.dataset.verdict = "";
    panel.querySelector("[data-said]").hidden = true;
  }
}

function paragraph(text) {
  const made = document.createElement("p");
  made.textContent = text;
  return made;
}
