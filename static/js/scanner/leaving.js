// Signing out: what was scanned is sent once more, then the lists go. Codes that could not be sent stay, without names,
// until this device is prepared for the session again.
import { ServerClock } from "./clock.js";
import { openStore } from "./store.js";
import { Sync } from "./sync.js";

const PATIENCE = 4000;
const READS = "/scanner/reads";

export async function wipe() {
  const store = await openStore();
  const lists = await store.lists();
  await Promise.race([Promise.all(lists.map((list) => send(store, list))), new Promise((done) => { setTimeout(done, PATIENCE); })]);
  for (const list of lists) {
    await store.strip(list);
    await store.forgetList(list.id);
  }
}

async function send(store, list) {
  const waiting = async () => (await store.readsOf(list.id)).filter((read) => !read.outcome);
  const answered = async (answers) => {
    const reads = new Map((await waiting()).map((read) => [read.nonce, read]));
    for (const { nonce, outcome } of answers) if (reads.has(nonce)) await store.keepRead({ ...reads.get(nonce), code: "", outcome });
  };
  const clock = new ServerClock(list.anchor);
  const times = { now: () => clock.now(), anchoredAt: () => clock.anchor.server };
  const sync = new Sync({ url: READS, token: () => list.token, ...times, waiting, answered, tell: () => {} });
  await sync.flush();
  sync.stop();
}
