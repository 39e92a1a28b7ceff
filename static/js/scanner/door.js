// The door of one session: every code is kept first, answered at once from the list, and sent as soon as it can be.
import { Board } from "./board.js";
import { Camera } from "./camera.js";
import { ServerClock } from "./clock.js";
import { digest, tidy } from "./codes.js";
import { signal, wake } from "./signal.js";
import { newNonce } from "./store.js";
import { Sync } from "./sync.js";
import { judge, phaseAt, said } from "./verdict.js";
import { listen } from "./wedge.js";

const SAME_CODE_RESTS = 4000;
const LOOKS_AGAIN = 1000;
const STILL_FRESH = 600;

export class Door {
  #board;
  #camera;
  #clock;
  #list;
  #names = new Map();
  #reads = [];
  #rests = new Map();
  #root;
  #store;
  #sync = null;
  #words;

  constructor(root, words, store, leave) {
    this.#root = root;
    this.#words = words;
    this.#store = store;
    this.#board = new Board(root, words);
    this.#camera = new Camera(root.querySelector("video"), (text) => this.read(text), (state) => this.#board.camera(state));
    this.#bind(leave);
    setInterval(() => { if (this.#list) this.#board.head(this.#list, this.#phase(), this.#counts()); }, LOOKS_AGAIN);
  }

  async open(list) {
    this.#sync?.stop();
    this.#take(list);
    this.#clock = new ServerClock(list.anchor);
    this.#reads = (await this.#store.readsOf(list.id)).sort((one, other) => one.at - other.at);
    this.#sync = this.#newSync(list);
    this.#board.open(list, this.#reads);
    this.#board.head(list, this.#phase(), this.#counts());
    await this.#tellQueue(navigator.onLine ? "" : "offline");
    this.#sync.flush();
    if (navigator.onLine && this.#clock.now() - list.anchor.server > STILL_FRESH) this.#refresh();
  }

  // One code, from the camera, a hand-held scanner or the field.
  async read(text) {
    const code = tidy(text);
    const list = this.#list;
    if (!code || !list || performance.now() - (this.#rests.get(code) ?? -Infinity) < SAME_CODE_RESTS) return;
    this.#rests.set(code, performance.now());
    const at = this.#clock.now();
    const phase = this.#phase();
    const [hash, mark] = await Promise.all([digest(list.salt, code), digest(list.own, code)]);
    const name = this.#names.get(hash) ?? "";
    const before = mark && this.#reads.find((read) => read.mark === mark && read.phase === phase);
    const verdict = judge({ name, before, window: list.windows[phase], at, expires: list.device.expires_at, secure: Boolean(mark) });
    const read = { nonce: newNonce(), list: list.id, code, mark, phase, at, name, outcome: "", word: verdict.word };
    if (verdict.word !== "expired") await this.#keep(read);
    this.#board.result(read, verdict, before || read);
    signal(verdict.tone);
    this.#board.head(list, phase, this.#counts());
    await this.#tellQueue(navigator.onLine ? "" : "offline");
    this.#sync.flush();
  }

  async #keep(read) {
    this.#reads.push(read);
    await this.#store.keepRead(read);
    if (this.#clock.anchor.wall !== this.#list.anchor.wall) await this.#keepAnchor(); // the device's clock was set back
    this.#board.line(read);
  }

  async #answered(answers, reply) {
    const told = new Map(answers.map((answer) => [answer.nonce, answer]));
    for (const read of this.#reads.filter(({ nonce, outcome }) => told.has(nonce) && !outcome)) {
      const { outcome, name } = told.get(read.nonce);
      Object.assign(read, { outcome, code: "", name: name || read.name });
      await this.#store.keepRead(read);
      this.#board.line(read);
      this.#board.corrected(read, said(outcome));
    }
    if (!this.#list) return; // left meanwhile
    if (reply.windows) this.#list.windows = reply.windows;
    // The device's own reckoning goes on from a new moment only when nothing is left that was measured by the old one.
    if (!this.#waiting().length) this.#clock.set(reply.now);
    await this.#keepAnchor();
  }

  async #keepAnchor() {
    this.#list.anchor = this.#clock.anchor;
    await this.#store.keepList(this.#list);
  }

  async #refresh(asked = false) {
    const list = this.#list;
    const headers = { "X-Scanner-Token": list.token };
    const answer = await fetch(this.#root.dataset.list, { headers, credentials: "omit" }).catch(() => null);
    const said = await answer?.json().catch(() => null);
    if (answer?.ok && said?.people && this.#list === list) {
      const anchor = this.#waiting().length ? list.anchor : { server: said.now, wall: Date.now() / 1000 };
      this.#take({ ...list, ...said, anchor });
      this.#clock = new ServerClock(anchor);
      await this.#store.keepList(this.#list);
      if (asked) this.#board.say(this.#words("list-loaded", { n: said.people.length }));
    } else if (said?.why) {
      await this.#disown(list, said.why);
    } else if (asked) {
      this.#board.say(this.#words("failed"));
    }
  }

  // Taken out, or unknown: the names go at once; what is not sent stays until the device is prepared again.
  async #disown(list, why) {
    const over = { device: { ...list.device, expires_at: 0 } };
    await this.#store.strip(this.#list ?? list, over);
    if (this.#list) this.#take({ ...this.#list, ...over, people: [] });
    await this.#tellQueue("refused", why);
  }

  async #remove(leave) {
    const waiting = this.#waiting().length;
    if (!(await this.#board.asks(waiting ? this.#words("remove-unsent", { n: waiting }) : ""))) return;
    await this.#store.strip(this.#list);
    await this.#store.forgetList(this.#list.id);
    this.#close();
    leave();
  }

  #close() {
    this.#camera.stop();
    this.#sync?.stop();
    this.#list = null;
  }

  #take(list) {
    this.#list = list;
    this.#names = new Map(list.people);
  }

  #newSync(list) {
    return new Sync({
      url: this.#root.dataset.reads,
      token: () => this.#list?.token ?? list.token,
      now: () => this.#clock.now(),
      anchoredAt: () => this.#clock.anchor.server,
      waiting: async () => this.#waiting(),
      answered: (answers, reply) => this.#answered(answers, reply),
      tell: (state, detail) => (state === "refused" ? this.#disown(list, detail) : this.#tellQueue(state, detail)),
    });
  }

  #tellQueue(state, detail) {
    this.#board.queue(state, this.#waiting().length, detail);
  }

  #waiting() {
    return this.#reads.filter((read) => !read.outcome && read.code);
  }

  #phase() {
    return this.#root.querySelector('input[name="phase"]:checked').value || phaseAt(this.#list.windows, this.#clock.now());
  }

  #counts() {
    const phase = this.#phase();
    const marks = new Set(this.#reads.filter((read) => read.phase === phase && read.name).map((read) => read.mark || read.nonce));
    return { n: marks.size, all: this.#list.people.length };
  }

  #bind(leave) {
    const root = this.#root;
    const on = (selector, event, act) => root.querySelector(selector).addEventListener(event, act);
    on("[data-typed]", "submit", (event) => {
      event.preventDefault();
      this.read(event.target.elements.code.value);
      event.target.reset();
    });
    on("[data-camera]", "click", () => (this.#camera.running ? this.#camera.stop() : this.#camera.start()));
    on("[data-refresh]", "click", () => this.#refresh(true));
    on("[data-remove]", "click", () => this.#remove(leave));
    on("[data-leave]", "click", () => {
      this.#close();
      leave();
    });
    listen((keys) => this.read(keys));
    addEventListener("online", () => this.#sync?.flush());
    for (const event of ["pointerdown", "keydown"]) document.addEventListener(event, wake);
  }
}
