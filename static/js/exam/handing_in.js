// Handing in, by hand or because time is up: first everything is saved, then the attempt is closed, then what the
// browser kept is dropped. Without a network it waits and goes on by itself; no button is ever locked by that.
import { dropKept } from "./keeping.js";

export class HandingIn {
  #wanted = false;
  #busy = false;

  constructor({ state, paper, outbox, sender, timer, session, heard, dialog, ended, words }) {
    Object.assign(this, { state, paper, outbox, sender, timer, session, heard, dialog, ended, words });
    dialog.querySelector("[data-hand-in]").addEventListener("click", () => this.#start());
    dialog.addEventListener("close", () => { this.#wanted = this.timer.over || ended.open; });
    ended.addEventListener("cancel", (event) => event.preventDefault());
    sender.addEventListener("reply", () => this.#goOn());
    timer.addEventListener("end", () => this.end());
    timer.addEventListener("extended", () => this.#reopened());
  }

  ask() {
    this.#tell(this.dialog, this.#summary());
    this.#tell(this.dialog, "", "[data-progress]");
    this.dialog.showModal();
  }

  // Time is up, or the organisers have collected the attempt.
  end() {
    this.paper.lock(true);
    if (!this.ended.open) this.ended.showModal();
    if (this.dialog.open) this.dialog.close();
    return this.#start();
  }

  #summary() {
    const open = this.paper.unanswered();
    const said = open.length ? this.words.unanswered_list.replace("{n}", open.length).replace("{list}", open.join(", ")) : this.words.all_answered;
    const odd = [...this.outbox.slots.values()].filter(({ edit }) => edit?.held).map(({ slot }) => slot).join(", ");
    return [said, odd && this.words.odd_list.replace("{list}", odd), this.words.no_way_back].filter(Boolean).join(" ");
  }

  #start() {
    this.#wanted = true;
    return this.#goOn();
  }

  async #goOn() {
    if (!this.#wanted || this.#busy) return;
    this.#busy = true;
    try {
      await this.#handIn();
    } finally {
      this.#busy = false;
    }
  }

  async #handIn() {
    this.#progress(this.words.handing_in);
    await this.sender.flush();
    const left = this.outbox.pending(true).length;
    if (left) return this.#progress((this.timer.over ? this.words.end_offline : this.words.waiting).replace("{n}", left), true);
    const closed = await this.session.post(this.state.submission_url + (this.timer.over ? "?by=timer" : ""));
    if (["open", "paused"].includes(closed?.state)) return this.#goesOn(closed);
    if (closed?.state !== "closed") return this.#later(); // whatever said 200 was not ours
    await this.outbox.forget();
    await dropKept();
    location.replace(this.state.result_url); // going back does not lead into an attempt that is over
  }

  // It was paused, or given more time, and this page did not know yet.
  #goesOn(stands) {
    this.#wanted = false;
    this.dialog.close();
    this.heard(stands, performance.now());
  }

  // Everything is saved; only the last word did not get through.
  #later() {
    this.#progress(this.timer.over ? this.words.end_saved : this.words.waiting_saved);
    if (!this.session.putOff) setTimeout(() => this.#goOn(), 5000 + Math.random() * 5000);
  }

  #reopened() {
    this.#wanted = false;
    this.ended.close();
    this.paper.lock(false);
  }

  #progress(text, unsent = false) {
    const dialog = this.timer.over || this.ended.open ? this.ended : this.dialog;
    this.#tell(dialog, text, "[data-progress]");
    this.ended.querySelector("[data-sealed]").hidden = !unsent;
  }

  #tell(dialog, text, where = "[data-text]") { dialog.querySelector(where).textContent = text; }
}
