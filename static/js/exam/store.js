// Where an outbox lies: IndexedDB, written through to the disk; memory where the browser forbids storage.
import { openDB } from "../../vendor/idb.js";

const NAME = "sen-outbox";
const PATIENCE = 3000;
const DURABLE = { durability: "strict" };

// Somebody else (another tab, signing out) took the outbox over since.
export class TakenOver extends Error {}

export async function openStore() {
  const opening = openPersistent();
  const tooLate = new Promise((_, refuse) => { setTimeout(refuse, PATIENCE, new Error("storage is silent")); });
  return Promise.race([opening, tooLate]).catch(memoryStore);
}

async function openPersistent() {
  const db = await openDB(NAME, 1, {
    upgrade(fresh) {
      fresh.createObjectStore("owners", { keyPath: "owner" });
      fresh.createObjectStore("slots", { keyPath: ["owner", "slot"] });
    },
    blocking: (_old, _new, event) => event.target.close(),
  });
  const probe = db.transaction("owners", "readwrite", DURABLE);
  await Promise.all([probe.store.put({ owner: "" }), probe.store.delete(""), probe.done]); // a browser that opens but cannot write says so now
  return persistentStore(db);
}

function persistentStore(db) {
  const ofOwner = (owner) => IDBKeyRange.bound([owner], [owner, []]);
  const both = () => db.transaction(["owners", "slots"], "readwrite", DURABLE);
  return {
    durable: true,
    async read(owner) {
      const found = db.transaction(["owners", "slots"]);
      return { meta: await found.objectStore("owners").get(owner), slots: await found.objectStore("slots").getAll(ofOwner(owner)) };
    },
    async owners() {
      return db.getAll("owners");
    },
    // Only who holds the outbox writes to it. Whether that is still so is looked at in the same transaction, so that a
    // page that slept while another one was at work can neither store nor, since that comes after, send anything.
    async write(meta, slots, claim) {
      const writing = both();
      const held = await writing.objectStore("owners").get(meta.owner);
      if (!claim && held?.holder !== meta.holder) throw new TakenOver();
      writing.objectStore("owners").put(meta);
      for (const slot of slots) writing.objectStore("slots").put(slot);
      await writing.done;
    },
    async forget(owner) {
      const writing = both();
      writing.objectStore("owners").delete(owner);
      writing.objectStore("slots").delete(ofOwner(owner));
      await writing.done;
    },
  };
}

function memoryStore() {
  return {
    durable: false,
    read: async () => ({ meta: undefined, slots: [] }),
    owners: async () => [],
    write: async () => {},
    forget: async () => {},
  };
}
