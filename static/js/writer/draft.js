// Keeps a half-filled rubric on the server while it is being filled in, and says when it was kept.
import { hour } from "../exam/savestate.js";

const REST = 600;
const AGAIN = 5000;

export function autosave(form) {
  const line = form.querySelector("[data-savestate]");
  let waiting = null;
  const say = (state, words) => {
    line.dataset.state = state;
    line.querySelector("span").textContent = words;
  };
  const later = (pause) => {
    clearTimeout(waiting);
    waiting = setTimeout(save, pause);
  };
  const save = async (keepalive = false) => {
    clearTimeout(waiting);
    waiting = null;
    const saved = await post(form, keepalive === true);
    if (saved) say("saved", form.dataset.saved.replace("{time}", hour(saved)));
    else {
      say("offline", form.dataset.unsaved);
      later(AGAIN);
    }
  };
  form.addEventListener("input", () => {
    say("saving", form.dataset.unsaved);
    later(REST);
  });
  form.addEventListener("change", () => later(REST));
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    waiting = null;
  });
  addEventListener("pagehide", () => { if (waiting) save(true); });
}

async function post(form, keepalive) {
  const values = Object.fromEntries(new FormData(form));
  const { csrf_token: token, ...kept } = values;
  try {
    const answer = await fetch(form.dataset.draft, {
      method: "POST", keepalive, body: JSON.stringify(kept),
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token },
    });
    return answer.ok ? (await answer.json()).saved_at : null;
  } catch {
    return null;
  }
}
