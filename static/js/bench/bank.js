// The comment bank: "/" searches it, Enter puts a comment into the field, F2 or S keeps the one just written.
import { fold } from "../fold.js";
import { HEADERS } from "./pages.js";

const SHOWN = 8;

export class Bank {
  #entries = [];
  #coming = null;
  #shown = [];
  #at = 0;
  #field = null;
  #written = "";
  settled = Promise.resolve(); // until what was chosen is in its field

  constructor(dialog, token, say) {
    Object.assign(this, { dialog, token, say, input: dialog.querySelector("input"), list: dialog.querySelector("ul") });
    dialog.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.settled = this.#choose([...this.list.children].indexOf(option));
      else if (event.target === dialog) dialog.close();
    });
    dialog.addEventListener("cancel", () => this.input.blur());
    this.input.addEventListener("input", () => this.#search());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.#coming = this.#load();
  }

  open(field) {
    this.#field = field;
    if (!this.#entries.length) this.#coming ??= this.#load();
    this.input.value = "";
    this.dialog.querySelector("[data-target]").textContent = this.dialog.dataset.into.replace("{field}", nameOf(field));
    this.#search();
    this.dialog.showModal();
    this.input.focus();
  }

  // Remembers the words, so that they can be kept also when their script has been left.
  noteWriting(field) {
    this.#written = field.value.trim();
  }

  async keep() {
    const { keep, kept, known, failed, nothing } = this.dialog.dataset;
    if (!this.#written) return this.say(nothing);
    const answer = await this.#post(keep, { text: this.#written });
    if (!answer?.ok) return this.say(failed);
    const entry = await answer.json();
    if (!entry.known) this.#entries.unshift(made(entry));
    return this.say(entry.known ? known : kept);
  }

  async #load() {
    try {
      const answer = await fetch(this.dialog.dataset.entries, { headers: HEADERS, cache: "no-store" });
      if (!answer.ok) return;
      this.#entries = (await answer.json()).comments.map(made);
      if (this.dialog.open) this.#search();
    } catch {
      // Asked for again when the bank is opened.
    } finally {
      this.#coming = null;
    }
  }

  #found(text) {
    const words = fold(text).split(/\s+/).filter(Boolean);
    return this.#entries.filter(({ key }) => words.every((word) => key.includes(word))).slice(0, SHOWN);
  }

  #search() {
    this.#shown = this.#found(this.input.value);
    this.list.replaceChildren(...this.#shown.map((entry, at) => this.#option(entry, at)));
    if (!this.#shown.length) this.list.append(Object.assign(document.createElement("li"), { className: "muted", textContent: this.dialog.dataset.none }));
    this.#mark(0);
  }

  #option({ text, sharing }, at) {
    const option = Object.assign(document.createElement("li"), { id: `bank-${at}`, className: "bank-search__option", textContent: text });
    option.setAttribute("role", "option");
    if (sharing !== "nobody") option.append(Object.assign(document.createElement("small"), { className: "muted", textContent: ` · ${this.dialog.dataset.shared}` }));
    return option;
  }

  #mark(at) {
    this.#at = Math.max(0, Math.min(this.#shown.length - 1, at));
    [...this.list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === this.#at)));
    if (this.#shown.length) this.input.setAttribute("aria-activedescendant", `bank-${this.#at}`);
    else this.input.removeAttribute("aria-activedescendant");
    this.list.children[this.#at]?.scrollIntoView({ block: "nearest" });
  }

  #key(event) {
    if (event.isComposing) return;
    if (event.key === "Enter") this.settled = this.#choose();
    else if (event.key === "ArrowDown") this.#mark(this.#at + 1);
    else if (event.key === "ArrowUp") this.#mark(this.#at - 1);
    else return;
    event.preventDefault();
  }

  // Who types faster than the bank comes goes on typing; the comment follows as soon as it is there.
  async #choose(at = this.#at) {
    const [field, text, entry] = [this.#field, this.input.value, this.#shown[at]];
    if (!entry && !this.#coming) return;
    this.#leave();
    if (!entry) await this.#coming;
    const found = entry ?? this.#found(text)[0];
    if (found) this.#put(found, field);
    else this.say(this.dialog.dataset.none);
  }

  // A field that is hidden keeps the focus until the next frame, and would swallow the next key.
  #leave() {
    this.input.blur();
    this.dialog.close();
  }

  #put(entry, field) {
    if (!entry) return;
    insert(field, entry.text);
    this.#post(`${this.dialog.dataset.keep}/${entry.id}/uses`, {});
  }

  async #post(address, values) {
    try {
      return await fetch(address, {
        method: "POST", keepalive: true, body: JSON.stringify(values),
        headers: { ...HEADERS, "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.token },
      });
    } catch {
      return null;
    }
  }
}

function made(entry) {
  return { ...entry, key: fold(entry.text) };
}

function nameOf(field) {
  return field.getAttribute("aria-label") ?? field.labels?.[0]?.textContent ?? "";
}

// At the caret where somebody writes, at the end otherwise; one space apart from what stands there.
function insert(field, text) {
  const writing = field === document.activeElement;
  const [from, to] = writing ? [field.selectionStart, field.selectionEnd] : [field.value.length, field.value.length];
  const space = from && !/\s/.test(field.value[from - 1]) ? " " : "";
  field.setRangeText(`${space}${text}`, from, to, "end");
  if (field.maxLength > 0) field.value = field.value.slice(0, field.maxLength);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
