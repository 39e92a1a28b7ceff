// A place in a line: asks how it stands, and sends the form once it may go in. Without network it asks again.
export function connect(form) {
  const words = form.dataset.words;
  let left = Number(form.dataset.againIn);

  const ask = async () => {
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, redirect: "error", signal: AbortSignal.timeout(10_000) });
      const { before, enters, again_in } = await answer.json();
      if (enters) return form.submit();
      form.querySelector("[data-before]").textContent = before;
      left = again_in;
    } catch {
      left = 5;
    }
    wait();
  };
  const wait = () => {
    left *= 0.8 + Math.random() * 0.4;
    const until = performance.now() + left * 1000;
    const tell = setInterval(() => show((until - performance.now()) / 1000), 1000);
    show(left);
    setTimeout(() => { clearInterval(tell); ask(); }, left * 1000);
  };
  const show = (seconds) => { form.querySelector("[data-again]").textContent = words.replace("{n}", Math.max(1, Math.ceil(seconds))); };

  wait();
}
