// Forms marked `data-in-place` renew the part of the page that they stand in, and nothing else moves. The button that
// was pressed keeps the focus, also where it stands somewhere else now.
import { bind } from "../main.js";

export function connect(part) {
  let busy = false;
  part.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-in-place]")) return;
    event.preventDefault();
    if (busy || event.submitter?.getAttribute("aria-disabled") === "true") return;
    busy = true;
    const fresh = await renewed(form, part.id);
    busy = false;
    if (!fresh) return form.submit();
    const pressed = event.submitter?.id;
    part.replaceWith(fresh);
    bind(fresh);
    document.getElementById(pressed)?.focus();
  });
}

async function renewed(form, id) {
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    if (!answer.ok) return null;
    const found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(id);
    return found && document.adoptNode(found);
  } catch {
    return null;
  }
}
