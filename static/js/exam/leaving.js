// What outboxes of this device still hold is sent once more, and what has then arrived is dropped.
import { openOutbox } from "./outbox.js";
import { Sender } from "./sender.js";
import { openStore } from "./store.js";

const PATIENCE = 4000;

// Returns how many answers arrived. `owner`: only this one; otherwise all. What cannot be sent stays.
export async function sendAndForget(owner = null) {
  const owners = (await (await openStore()).owners()).map((meta) => meta.owner);
  const counts = await Promise.all(owners.filter((one) => !owner || one === owner).map(sendOne));
  return counts.reduce((sum, count) => sum + count, 0);
}

async function sendOne(owner) {
  const outbox = await openOutbox(owner);
  const before = outbox.pending().length;
  if (before && outbox.facts.send) {
    const sender = new Sender(outbox, outbox.facts.send);
    await Promise.race([sender.flush(), new Promise((resolve) => { setTimeout(resolve, PATIENCE); })]);
    sender.stop();
  }
  const left = outbox.pending().length;
  if (!left) await outbox.forget();
  return before - left;
}
