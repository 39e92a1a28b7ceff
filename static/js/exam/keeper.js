// Writes an outbox through to the disk, one write after the other: all that changed meanwhile goes into the next.
// Only one page holds what lies there; who finds out that it is another one by now neither stores nor sends any more.
import { TakenOver } from "./store.js";

const PATIENCE = 5000;

export class Keeper {
  #claims = false;
  #dirty = new Set();
  #me = newName();
  #meta;
  #store;
  #tell;
  #writing = null;

  // `meta()`: what is stored of the outbox itself, as it is by then.
  // `tell(event)`: "kept" after each write, "storage" once the browser stops storing, "taken" once another page holds it.
  constructor(store, meta, tell) {
    this.#store = store;
    this.#meta = meta;
    this.#tell = tell;
    this.durable = store.durable;
    this.frozen = false;
  }

  // What lies there; with `frozen` another page is at work, and nothing is written until it is read again without.
  async read(owner, frozen) {
    const found = await this.#store.read(owner);
    this.frozen = frozen;
    this.#claims = !frozen;
    this.#dirty.clear();
    return found;
  }

  // Resolves once the record is on the disk; null: only `meta` has changed.
  keep(record) {
    this.#dirty.add(record);
    if (this.frozen) return null;
    this.#writing ??= this.#writeAll().finally(() => { this.#writing = null; });
    return this.#writing;
  }

  async settled() { await this.#writing; }

  // "mine", another page's ("taken"), or cleared away ("gone").
  async stands() {
    const meta = this.#meta();
    if (!this.durable) return "mine";
    const found = await this.#store.read(meta.owner).catch(() => ({ meta }));
    if (!found.meta) return "gone";
    return found.meta.holder === this.#me && !this.frozen ? "mine" : "taken";
  }

  async forget(owner) {
    this.#dirty.clear();
    await this.#writing;
    this.frozen = true;
    await this.#store.forget(owner);
  }

  async #writeAll() {
    while (this.#dirty.size && !this.frozen) {
      const records = [...this.#dirty].filter(Boolean);
      const edits = records.map(({ edit }) => edit);
      this.#dirty.clear();
      if (!(await this.#put(records))) return;
      for (const edit of edits) if (edit) edit.kept = true;
      this.#tell("kept");
    }
  }

  // False if another page holds the outbox by now. A storage that failed once is still tried, but nobody waits for it.
  async #put(records) {
    const meta = this.#meta();
    meta.holder = this.#me;
    const writing = this.#store.write(meta, records, this.#claims);
    this.#claims = false;
    try {
      if (this.durable) await inTime(writing);
      else writing.catch(() => {});
    } catch (error) {
      if (error instanceof TakenOver) return this.#taken();
      this.#lost();
    }
    return true;
  }

  #taken() {
    this.frozen = true;
    this.#tell("taken");
    return false;
  }

  #lost() {
    if (!this.durable) return;
    this.durable = false;
    this.#tell("storage");
  }
}

export function newName() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// A storage that hangs must not keep an answer from being sent.
function inTime(written) {
  return Promise.race([written, new Promise((_, refuse) => { setTimeout(refuse, PATIENCE, new Error("storage hangs")); })]);
}
