// How long each page was open and looked at. A page counts while it is shown, the tab is in front and somebody moved,
// scrolled or typed not long ago; beyond what it needs nothing is counted.
const TICK = 1000;
const KEPT_EVERY = 5;
const IDLE = 90_000;
const SECONDS = 0;
const PARTS = 4;
const SIGNS_OF_LIFE = ["pointerdown", "pointermove", "keydown", "scroll", "touchstart"];

export function countTime(root, outbox) {
  let moved = performance.now();
  let { tab } = outbox;
  const counted = new Map();
  const alive = () => { moved = performance.now(); };
  for (const sign of SIGNS_OF_LIFE) addEventListener(sign, alive, { passive: true, capture: true });
  root.addEventListener("lesson:page", alive);

  const slot = (page) => Number(page.dataset.page) * PARTS + SECONDS;
  const keep = (page) => {
    const seconds = counted.get(page);
    if (seconds > (outbox.valueOf(slot(page)) ?? 0)) outbox.write(slot(page), seconds);
  };
  const shown = () => [...root.querySelectorAll("[data-page]:not([data-away])")];
  const tick = () => {
    if (document.hidden || performance.now() - moved > IDLE) return;
    if (tab !== outbox.tab) {
      ({ tab } = outbox); // a new name begins a new count
      counted.clear();
    }
    for (const page of shown()) {
      const seconds = (counted.get(page) ?? outbox.valueOf(slot(page)) ?? 0) + 1;
      if (seconds > Number(page.dataset.needed)) continue;
      counted.set(page, seconds);
      if (seconds % KEPT_EVERY === 0 || seconds === Number(page.dataset.needed)) keep(page);
    }
  };
  const timer = setInterval(tick, TICK);
  addEventListener("pagehide", () => counted.forEach((_seconds, page) => keep(page)), { capture: true });
  return { stop: () => clearInterval(timer) };
}
