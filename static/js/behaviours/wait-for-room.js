// Before a password is sent: where many sign in at once, waits for room, so that nothing has to be typed again.
const MOST_TURNS = 60;

export function connect(form) {
  const line = form.querySelector("[data-waiting]");
  const button = form.querySelector("[type=submit]");
  let waiting = false;

  const ask = async () => {
    try {
      const answer = await fetch(form.dataset.room, { headers: { Accept: "application/json" }, cache: "no-store", signal: AbortSignal.timeout(1500) });
      return await answer.json();
    } catch {
      return { enters: true };
    }
  };
  const pause = async (seconds) => {
    for (let left = seconds; left > 0; left -= 1) {
      line.textContent = line.dataset.words.replace("{n}", Math.ceil(left));
      await new Promise((done) => setTimeout(done, Math.min(left, 1) * 1000));
    }
  };
  const release = () => {
    waiting = false;
    line.textContent = "";
    button.removeAttribute("aria-busy");
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (waiting) return;
    waiting = true;
    button.setAttribute("aria-busy", "true");
    for (let turn = 0; turn < MOST_TURNS; turn += 1) {
      const { enters, again_in } = await ask();
      if (enters) break;
      await pause(again_in * (0.8 + Math.random()));
    }
    form.submit();
  });
  addEventListener("pageshow", (event) => { if (event.persisted) release(); });
}
