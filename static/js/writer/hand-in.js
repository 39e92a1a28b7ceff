// Handing in waits until the server holds everything that was typed; without a network it says so and waits. Whoever
// was signed out meanwhile signs in again in a dialog.
import { SignInAgain } from "../exam/signin_again.js";

export function connectHandIn(root, { outbox, sender, keep }) {
  const form = root.querySelector("#writing");
  const dialog = document.getElementById("sign-in-again");
  const signIn = new SignInAgain(dialog, { url: root.dataset.signIn, words: { no_network: root.dataset.noNetwork } });
  let ready = false;
  form.addEventListener("submit", async (event) => {
    if (ready) return;
    event.preventDefault();
    const { submitter } = event;
    submitter?.setAttribute("aria-busy", "true");
    await keep();
    const saved = await sender.flush();
    submitter?.removeAttribute("aria-busy");
    if (!saved || !submitter?.matches("[data-hand-in]") || !(await signedIn(signIn))) return;
    ready = true;
    sender.stop();
    await outbox.forget();
    await outbox.freeze();
    form.requestSubmit(submitter);
  });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}

// False if the person puts it off. After signing in every form of the page carries the new token.
async function signedIn(signIn) {
  const answer = await fetch(location.pathname, { method: "HEAD", headers: { "HX-Request": "true" }, cache: "no-store" }).catch(() => null);
  if (answer?.status !== 401) return true;
  const token = await signIn.ask();
  if (!token) return false;
  for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = token;
  return true;
}
