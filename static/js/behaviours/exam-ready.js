// Before a test starts: shows what this browser cannot do, so that nobody finds out when the network is gone.
export async function connect(element) {
  const show = (name) => { element.querySelector(`[data-notice="${name}"]`).hidden = false; };
  const { openStore } = await import("../exam/store.js");
  if (!(await openStore()).durable) show("storage");
  if (!("serviceWorker" in navigator)) show("worker");
}
