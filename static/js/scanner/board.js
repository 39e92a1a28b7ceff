// What stands on the screen of the door: one big answer, the count, the queue, the last reads.
import { forTime } from "./words.js";
import { said } from "./verdict.js";

const LINES = 12;

export class Board {
  #last = null;
  #root;
  #words;

  constructor(root, words) {
    this.#root = root;
    this.#words = words;
  }

  open({ session, id }, reads) {
    this.#root.querySelector("[data-log]").replaceChildren();
    for (const read of reads.slice(-LINES)) this.line(read);
    this.#put("[data-session]", `${session.study_class} · ${this.#words("session", session)}`);
    this.#root.querySelector("[data-attendance]").href = `/sessions/${id}/attendance`;
  }

  head({ windows }, phase, counts) {
    const { opens, closes } = windows[phase];
    this.#put("[data-phase]", this.#words(phase));
    this.#put("[data-window]", this.#words("window", { from: forTime(opens), until: forTime(closes) }));
    this.#put("[data-count]", this.#words("count", counts));
  }

  // `since`: the read whose time is said, the first one of this code.
  result(read, { word, tone }, since) {
    this.#last = read;
    const place = this.#root.querySelector("[data-result]");
    place.dataset.tone = tone;
    place.dataset.word = word;
    this.#put("[data-name]", read.name || this.#words("unknown-name"));
    this.#put("[data-note]", this.#words(word, { time: forTime(since.at) }));
  }

  // The server saw it otherwise than this device: if it is still on the screen, it is put right there.
  corrected(read, verdict) {
    if (read !== this.#last || (verdict.tone === "success" && read.word !== "asking")) return;
    this.result(read, verdict, read);
  }

  line(read) {
    const list = this.#root.querySelector("[data-log]");
    const found = list.querySelector(`[data-nonce="${read.nonce}"]`);
    const item = found ?? Object.assign(document.createElement("li"), { className: "scanner__read" });
    const { word, tone } = read.outcome ? said(read.outcome) : { word: read.word, tone: "neutral" };
    Object.assign(item.dataset, { nonce: read.nonce, tone, sent: read.outcome ? "yes" : "no" });
    item.textContent = `${forTime(read.at)} ${read.name || this.#words("unknown-name")}`;
    if (!["recorded", "late"].includes(word)) item.append(` · ${this.#words(word, { time: forTime(read.at) })}`);
    if (!found) list.prepend(item);
    while (list.children.length > LINES) list.lastChild.remove();
  }

  queue(state, waiting, detail) {
    const place = this.#root.querySelector("[data-queue]");
    const stopped = state === "refused";
    place.hidden = !stopped && !waiting && state !== "sent";
    place.dataset.state = waiting || stopped ? "offline" : "saved";
    place.dataset.waiting = waiting;
    const words = { refused: `stopped-${detail}`, offline: "queued-offline" }[state] ?? (waiting ? "queued" : "sent");
    const text = this.#words(words, { n: waiting, time: detail && !stopped ? forTime(detail) : "" });
    if (stopped) this.say(text);
    this.#put("[data-said]", stopped ? this.#words("queued", { n: waiting }) : text);
  }

  camera(state) {
    const button = this.#root.querySelector("[data-camera]");
    const on = state === "on";
    this.#root.querySelector("video").hidden = !on;
    button.classList.toggle("button--primary", !on);
    button.querySelector("span").textContent = this.#words(on ? "camera-on" : "camera-off");
    this.say(["refused", "missing"].includes(state) ? this.#words(`camera-${state}`) : "");
  }

  // Whether the list is to be removed.
  asks(note) {
    const dialog = this.#root.querySelector("[data-removal]");
    dialog.returnValue = "";
    this.#put("[data-removal-note]", note);
    dialog.showModal();
    return new Promise((tell) => { dialog.addEventListener("close", () => tell(dialog.returnValue === "yes"), { once: true }); });
  }

  say(words) {
    const place = this.#root.querySelector("[data-camera-notice]");
    place.textContent = words;
    place.hidden = !words;
  }

  #put(selector, words) {
    const place = this.#root.querySelector(selector);
    if (place.textContent !== words) place.textContent = words;
  }
}
