// Tells the server now and then that this page is open, and what it noticed: that another page or app was in front,
// that there was no network. Facts for the proctor, sent with the attempt's token. What cannot be sent waits for the
// next time; nothing here ever holds up an answer.
//
// Events: "reply" (detail: what every answer of the server tells, with `at`).
const EVERY = 60_000;
const OFTEN = 10_000;
const RUSH = 1500; // a hall whose network comes back does not send all at once
const MOST = 50;
const PATIENCE = 15_000;

export class Presence extends EventTarget {
  #events = [];
  #timer = null;
  #often = false;

  constructor({ url, outbox, sender, overview, clock }) {
    super();
    Object.assign(this, { url, outbox, sender, overview, clock });
  }

  start() {
    if (this.outbox.facts.opened) this.#note("reloaded");
    this.outbox.remember({ opened: true });
    document.addEventListener("visibilitychange", () => this.#noteAndSend(document.hidden ? "left" : "back"));
    addEventListener("offline", () => this.#note("offline"));
    addEventListener("online", () => {
      this.#note("online");
      this.#after(Math.random() * RUSH);
    });
    this.#after(Math.random() * RUSH);
  }

  // Asked more often while something is waited for.
  set often(wanted) {
    if (this.#often === wanted) return;
    this.#often = wanted;
    this.#after(this.#pause());
  }

  #note(kind) {
    this.#events.push({ kind, elapsed_ms: Math.max(0, Math.round(this.clock.elapsed)) });
    this.#events = this.#events.slice(-MOST);
  }

  #noteAndSend(kind) {
    this.#note(kind);
    this.#send();
  }

  #after(pause) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#send(), pause);
  }

  #pause() { return (this.#often ? OFTEN : EVERY) * (0.75 + Math.random() / 2); }

  async #send() {
    this.#after(this.#pause());
    if (this.sender.stopped || !navigator.onLine) return;
    const events = this.#events.slice();
    const started = performance.now();
    const data = await this.#post(events);
    if (!data) return;
    this.#events = this.#events.filter((event) => !events.includes(event));
    if (!this.sender.stopped) this.dispatchEvent(new CustomEvent("reply", { detail: { ...data, at: (started + performance.now()) / 2 } }));
  }

  async #post(events) {
    const { tab } = this.outbox;
    const body = JSON.stringify({ tab, hidden: document.hidden, unsaved: this.outbox.unsaved().length, slot: this.overview.slot, events });
    try {
      const answer = await fetch(this.url, {
        method: "POST", body, keepalive: document.hidden, credentials: "omit", redirect: "error", cache: "no-store", signal: AbortSignal.timeout(PATIENCE),
        headers: { "Content-Type": "application/json", Accept: "application/json", [this.sender.header]: this.sender.token },
      });
      const data = await answer.json();
      return answer.ok && data.now ? data : null;
    } catch {
      return null;
    }
  }
}
