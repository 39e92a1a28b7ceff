// One file on its way in pieces. Where it stands is asked of the server, never remembered: a reload, another window or
// a killed server cost no more than the piece that was on its way. Goes on by itself until everything has arrived.
//
// `say(state, at)` hears "reading", "sending" and "waiting"; a Stopped that is thrown says why it cannot go on.
import { sha256 } from "../../vendor/noble/sha2.js";

const READ = 1 << 20;
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;
const PATIENCE = 120_000; // of one piece over a slow line

export class Stopped extends Error {
  constructor(message, status = 0) {
    super(message);
    this.status = status;
  }
}

export class Pieces {
  #file;
  #url;
  #token;
  #say;
  #hash = sha256.create();
  #hashed = 0;
  #paused = null;
  #wake = null;

  constructor(file, { url, token, say }) {
    this.#file = file;
    this.#url = url;
    this.#token = token;
    this.#say = say;
    addEventListener("online", () => this.#wake?.());
  }

  // All of it; the id of the upload and the hash of what was read here.
  async send() {
    let { id, at, piece } = await this.#begin();
    while (at < this.#file.size) {
      await this.#paused?.promise;
      await this.#readTo(at);
      this.#say("sending", at);
      const answer = await this.#ask(`${this.#url}/${id}/pieces/${at}`, { method: "PUT", body: this.#file.slice(at, at + piece) }, at);
      if (answer) ({ at } = answer);
      else ({ id, at, piece } = await this.#begin());
    }
    await this.#readTo(at);
    return { id, hash: hex(this.#hash.clone().digest()) };
  }

  pause() {
    let release;
    const promise = new Promise((done) => (release = done));
    this.#paused = { promise, release };
  }

  resume() {
    this.#paused?.release();
    this.#paused = null;
    this.#wake?.();
  }

  #begin() {
    const { name, size, lastModified } = this.#file;
    const body = JSON.stringify({ name, size, mark: String(lastModified) });
    return this.#ask(this.#url, { method: "POST", body, headers: { "Content-Type": "application/json" } }, 0);
  }

  // Until there is an answer; null where the upload is no longer known and has to be begun anew.
  async #ask(url, options, at) {
    for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      const answer = await this.#once(url, options);
      if (answer?.ok) return answer.json();
      if (answer?.status === 404 && options.method === "PUT") return null;
      if (answer && answer.status < 500) throw new Stopped(await words(answer), answer.status);
      this.#say("waiting", at);
      await this.#rest(answer?.status === 503 ? Math.min(pause, 4000) : pause);
    }
  }

  async #once(url, options) {
    const headers = { "Content-Type": "application/octet-stream", Accept: "application/json", "X-CSRFToken": this.#token, ...options.headers };
    try {
      return await fetch(url, { ...options, headers, redirect: "error", signal: AbortSignal.timeout(PATIENCE) });
    } catch {
      return null;
    }
  }

  // A little longer or shorter for each, and over at once when the network is back.
  #rest(pause) {
    return new Promise((done) => {
      this.#wake = done;
      setTimeout(done, pause * (0.7 + 0.6 * Math.random()));
    });
  }

  // The hash of what the server has. Where it has less than before, everything is read again.
  async #readTo(at) {
    if (at < this.#hashed) {
      this.#hash = sha256.create();
      this.#hashed = 0;
    }
    while (this.#hashed < at) {
      const end = Math.min(this.#hashed + READ, at);
      if (at - this.#hashed > READ) this.#say("reading", this.#hashed);
      this.#hash.update(new Uint8Array(await this.#file.slice(this.#hashed, end).arrayBuffer()));
      this.#hashed = end;
    }
  }
}

async function words(answer) {
  try {
    return (await answer.json()).message ?? "";
  } catch {
    return "";
  }
}

function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
