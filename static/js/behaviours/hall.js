// The screen of the hall. Everything shown comes from the server: it makes the codes and tells the time; this only
// asks again, hides a code that is no longer good, and keeps the screen awake. The clock of this computer is never read.
const EVERY = 3;
const PATIENCE = 8000;

export function connect(hall) {
  const live = hall.querySelector("[data-live]");
  const lost = hall.querySelector("[data-lost]");
  const signedOut = hall.querySelector("[data-signed-out]");
  let goodUntil = 0;
  let failing = false;
  let timer;

  const read = () => {
    const scan = live.querySelector("[data-good-for]");
    goodUntil = scan ? seconds() + Number(scan.dataset.goodFor) : 0;
    const renew = live.querySelector("[data-left]");
    if (renew) renew.dataset.until = seconds() + Number(renew.dataset.left);
    return scan ? Math.min(EVERY, Number(scan.dataset.next) + 0.1) : EVERY;
  };
  const show = () => {
    const dead = failing && goodUntil > 0 && seconds() > goodUntil;
    hall.toggleAttribute("data-dead", dead);
    lost.hidden = !dead || !signedOut.hidden;
    countDown(live.querySelector("[data-left]"));
  };
  const ask = async () => {
    clearTimeout(timer);
    let wait = EVERY;
    try {
      const answer = await fetch(hall.dataset.url, { headers: { "HX-Request": "true" }, signal: AbortSignal.timeout(PATIENCE) });
      signedOut.hidden = answer.status !== 401;
      if (!answer.ok) throw new Error(answer.status);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      live.replaceChildren(...fresh.body.childNodes);
      failing = false;
      wait = read();
    } catch {
      failing = true;
    }
    show();
    timer = setTimeout(ask, Math.max(wait, 0.3) * 1000);
  };

  timer = setTimeout(ask, Math.max(read(), 0.3) * 1000);
  setInterval(show, 500);
  addEventListener("online", ask);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") { ask(); stayAwake(hall); } });
  stayAwake(hall);
}

function seconds() {
  return performance.now() / 1000;
}

function countDown(renew) {
  if (!renew) return;
  const left = Math.max(0, Math.ceil(Number(renew.dataset.until) - seconds()));
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
