// The screen of the hall. Everything shown comes from the server: it makes the codes and tells the time; this only
// asks again, hides a code that is no longer good, and keeps the screen awake. The clock of this computer is never read.
const EVERY = 3;
const PATIENCE = 8000;

export function connect(hall) {
  const lost = hall.querySelector("[data-lost]");
  const signedOut = hall.querySelector("[data-signed-out]");
  const hands = new Intl.DateTimeFormat("vi", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: hall.dataset.zone });
  const parts = [...hall.querySelectorAll("[data-part]")];
  let told = said(hall.dataset);
  let failing = false;
  let timer;

  const show = () => {
    const since = seconds() - told.heard;
    const dead = failing && told.left.good !== undefined && since > told.left.good;
    hall.toggleAttribute("data-dead", dead);
    lost.hidden = !dead || !signedOut.hidden;
    hall.querySelector("[data-clock]").textContent = hands.format((told.now + since) * 1000);
    countDown(hall.querySelector("[data-renew]"), told.left.digits - since);
  };
  const ask = async () => {
    clearTimeout(timer);
    let wait = EVERY;
    try {
      const headers = { Accept: "application/json", "X-Shown": parts.map((part) => part.dataset.look).join(" ") };
      const answer = await fetch(hall.dataset.url, { headers, signal: AbortSignal.timeout(PATIENCE) });
      signedOut.hidden = answer.status !== 401;
      if (!answer.ok) throw new Error(answer.status);
      const { now, left, parts: changed, follow } = await answer.json();
      if (follow) return location.replace(follow);
      told = { now, left, heard: seconds() };
      for (const part of parts) if (changed[part.dataset.part]) redraw(part, changed[part.dataset.part]);
      failing = false;
      wait = Math.min(EVERY, (left.next ?? EVERY) + 0.1);
    } catch {
      failing = true;
    }
    show();
    timer = setTimeout(ask, Math.max(wait, 0.3) * 1000);
    return null;
  };

  timer = setTimeout(ask, Math.max(Math.min(EVERY, (told.left.next ?? EVERY) + 0.1), 0.3) * 1000);
  setInterval(show, 500);
  addEventListener("online", ask);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") { ask(); stayAwake(hall); } });
  stayAwake(hall);
}

function said({ now, next, good, digits }) {
  const left = next === undefined ? {} : { next: Number(next), good: Number(good), digits: Number(digits) };
  return { now: Number(now), left, heard: seconds() };
}

function seconds() {
  return performance.now() / 1000;
}

function redraw(part, { look, html }) {
  part.dataset.look = look;
  part.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
}

function countDown(renew, seconds) {
  if (!renew) return;
  const left = Math.max(0, Math.ceil(seconds || 0));
  renew.querySelector("span").textContent = renew.dataset.words.replace("{n}", left);
  renew.querySelector(".progress__bar").setAttribute("d", `M0 5H${Math.round(left / 0.6)}`);
}

async function stayAwake(hall) {
  const warning = hall.querySelector("[data-may-sleep]");
  try {
    await navigator.wakeLock.request("screen");
    warning.hidden = true;
  } catch {
    warning.hidden = false;
  }
}
