// What was answered and not yet acknowledged. Every change is kept here first and stays until the server has it.
//
// One record a slot: `known` is what the server is known to hold ({version, value, tab, seq, saved_at, receipt}), `edit`
// what it has not acknowledged ({seq, base, value, elapsed_ms, clear, done, kept, held}), `seen` the highest seq acknowledged.
// An edit that is `held` waits for the learner: "conflict", "invalid", "late". One page holds an outbox at a time.
// Events: "change" (detail: slot), "storage" once the browser stops storing, "taken" once another page holds it.
import { Keeper, newName } from "./keeper.js";
import { openStore } from "./store.js";

// `frozen`: another tab is at work; nothing is stored until `load` is called again.
export async function openOutbox(owner, { frozen = false } = {}) {
  const outbox = new Outbox(owner, await openStore());
  await outbox.load(frozen);
  return outbox;
}

export class Outbox extends EventTarget {
  #keeper;

  constructor(owner, store) {
    super();
    this.owner = owner;
    this.#keeper = new Keeper(store, () => this.meta, (event) => this.#tell(event));
    this.slots = new Map();
    this.meta = { owner, tab: newName(), seq: 0, facts: {} };
  }

  get durable() { return this.#keeper.durable; }

  get tab() { return this.meta.tab; }
  get facts() { return this.meta.facts; }

  // Read again what is stored, also after another tab of this browser was at work, and hold it from now on. What was
  // typed here and could not be stored any more is put on top.
  async load(frozen = false) {
    const { meta, slots } = await this.#keeper.read(this.owner, frozen);
    const typed = this.typed();
    if (meta) {
      this.meta = meta;
      this.slots.clear();
    }
    for (const record of slots) {
      if (record.edit) record.edit.kept = true;
      this.slots.set(record.slot, record);
    }
    if (frozen) return;
    for (const { slot, edit } of typed) this.write(slot, edit.value, edit.elapsed_ms, edit);
    await this.remember({});
  }

  // Another tab goes on: what this one remembers must not overwrite what that one stores.
  async freeze() {
    await this.settled();
    this.#keeper.frozen = true;
  }

  // Whether the outbox lies where this page left it: "mine", another page's ("taken"), or cleared away ("gone").
  stands() { return this.#keeper.stands(); }

  // Resolves once everything kept so far is on the disk.
  settled() { return this.#keeper.settled(); }

  valueOf(slot) {
    const record = this.slots.get(slot);
    return (record?.edit ?? record?.known)?.value ?? null;
  }

  // Keep a change; resolves once it is on the disk.
  write(slot, value, elapsed = null, { done = false } = {}) {
    const record = this.#record(slot);
    const { known } = record;
    record.edit = {
      // What another device stored while an edit waits here was not what the learner saw.
      seq: ++this.meta.seq, base: record.edit?.base ?? known?.version ?? 0, value, elapsed_ms: elapsed,
      clear: value === null, done, kept: false, held: "",
    };
    record.problem = "";
    return this.#keep(record);
  }

  // Edits that may be sent, the oldest first. `all` takes those too that are still on their way to the disk.
  pending(all = false) {
    return [...this.slots.values()]
      .filter(({ edit }) => edit && !edit.held && (all || edit.kept))
      .map(({ slot, edit }) => ({ slot, ...edit }))
      .sort((one, other) => one.seq - other.seq);
  }

  // Records of what was answered here and is not on the disk.
  typed() { return [...this.slots.values()].filter(({ edit }) => edit && !edit.kept); }

  // Slots whose present answer the server does not hold.
  unsaved() {
    return [...this.slots.values()].filter(({ edit }) => edit && edit.held !== "late").map(({ slot }) => slot);
  }

  // `proof`: {receipt, saved_at} as the server gave them.
  acknowledged(sent, [slot, seq, version], proof = {}) {
    const record = this.#record(slot);
    const value = sent.find((edit) => edit.slot === slot && edit.seq === seq)?.value;
    if (value !== undefined && seq > record.seen) Object.assign(record, { seen: seq, known: { version, value, tab: this.tab, seq, ...proof } });
    if (record.edit?.seq === seq) record.edit = null;
    return this.#keep(record);
  }

  // The server did not take an edit; what the learner wrote stays.
  refused({ slot, seq, reason, message, version, value, by }) {
    const record = this.#record(slot);
    if (record.edit?.seq !== seq) return null;
    if (reason === "blank") return this.write(slot, null, record.edit.elapsed_ms);
    record.edit.held = reason;
    record.problem = message;
    if (reason !== "invalid") record.theirs = by ? { version, value, by } : { version, value };
    return this.#keep(record);
  }

  // A conflict is decided: `mine` goes out again on top of what stands, otherwise what stands is taken.
  decide(slot, mine, elapsed = null) {
    const record = this.#record(slot);
    record.known = record.theirs ?? record.known;
    record.theirs = null;
    const { edit } = record;
    record.edit = null;
    return mine ? this.write(slot, edit.value, elapsed, edit) : this.#keep(record);
  }

  // Answers as the server holds them. What is newer than what was known here is taken over.
  learn(answers) {
    for (const { slot, version, value, tab, seq, saved_at, receipt } of answers) {
      const record = this.#record(slot);
      if (tab === this.tab) this.meta.seq = Math.max(this.meta.seq, seq); // sent while nothing could be stored
      if (version <= (record.known?.version ?? 0)) continue;
      record.known = { version, value, tab, seq, saved_at, receipt };
      if (tab === this.tab && record.edit && seq >= record.edit.seq) record.edit = null;
      this.#keep(record);
    }
  }

  // Small things that belong to the outbox and must survive a reload: flags, the time, the place.
  remember(facts) {
    Object.assign(this.meta.facts, facts);
    return this.#keeper.keep(null);
  }

  async forget() {
    this.slots.clear();
    await this.#keeper.forget(this.owner);
  }

  #record(slot) {
    if (!this.slots.has(slot)) {
      this.slots.set(slot, { owner: this.owner, slot, known: null, edit: null, theirs: null, problem: "", seen: 0 });
    }
    return this.slots.get(slot);
  }

  #keep(record) {
    this.dispatchEvent(new CustomEvent("change", { detail: record.slot }));
    return this.#keeper.keep(record);
  }

  // What is numbered from now on is known to this page alone: after a reload the same numbers would mean other answers.
  #tell(event) {
    if (event === "storage") this.meta.tab = newName();
    this.dispatchEvent(new CustomEvent(event));
  }
}
