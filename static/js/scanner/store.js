// What the scanner keeps on the device: the lists of prepared sessions (names and hashes, a token, the clock), and every
// read, written through to the disk before anything is said. A read loses its code once the server has answered.
import { openDB } from "../../vendor/idb.js";

const NAME = "sen-scanner";
const DURABLE = { durability: "strict" };

export async function openStore() {
  const db = await openDB(NAME, 2, {
    upgrade(fresh, old) {
      if (old < 1) fresh.createObjectStore("reads", { keyPath: "nonce" });
      fresh.createObjectStore("lists", { keyPath: "id" });
    },
    blocking: (_old, _new, event) => event.target.close(),
  });
  const put = async (name, value) => {
    const writing = db.transaction(name, "readwrite", DURABLE);
    writing.store.put(value);
    await writing.done;
  };
  const readsOf = async (id) => (await db.getAll("reads")).filter((read) => read.list === id);
  return {
    lists: () => db.getAll("lists"),
    keepList: (list) => put("lists", list),
    keepRead: (read) => put("reads", read),
    readsOf,
    // The names go, and what the server has; what it does not have yet stays: random codes and times, no names.
    async strip(list, changes = {}) {
      const writing = db.transaction(["lists", "reads"], "readwrite", DURABLE);
      for (const read of await writing.objectStore("reads").getAll()) {
        if (read.list !== list.id) continue;
        if (read.outcome) writing.objectStore("reads").delete(read.nonce);
        else writing.objectStore("reads").put({ ...read, name: "", mark: "" });
      }
      writing.objectStore("lists").put({ ...list, people: [], salt: "", ...changes });
      await writing.done;
    },
    async forgetList(id) {
      await db.delete("lists", id);
    },
  };
}

export function newNonce() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
