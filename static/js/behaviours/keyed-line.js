// Shows how the server understands a keyed line while it is typed. The rules are the server's alone.
const QUIET = 200;

export function connect(field) {
  const input = field.querySelector("input");
  const reading = field.querySelector("[data-reading]");
  let timer;
  let asking;

  const ask = async () => {
    asking?.abort();
    if (!input.value.trim()) return reading.replaceChildren();
    asking = new AbortController();
    try {
      const answer = await fetch(field.dataset.url, { method: "POST", body: new FormData(input.form), headers: { "HX-Request": "true" }, signal: asking.signal });
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      reading.replaceChildren(...fresh.body.childNodes);
    } catch {
      // Without an answer the last reading stays; storing says it again.
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, QUIET);
  });
}
