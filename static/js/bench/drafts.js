// Keeps each field of a mark on the server while it is filled in, and says beside it when it was kept. What could
// not be sent waits, also when its script is no longer on the screen, and goes into its fields again on coming back.
import { hour } from "../exam/savestate.js";
import { HEADERS } from "./pages.js";

const REST = 500;
const AGAIN = 5000;

export class Drafts {
  #waiting = new Map();
  #form = null;

  constructor(token) {
    this.token = token;
    addEventListener("pagehide", () => this.#waiting.forEach((_entry, address) => this.#save(address, true)));
    addEventListener("online", () => this.flush());
  }

  get unsaved() {
    return this.#waiting.size > 0;
  }

  // `main` holds the rubric and the comments that are being written; all belong to one draft.
  watch(main) {
    const form = main.querySelector("[data-rubric]");
    this.#form = form;
    this.#restore(main);
    form.addEventListener("input", ({ target }) => this.#note(form, { [target.name]: target.value }, target));
    form.addEventListener("change", ({ target }) => this.#note(form, { [target.name]: target.value }, target));
    for (const comment of main.querySelectorAll("[data-comment]")) {
      comment.addEventListener("input", ({ target }) => this.#note(form, fieldsOf(comment), target));
    }
  }

  flush() {
    return Promise.all([...this.#waiting.keys()].map((address) => this.#save(address)));
  }

  // Before a mark is recorded nothing may still be on its way that would arrive behind it.
  async pause() {
    const entry = this.#waiting.get(this.#form.dataset.draft);
    clearTimeout(entry?.timer);
    await entry?.sending;
    clearTimeout(entry?.timer);
  }

  resume() {
    const address = this.#form.dataset.draft;
    const entry = this.#waiting.get(address);
    if (entry) entry.timer = setTimeout(() => this.#save(address), REST);
  }

  // What was recorded needs no draft any more.
  forget() {
    clearTimeout(this.#waiting.get(this.#form.dataset.draft)?.timer);
    this.#waiting.delete(this.#form.dataset.draft);
  }

  #note(form, values, field) {
    if (Object.keys(values).some((name) => !name || name === "csrf_token")) return;
    const address = form.dataset.draft;
    const { base, version } = form.elements;
    const entry = this.#waiting.get(address) ?? { values: new Map(), fields: new Map(), frame: { base: base.value, version: version.value } };
    for (const [name, value] of Object.entries(values)) {
      if (entry.values.get(name) === value) continue;
      entry.values.set(name, value);
      entry.fields.set(name, field);
    }
    this.#waiting.set(address, entry);
    say(field, "saving", this.#form.dataset.fieldSaving);
    this.#line("saving", this.#form.dataset.unsaved);
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => this.#save(address), REST);
  }

  async #save(address, keepalive = false) {
    const entry = this.#waiting.get(address);
    if (!entry) return;
    clearTimeout(entry.timer);
    const sent = new Map(entry.values);
    const words = this.#form.dataset;
    entry.sending = post(address, { ...entry.frame, ...Object.fromEntries(sent) }, this.token, keepalive);
    const saved = await entry.sending;
    if (this.#waiting.get(address) !== entry) return;
    for (const [name, value] of sent) {
      const field = entry.fields.get(name);
      const same = entry.values.get(name) === value;
      if (saved && same) entry.values.delete(name);
      if (same) say(field, saved ? "saved" : "unsaved", saved ? words.fieldSaved : words.fieldUnsaved);
    }
    if (!entry.values.size) this.#waiting.delete(address);
    else entry.timer = setTimeout(() => this.#save(address), saved ? REST : AGAIN);
    if (saved && !this.#waiting.size) this.#line("saved", words.saved.replace("{time}", hour(saved)));
    else if (!saved) this.#line("offline", words.unsaved);
  }

  #line(state, text) {
    const line = this.#form.querySelector("[data-savestate]");
    line.dataset.state = state;
    line.querySelector("span").textContent = text;
  }

  #restore(main) {
    for (const [name, value] of this.#waiting.get(this.#form.dataset.draft)?.values ?? []) {
      const field = main.querySelector(`[data-draft-as="${name}"]`) ?? this.#form.elements[name];
      if (field) field.value = value;
    }
  }
}

function say(field, state, words) {
  const place = field.closest("[data-saved-field]")?.querySelector("[data-field-state]");
  if (!place) return;
  place.dataset.state = state;
  place.textContent = words;
}

// Of a comment that is being written: its words with what they are about, under names of their own.
function fieldsOf(form) {
  const fields = [...form.elements].filter(({ name }) => name && name !== "csrf_token");
  return Object.fromEntries(fields.map(({ name, value }) => [`${form.dataset.comment}-${name}`, value]));
}

async function post(address, values, token, keepalive) {
  try {
    const answer = await fetch(address, {
      method: "POST", keepalive, body: JSON.stringify(values),
      headers: { ...HEADERS, "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token },
    });
    return answer.ok ? (await answer.json()).saved_at : null;
  } catch {
    return null;
  }
}
