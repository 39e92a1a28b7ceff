// A question below a page of a lesson: the answer is checked in place, so that the page stays where it is.
import { bind } from "../main.js";

export function connect(box) {
  box.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const { submitter } = event;
    submitter?.setAttribute("aria-busy", "true");
    const checked = await ask(form, submitter).catch(() => null);
    submitter?.removeAttribute("aria-busy");
    const answered = checked?.getElementById(box.id);
    if (!answered) {
      form.querySelector("[data-said]").textContent = box.dataset.noNetwork;
      return;
    }
    box.replaceChildren(...answered.childNodes);
    for (const part of box.querySelectorAll("[data-behaviour]")) bind(part);
    box.tabIndex = -1;
    box.focus();
  });
}

async function ask(form, submitter) {
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form, submitter), headers: { Accept: "text/html" } });
  if (![200, 422].includes(answer.status)) return null;
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}
