// Keeps a part of a page new: asks every few seconds whether it changed, and puts what came in its place.
// Whoever selects text in it or walks through it by keyboard is not disturbed.
import { bind } from "../main.js";

const EVERY = 5000;
const LONGEST = 60_000;
const PATIENCE = 8000;

export function connect(place) {
  const live = place.querySelector("[data-live]");
  const lost = place.querySelector("[data-lost]");
  let failures = 0;
  let timer = null;

  const ask = async () => {
    clearTimeout(timer);
    try {
      const seen = live.querySelector("[data-seen]")?.dataset.seen ?? "";
      const answer = await fetch(`${place.dataset.url}&seen=${seen}`, { headers: { "HX-Request": "true" }, cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      if (answer.status === 401) return location.reload();
      if (!answer.ok) throw new Error(answer.status);
      if (answer.status !== 204 && !busy(live)) show(live, await answer.text());
      failures = 0;
    } catch {
      failures += 1;
    }
    lost.hidden = failures < 2;
    if (!document.hidden) timer = setTimeout(ask, Math.min(LONGEST, EVERY * 2 ** failures) * (0.75 + Math.random() / 2));
    return null;
  };
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
  addEventListener("online", () => setTimeout(ask, Math.random() * 1500));
  timer = setTimeout(ask, EVERY);
}

function show(live, text) {
  live.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
  bind(live);
}

function busy(live) {
  const chosen = getSelection();
  return live.querySelector(":focus-visible") !== null || (!chosen.isCollapsed && live.contains(chosen.anchorNode));
}
