// One tab of a browser at a time: a second one asks first, and the one that is taken over stands still.
const ANSWER_WITHIN = 200;

export class Lease extends EventTarget {
  #channel;
  #me = Math.random();
  #someone = () => {};

  constructor(owner) {
    super();
    this.mine = false;
    this.#channel = new BroadcastChannel(`sen:${owner}`);
    this.#channel.onmessage = ({ data }) => this.#hear(data);
  }

  // True if no other tab is at work; the lease is then ours.
  async ask() {
    const answered = new Promise((resolve) => { this.#someone = () => resolve(true); });
    const silence = new Promise((resolve) => { setTimeout(resolve, ANSWER_WITHIN, false); });
    this.#say("ask");
    if (!(await Promise.race([answered, silence]))) this.mine = true;
    return this.mine;
  }

  // Resolves once the tab that had it has put everything down.
  async take() {
    const given = new Promise((resolve) => { this.#someone = resolve; });
    this.#say("take");
    await Promise.race([given, new Promise((resolve) => { setTimeout(resolve, ANSWER_WITHIN); })]);
    this.mine = true;
  }

  give() { this.#say("given"); }

  #say(what) { this.#channel.postMessage({ what, from: this.#me }); }

  #hear({ what, from }) {
    if (what === "ask" && this.mine) this.#say("busy");
    if (from !== this.#me && ["busy", "given"].includes(what)) this.#someone();
    if (what === "take" && this.mine) {
      this.mine = false;
      this.dispatchEvent(new Event("lost"));
    }
  }
}
