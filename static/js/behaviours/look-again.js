// Waits at a door: asks every few seconds whether anything changed, and then loads the page again.
const EVERY = 8000;
const LONGEST = 60_000;

export function connect(place) {
  let failures = 0;
  let timer = null;
  const ask = async () => {
    clearTimeout(timer);
    try {
      const answer = await fetch(place.dataset.url, { headers: { Accept: "application/json" }, cache: "no-store", redirect: "error", signal: AbortSignal.timeout(EVERY) });
      if (answer.status === 401) return location.reload();
      const { state } = await answer.json();
      if (answer.ok && state && state !== place.dataset.state) return location.reload();
      failures = 0;
    } catch {
      failures += 1;
    }
    if (!document.hidden) timer = setTimeout(ask, Math.min(LONGEST, EVERY * 2 ** failures) * (0.75 + Math.random() / 2));
    return null;
  };
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
  addEventListener("online", () => setTimeout(ask, Math.random() * 1500));
  timer = setTimeout(ask, EVERY * (0.75 + Math.random() / 2));
}
