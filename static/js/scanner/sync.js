// Sends what was read until the server has answered, in batches, however often and in whatever order: a nonce counts once.
const LARGEST_BATCH = 100;
const PATIENCE = 15_000;
const AGAIN = 4000;
const LONGEST = 15_000;

// `url`; `token()`; `now()` and `anchoredAt()`: the server's time as reckoned here, and when it was last heard;
// `waiting()`: reads without an answer; `answered(answers, reply)`; `tell(state)`:
// "sent" with the server's time, "offline", or "refused" with the reason. A device that is refused asks no more.
export class Sync {
  #parts;
  #sending = null;
  #tries = 0;
  #timer = 0;
  #refused = "";
  #stopped = false;

  constructor(parts) {
    this.#parts = parts;
  }

  flush() {
    this.#sending ??= this.#sendAll().finally(() => { this.#sending = null; });
    return this.#sending;
  }

  // Whoever leaves the door hears nothing more of it; an answer that is still on its way is kept.
  stop() {
    clearTimeout(this.#timer);
    this.#stopped = true;
  }

  async #sendAll() {
    clearTimeout(this.#timer);
    while (!this.#refused && !this.#stopped) {
      const waiting = (await this.#parts.waiting()).slice(0, LARGEST_BATCH);
      if (!waiting.length) break;
      const reply = await this.#post(waiting);
      if (!reply) return this.#later();
      this.#tries = 0;
      await this.#parts.answered(reply.answers, reply);
      if (!this.#stopped) this.#parts.tell("sent", reply.now);
    }
  }

  #later() {
    if (this.#stopped) return;
    if (this.#refused) return this.#parts.tell("refused", this.#refused);
    this.#parts.tell("offline");
    const wait = Math.min(LONGEST, AGAIN * 2 ** this.#tries++) * (0.7 + 0.6 * Math.random());
    this.#timer = setTimeout(() => this.flush(), wait);
  }

  // The answer, or null. A portal that answers 200 with a page of its own has not answered.
  async #post(reads) {
    const { anchoredAt, now, token, url } = this.#parts;
    const scans = reads.map(({ nonce, code, phase, at }) => ({ nonce, code, phase, at }));
    const body = JSON.stringify({ scans, anchored_at: anchoredAt(), sent_at: now() });
    const headers = { "Content-Type": "application/json", "X-Scanner-Token": token() };
    try {
      const answer = await fetch(url, { method: "POST", headers, body, credentials: "omit", signal: AbortSignal.timeout(PATIENCE) });
      const said = await answer.json();
      if (answer.status === 401 || answer.status === 403) this.#refused = said.why ?? "revoked";
      return answer.ok && Array.isArray(said.answers) ? said : null;
    } catch {
      return null;
    }
  }
}
