// The server's time on a device whose own clock may be wrong: counted on from the last moment at which it was heard.
// Times are seconds since 1970.
const JUMP = 2;

export class ServerClock {
  #anchor;
  #last;

  // `anchor`: {server, wall} as it was kept, `wall` being what this device believed at that moment.
  constructor(anchor) {
    this.#anchor = { ...anchor };
    this.#last = moment();
  }

  get anchor() { return { ...this.#anchor }; }

  // The clock of a device that was set back while the page is open is noticed: time itself never runs backwards.
  now() {
    const here = moment();
    const jump = (here.wall - this.#last.wall) - (here.steady - this.#last.steady);
    if (jump < -JUMP) this.#anchor.wall += jump;
    this.#last = here;
    return this.#anchor.server + (here.wall - this.#anchor.wall);
  }

  set(server) {
    this.#last = moment();
    this.#anchor = { server, wall: this.#last.wall };
  }
}

function moment() {
  return { wall: Date.now() / 1000, steady: performance.now() / 1000 };
}
