// The service worker of one attempt. Its scope is the attempt's page; it keeps that page, its scripts, styles, fonts
// and pictures while the attempt runs, and drops everything once the result is shown or the page says so.
// It never touches a save: those are the outbox's business.
const PAGE = new URL(self.registration.scope).pathname;
const STORE = `attempt:${PAGE}`;
const PATIENCE = 6000;
const KEPT = /^\/(static|files)\//;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  if (event.data.keep) event.waitUntil(keep(event.data.keep).then((kept) => event.ports[0]?.postMessage({ kept })));
  if (event.data.drop) event.waitUntil(drop());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && pathname === PAGE) event.respondWith(page(request));
  else if (request.mode === "navigate" && pathname === `${PAGE}/result`) event.respondWith(result(request));
  else if (KEPT.test(pathname)) event.respondWith(kept(request));
});

// The network first, since it knows best; the kept page if there is none, or if somebody else answers in our place.
async function page(request) {
  const store = await caches.open(STORE);
  const answer = await inTime(fetch(request)).catch(() => null);
  if (answer?.type === "opaqueredirect") return answer;
  if (isOurs(answer) && answer.ok) {
    await store.put(PAGE, answer.clone());
    return answer;
  }
  if (isOurs(answer) && answer.status < 500) {
    await drop();
    return answer;
  }
  return (await store.match(PAGE)) ?? answer ?? Response.error();
}

async function result(request) {
  const answer = await fetch(request);
  if (isOurs(answer) && answer.ok) await drop();
  return answer;
}

// Static files carry their version in the address, pictures their hash: what is kept is never old.
async function kept(request) {
  return (await (await caches.open(STORE)).match(request.url)) ?? fetch(request);
}

async function keep(addresses) {
  const store = await caches.open(STORE);
  const done = await Promise.all([PAGE, ...addresses].map((address) => keepOne(store, address).catch(() => false)));
  return done.every(Boolean);
}

async function keepOne(store, address) {
  if (await store.match(address)) return true;
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected || !isOurs(answer)) return false;
  await store.put(address, answer);
  return true;
}

async function drop() {
  await caches.delete(STORE);
  await self.registration.unregister();
}

// Our server numbers every answer; a portal in between does not.
function isOurs(answer) {
  return Boolean(answer?.headers.has("X-Request-Id"));
}

function inTime(answer) {
  return Promise.race([answer, new Promise((_, refuse) => { setTimeout(refuse, PATIENCE, new Error("too slow")); })]);
}
