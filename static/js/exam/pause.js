// While the attempt is paused a calm notice lies over it, the timer stands, and the page asks more often.
export class Pause {
  constructor(dialog, { timer, presence }) {
    Object.assign(this, { dialog, timer, presence });
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    dialog.addEventListener("close", () => { if (timer.pausedAt) dialog.showModal(); });
  }

  heard({ state, paused_at }) {
    const pausedAt = state === "paused" ? paused_at : "";
    if (pausedAt === this.timer.pausedAt) return;
    this.timer.pausedAt = pausedAt;
    this.presence.often = pausedAt !== "";
    if (!pausedAt) this.dialog.close();
    else if (!this.dialog.open) this.dialog.showModal();
  }
}
