// A test without way back: going on locks what is left behind. Going on is an edit like any other, so it is kept
// without a network and arrives in order; what was left is remembered on the device too.
export class Course {
  constructor({ navigator, paper, outbox, clock, dialog, inOrder, locked }) {
    Object.assign(this, { navigator, paper, outbox, clock, dialog, inOrder });
    this.locked = new Set([...locked, ...(outbox.facts.left ?? [])]);
    navigator.gate = { lets: (slot) => this.lets(slot), leave: (slots) => this.#leave(slots) };
    this.learn([]);
  }

  // What another device left behind, or the server says is locked.
  learn(locked) {
    for (const slot of locked) this.locked.add(slot);
    for (const slot of this.locked) this.paper.lockOne(slot);
    if (!this.lets(this.navigator.slot)) this.navigator.show(this.#open()[0]);
  }

  lets(slot) {
    return !this.inOrder || !this.#open() || this.#open().some(({ dataset }) => Number(dataset.slot) === slot);
  }

  #open() {
    return this.navigator.units.find((unit) => unit.some(({ dataset }) => !this.locked.has(Number(dataset.slot))));
  }

  async #leave(slots) {
    if (!this.inOrder) return true;
    if (slots.some((slot) => this.paper.value(slot) === null) && !(await this.#confirmed())) return false;
    for (const slot of slots) {
      this.outbox.write(slot, this.paper.value(slot), Math.round(this.clock.elapsed), { done: true });
      this.locked.add(slot);
      this.paper.lockOne(slot);
    }
    this.outbox.remember({ left: [...this.locked] });
    return true;
  }

  #confirmed() {
    this.dialog.returnValue = "";
    this.dialog.showModal();
    return new Promise((resolve) => {
      this.dialog.addEventListener("close", () => resolve(this.dialog.returnValue === "go"), { once: true });
    });
  }
}
