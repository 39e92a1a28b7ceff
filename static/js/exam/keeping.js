// Lets the attempt's service worker keep what the page needs, so that it opens again without a network.
const PATIENCE = 30_000;

// True once the page would open offline. False where the browser offers no worker (some in-app browsers, plain http).
// `also`: addresses of what the page may load later.
export async function keepForOffline({ worker, scope, also = [] }) {
  if (!("serviceWorker" in navigator)) return false;
  try {
    const registration = await navigator.serviceWorker.register(worker, { scope, updateViaCache: "none" });
    return await ask(await working(registration), { keep: [...new Set([...needed(), ...also])] });
  } catch {
    return false;
  }
}

export async function dropKept() {
  for (const registration of (await navigator.serviceWorker?.getRegistrations()) ?? []) {
    if (new URL(registration.scope).pathname.startsWith("/attempts/")) await registration.unregister();
  }
  for (const name of (await globalThis.caches?.keys()) ?? []) {
    if (name.startsWith("attempt:")) await caches.delete(name);
  }
}

function working(registration) {
  const worker = registration.installing ?? registration.waiting ?? registration.active;
  if (worker.state === "activated") return worker;
  return new Promise((resolve, refuse) => {
    setTimeout(refuse, PATIENCE, new Error("no worker"));
    worker.addEventListener("statechange", () => { if (worker.state === "activated") resolve(worker); });
  });
}

function ask(worker, message) {
  return new Promise((resolve, refuse) => {
    const { port1, port2 } = new MessageChannel();
    setTimeout(refuse, PATIENCE, new Error("silent worker"));
    port1.onmessage = ({ data }) => resolve(data.kept);
    worker.postMessage(message, [port2]);
  });
}

// All that the page has loaded or will load: what it named itself, and what its scripts and styles brought.
function needed() {
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const named = Array.from(document.querySelectorAll("link[href], script[src], img[src]"), (one) => one.href || one.src);
  const addresses = [...loaded, ...named].map((name) => new URL(name, location.href));
  return [...new Set(addresses.filter(isKept).map(({ pathname }) => pathname))];
}

function isKept({ origin, pathname }) {
  return origin === location.origin && /^\/(static|files)\//.test(pathname);
}
