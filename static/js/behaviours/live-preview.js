// Shows how what is being written will look: sends the form as its preview button does, and puts the preview that comes
// back in its place. Stores nothing; a picture that was chosen comes with the button. Without this the button does it.
// `data-fields` names the fields that are shown; without it all are.
const PAUSE = 500;
const PATIENCE = 8000;

export function connect(area) {
  const place = document.getElementById(area.dataset.preview);
  const form = area.querySelector("form");
  const fields = area.dataset.fields?.split(" ");
  let timer = null;
  let asked = 0;

  const show = async () => {
    const mine = (asked += 1);
    const body = new FormData(form);
    for (const input of form.querySelectorAll('input[type="file"]')) body.delete(input.name);
    body.set("preview", "1");
    const answer = await fetch(form.action, { method: "POST", body, signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
    const text = answer && (answer.ok || answer.status === 422) ? await answer.text().catch(() => "") : "";
    const fresh = new DOMParser().parseFromString(text, "text/html").getElementById(place.id);
    if (fresh && mine === asked) place.replaceChildren(...fresh.childNodes);
  };

  area.addEventListener("input", (event) => {
    if (fields && !fields.includes(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  });
  if (place.dataset.stale !== undefined) show();
}
