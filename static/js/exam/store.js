// Where an outbox lies: IndexedDB, written through to the disk; memory where the browser forbids storage.
import { openDB } from "../../vendor/idb.js";

const NAME = "sen-outbox";
const PATIENCE = 3000;
const DURABLE = { durability: "strict" };

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
  const store = persistentStore(db);
  await store.write([], []); // a browser that opens but cannot write says so now
  return store;
}

function persistentStore(db) {
  const ofOwner = (owner) => IDBKeyRange.bound([owner], [owner, []]);
  return {
    durable: true,
    async read(owner) {
      const found = db.transaction(["owners", "slots"]);
      return { meta: await found.objectStore("owners").get(owner), slots: await found.objectStore("slots").getAll(ofOwner(owner)) };
    },
    async owners() {
      return db.getAll("owners");
    },
    async write(metas, slots) {
      const writing = db.transaction(["owners", "slots"], "readwrite", DURABLE);
      for (const meta of metas) writing.objectStore("owners").put(meta);
      for (const slot of slots) writing.objectStore("slots").put(slot);
      if (!metas.length && !slots.length) writing.objectStore("owners").delete("");
      await writing.done;
    },
    async forget(owner) {
      const writing = db.transaction(["owners", "slots"], "readwrite", DURABLE);
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
