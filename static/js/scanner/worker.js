// The service worker of the scanner: keeps its page and what belongs to it, so that it opens without a network. Nothing
// personal is ever in it: names and codes lie in the page's own storage, which signing out empties.
const PAGE = new URL(self.registration.scope).pathname;
const STORE = `scanner:${PAGE}`;
const PATIENCE = 5000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  if (event.data.keep) event.waitUntil(keep(event.data.keep).then((kept) => event.ports[0]?.postMessage({ kept })));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && pathname === PAGE) event.respondWith(page(request));
  else if (pathname.startsWith("/static/")) event.respondWith(kept(request));
});

// The network first; the kept page if there is none, or if somebody else answers in our place.
async function page(request) {
  const answer = await inTime(fetch(request)).catch(() => null);
  if (answer && isOurs(answer) && answer.status < 500) return answer;
  return (await (await caches.open(STORE)).match(PAGE)) ?? answer ?? Response.error();
}

// Static files carry their version in the address: what is kept is never old.
async function kept(request) {
  return (await (await caches.open(STORE)).match(request.url)) ?? fetch(request);
}

// The page comes last, when all that it needs is there; then what only an older one needed goes.
async function keep(addresses) {
  const store = await caches.open(STORE);
  const done = await Promise.all(addresses.map((address) => keepOne(store, address).catch(() => false)));
  if (!done.every(Boolean)) return false;
  if (!(await fetchInto(store, PAGE).catch(() => false))) return Boolean(await store.match(PAGE));
  const needed = new Set([PAGE, ...addresses].map((address) => new URL(address, location.href).href));
  for (const request of await store.keys()) if (!needed.has(request.url)) await store.delete(request);
  return true;
}

async function keepOne(store, address) {
  return Boolean(await store.match(address)) || fetchInto(store, address);
}

async function fetchInto(store, address) {
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected || !isOurs(answer)) return false;
  await store.put(address, answer);
  return true;
}

// Our server numbers every answer; a portal in between does not.
function isOurs(answer) {
  return answer.headers.has("X-Request-Id");
}

function inTime(answer) {
  return Promise.race([answer, new Promise((_, refuse) => { setTimeout(refuse, PATIENCE, new Error("too slow")); })]);
}
