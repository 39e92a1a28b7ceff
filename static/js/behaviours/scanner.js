// The scanner app: which sessions are ready on this device, and the door of one of them.
import { keepForOffline } from "../exam/keeping.js";
import { Door } from "../scanner/door.js";
import { openStore } from "../scanner/store.js";
import { forTime, wordsOf } from "../scanner/words.js";

export async function connect(root) {
  const words = wordsOf(root);
  const store = await openStore().catch(() => null);
  if (!store) return notice(root, words("storage"));
  const app = new App(root, words, store);
  await app.start();
  if (!globalThis.isSecureContext) return app.warn(words("insecure"));
  const also = root.dataset.also.split(" ").map((address) => new URL(address, location.href).pathname);
  const kept = await keepForOffline({ worker: root.dataset.worker, scope: root.dataset.scope, also });
  root.dataset.offline = kept || !navigator.onLine ? "kept" : "lost";
  if (root.dataset.offline === "lost") app.warn(words("not-kept"));
}

class App {
  #root;
  #words;
  #store;
  #door = null;
  #csrf = "";
  #warning = "";

  constructor(root, words, store) {
    this.#root = root;
    this.#words = words;
    this.#store = store;
  }

  // The address may name a session (#12): the organiser came from its list.
  async start() {
    const wanted = location.hash.slice(1);
    const list = (await this.#lists()).find(({ id }) => String(id) === wanted);
    if (list) return this.#open(list);
    await this.#choose();
  }

  // What stays true as long as the page is open.
  warn(words) {
    this.#warning = words;
    notice(this.#root, words);
  }

  async #choose() {
    this.#show("start");
    const ready = await this.#lists();
    const here = this.#part("[data-prepared-list]");
    here.replaceChildren(...await Promise.all(ready.map((list) => this.#readyItem(list))));
    this.#part("[data-prepared]").hidden = !ready.length;
    await this.#offer(new Set(ready.filter(({ people }) => people.length).map(({ id }) => id)));
  }

  // What the server knows; without it, or signed out, what is ready here is all there is.
  async #offer(ready) {
    const answer = await fetch(this.#root.dataset.sessions, { headers: { Accept: "application/json" } }).catch(() => null);
    const found = answer?.ok ? await answer.json().catch(() => null) : null;
    this.#csrf = found?.csrf ?? "";
    this.#part("[data-offline]").hidden = Boolean(answer);
    this.#part("[data-signed-out]").hidden = !found || found.may_prepare;
    const offered = (found?.sessions ?? []).filter(({ id }) => !ready.has(id));
    const wanted = location.hash.slice(1);
    offered.sort((one, other) => (String(other.id) === wanted) - (String(one.id) === wanted));
    this.#part("[data-offered-list]").replaceChildren(...offered.map((session) => this.#item(session, this.#words("prepare"), "", () => this.#prepare(session))));
    this.#part("[data-offered]").hidden = !offered.length;
    this.#part("[data-nothing]").hidden = !found?.may_prepare || offered.length > 0 || ready.size > 0;
  }

  async #prepare(session) {
    const body = new URLSearchParams({ name: this.#part("#device-name").value });
    const headers = { Accept: "application/json", "X-CSRFToken": this.#csrf };
    const answer = await fetch(`/sessions/${session.id}/scanners`, { method: "POST", body, headers }).catch(() => null);
    const said = await answer?.json().catch(() => null);
    if (!answer?.ok || !said?.people) return notice(this.#root, said?.message || this.#words("failed"));
    const list = { ...said, id: session.id, own: ownSalt(), anchor: { server: said.now, wall: Date.now() / 1000 } };
    await this.#store.keepList(list);
    await this.#open(list);
  }

  async #open(list) {
    history.replaceState(null, "", `#${list.id}`);
    notice(this.#root, this.#warning);
    this.#show("door");
    this.#door ??= new Door(this.#root, this.#words, this.#store, () => this.#leave());
    await this.#door.open(list);
    this.#root.dataset.state = "ready";
  }

  async #leave() {
    history.replaceState(null, "", location.pathname);
    await this.#choose();
  }

  // A list that is out of date loses its names; its token stays for what is not sent yet.
  async #lists() {
    const found = await this.#store.lists();
    for (const list of found) {
      if (list.people.length && Date.now() / 1000 - list.anchor.wall + list.anchor.server > list.device.expires_at) {
        await this.#store.strip(list);
        list.people = [];
      }
    }
    return found;
  }

  async #readyItem(list) {
    const waiting = (await this.#store.readsOf(list.id)).filter((read) => !read.outcome).length;
    const note = list.people.length ? this.#words("until", { time: forTime(list.device.expires_at) }) : this.#words("stale", { n: waiting });
    return this.#item(list.session, this.#words("open"), note, () => this.#open(list));
  }

  #item(session, words, note, act) {
    const item = document.createElement("li");
    const button = Object.assign(document.createElement("button"), { className: "button", type: "button", textContent: words });
    const text = document.createElement("p");
    const when = `${forTime(session.starts_at)} – ${forTime(session.ends_at)}`;
    const title = Object.assign(document.createElement("b"), { textContent: session.study_class });
    text.append(title, [this.#words("session", session), when, session.room, note].filter(Boolean).join(" · "));
    button.addEventListener("click", act);
    item.append(text, button);
    return item;
  }

  #show(part) {
    this.#root.dataset.view = part;
    for (const section of this.#root.querySelectorAll("[data-part]")) section.hidden = section.dataset.part !== part;
  }

  #part(selector) {
    return this.#root.querySelector(`[data-part="start"] ${selector}`);
  }
}

// For telling duplicates apart on this device, also after the list came with another salt.
function ownSalt() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function notice(root, words) {
  const place = root.querySelector(".scanner__notices");
  place.textContent = words;
  place.hidden = !words;
}
