// Sends what lies in an outbox: in batches, soon after a change, at once when the page is left, again and again
// until the server has acknowledged it. Only an answer of the protocol is an acknowledgement, never a mere 200.
//
// Events: "state" (this.state), "reply" (detail: what the server said, with `at`, this page's own count of its moment),
// "conflict" (detail: list), "unauthorised", "refused" (detail: status).
const SOON = 1000;
const LATEST = 4000;
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;
const LONGEST_WISH = 120_000; // whatever a proxy on the way asks for
const PATIENCE = 20_000;
const RUSH = 1500; // a hall whose network comes back does not send all at once
const LARGEST = 60 * 1024;
const MOST = 100;
const SENT = ["slot", "seq", "base", "value", "elapsed_ms", "clear", "done"];

export class Sender extends EventTarget {
  #outbox;
  #timer = null;
  #since = null;
  #failures = 0;
  #posting = null;
  #one = false;

  constructor(outbox, { url, token, header = "X-Attempt-Token", soon = SOON, latest = LATEST }) {
    super();
    Object.assign(this, { url, token, header, soon, latest, state: "idle", savedAt: null, stopped: false });
    this.#outbox = outbox;
    outbox.remember({ send: { url, token, header } });
    outbox.addEventListener("kept", () => this.nudge());
    addEventListener("online", () => this.#after(Math.random() * RUSH));
    addEventListener("pagehide", () => this.leave());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.leave() : this.flush()));
  }

  // Something may have changed: send soon, even while more is being typed.
  nudge() {
    if (this.stopped || !this.#outbox.pending().length || (this.#failures && this.#timer)) return;
    this.#since ??= performance.now();
    const rest = this.#since + this.latest - performance.now();
    this.#after(this.#outbox.durable ? jittered(Math.max(0, Math.min(this.soon, rest))) : 0);
  }

  // Send now. True if the server then holds everything.
  async flush() {
    await this.#outbox.settled();
    do await this.#send(); while (this.#outbox.pending().length && !this.#failures && !this.stopped);
    return !this.#outbox.unsaved().length;
  }

  // The page may be gone in a moment: what fits into one last message goes out beside whatever is under way.
  leave() {
    if (this.stopped) return;
    const batch = taken(this.#outbox.pending(true), MOST);
    if (batch.length) this.#post(batch, true).then((reply) => this.#read(reply, batch));
  }

  // A new token, also for what is sent from other pages later.
  renew(token) {
    if (token === this.token) return;
    this.token = token;
    this.#outbox.remember({ send: { url: this.url, token, header: this.header } });
  }

  // Another tab goes on with this outbox: say nothing more.
  stop() {
    this.stopped = true;
    this.#rest();
  }

  resume() {
    this.stopped = false;
    this.#failures = 0;
    return this.flush();
  }

  #after(pause) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#send(), pause);
  }

  #rest() {
    clearTimeout(this.#timer);
    this.#timer = null;
  }

  #send() {
    if (this.stopped) return null;
    this.#posting ??= this.#sendBatch().finally(() => { this.#posting = null; });
    return this.#posting;
  }

  async #sendBatch() {
    this.#rest();
    this.#since = null;
    const batch = taken(this.#outbox.pending(), this.#one ? 1 : MOST);
    if (!batch.length) return;
    this.#show("sending");
    const reply = await this.#post(batch, false);
    this.#read(reply, batch);
    if (!this.#failures && this.#outbox.pending().length) this.#after(0);
  }

  async #post(edits, keepalive) {
    const started = performance.now();
    const body = JSON.stringify({ tab: this.#outbox.tab, edits: edits.map(wire) });
    const stop = new AbortController();
    const patience = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch(this.url, {
        method: "POST", body, keepalive, signal: stop.signal, credentials: "omit", redirect: "error", cache: "no-store",
        headers: { "Content-Type": "application/json", Accept: "application/json", [this.header]: this.token },
      });
      const data = isJson(answer) ? await answer.json().catch(() => null) : null;
      const at = (started + performance.now()) / 2;
      return { status: answer.status, data, at, wait: Number(answer.headers.get("Retry-After")) * 1000 };
    } catch {
      return { status: 0, data: null };
    } finally {
      clearTimeout(patience);
    }
  }

  #read({ status, data, at, wait }, batch) {
    if (this.stopped) return;
    if (!isReply(status, data, batch)) return this.#failed(status, batch.length, wait);
    this.#failures = 0;
    this.#one = false;
    if (data.acked.length) this.savedAt = data.now;
    data.acked.forEach((acked, place) => this.#outbox.acknowledged(batch, acked, { receipt: data.receipts?.[place], saved_at: data.saved_at ?? data.now }));
    for (const conflict of data.conflicts) this.#outbox.refused(conflict);
    this.#show("idle");
    this.#tell("reply", { ...data, at });
    if (data.conflicts.length) this.#tell("conflict", data.conflicts);
  }

  #failed(status, size, wait) {
    this.#failures += 1;
    this.#after(pauseAfter(this.#failures, wait));
    this.#show("waiting");
    if (status === 401) this.#tell("unauthorised");
    if ([403, 404, 413, 415, 422].includes(status)) {
      this.#one = size > 1; // one answer that cannot be read must not hold up the others
      if (!this.#one) this.#tell("refused", status);
    }
  }

  #show(state) {
    this.state = state;
    this.#tell("state");
  }

  #tell(name, detail) { this.dispatchEvent(new CustomEvent(name, { detail })); }
}

// An answer of the protocol names every edit that it was asked about; a portal that says 200 to anything does not.
function isReply(status, data, batch) {
  if (![200, 409].includes(status) || !Array.isArray(data?.acked) || !Array.isArray(data.conflicts)) return false;
  const named = new Set([...data.acked.map((acked) => `${acked?.[0]}/${acked?.[1]}`), ...data.conflicts.map((one) => `${one?.slot}/${one?.seq}`)]);
  return batch.every(({ slot, seq }) => named.has(`${slot}/${seq}`));
}

function isJson(answer) {
  return (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
}

function wire(edit) {
  return Object.fromEntries(SENT.map((name) => [name, edit[name]]));
}

// As many edits as fit into one message; always at least one.
function taken(edits, most) {
  let room = LARGEST;
  const size = (edit) => new Blob([JSON.stringify(wire(edit))]).size;
  return edits.slice(0, most).filter((edit, place) => (room -= size(edit)) >= 0 || place === 0);
}

function pauseAfter(failures, wanted) {
  return jittered(Math.max(Math.min(wanted || 0, LONGEST_WISH), Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (failures - 1))));
}

function jittered(pause) {
  return pause * (0.75 + Math.random() / 2);
}
