// What another tab or another device did: ask before two tabs write, and let the learner choose between two answers.
import { describe } from "./answers.js";
import { Lease } from "./lease.js";

// Whether no other tab of this browser is at work on the same thing.
export async function openLease(owner) {
  const lease = new Lease(owner);
  await lease.ask();
  return lease;
}

// This tab stands still as long as it has not got the lease, and whenever another one takes it over.
export function oneTab(lease, { dialog, paper, outbox, sender }) {
  const standStill = () => {
    paper.lock(true);
    sender.stop();
    if (!dialog.open) dialog.showModal();
  };
  const goOn = async () => {
    await outbox.load();
    dialog.close();
    paper.lock(false);
    paper.restore();
    sender.resume();
  };
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  dialog.querySelector("[data-go-on]").addEventListener("click", async () => {
    await lease.take();
    await goOn();
  });
  lease.addEventListener("lost", async () => {
    standStill();
    await outbox.freeze();
    lease.give();
  });
  onWaking({ lease, outbox, standStill, goOn });
  if (!lease.mine) standStill();
}

// A page that slept (another app in front, the way back) hears nothing: another one may have gone on meanwhile. Where
// the outbox was cleared away, somebody signed out or handed in, and what stands here is not for whoever comes next.
function onWaking({ lease, outbox, standStill, goOn }) {
  let waking = null;
  const look = async () => {
    const found = await outbox.stands();
    if (found === "mine" && lease.mine) return;
    if (found === "gone" && !outbox.typed().length) return location.reload();
    lease.mine = false;
    await ((await lease.ask()) ? goOn() : standStill());
  };
  const wake = () => { waking ??= look().finally(() => { waking = null; }); };
  outbox.addEventListener("taken", wake);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) wake(); });
  addEventListener("pageshow", ({ persisted }) => { if (persisted) wake(); });
}

// Both values are shown, one after the other for each slot; closing the dialog decides nothing and loses nothing.
export function askAboutConflicts(dialog, { paper, outbox, sender, clock, words }) {
  let slot = null;
  const next = () => {
    const waiting = [...outbox.slots.values()].find(({ edit }) => edit?.held === "conflict");
    if (!waiting || dialog.open) return;
    slot = waiting.slot;
    const place = paper.navigator.place(slot);
    const told = (name, text) => { dialog.querySelector(`[data-${name}]`).textContent = text; };
    told("question", words.question.replace("{n}", slot));
    told("mine", describe(place, waiting.edit.value, words));
    told("theirs", describe(place, waiting.theirs?.value, words));
    dialog.showModal();
  };
  for (const button of dialog.querySelectorAll("[data-choose]")) {
    button.addEventListener("click", async () => {
      await outbox.decide(slot, button.dataset.choose === "mine", Math.round(clock.elapsed));
      paper.restore([slot]);
      dialog.close();
      sender.flush();
      next();
    });
  }
  sender.addEventListener("conflict", next);
  return next;
}
