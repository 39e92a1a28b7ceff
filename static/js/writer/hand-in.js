// Handing in waits until the server holds everything that was typed; without a network it says so and waits.
export function connectHandIn(root, { outbox, sender, keep }) {
  const form = root.querySelector("#writing");
  let ready = false;
  form.addEventListener("submit", async (event) => {
    if (ready) return;
    event.preventDefault();
    const { submitter } = event;
    submitter?.setAttribute("aria-busy", "true");
    await keep();
    const saved = await sender.flush();
    submitter?.removeAttribute("aria-busy");
    if (!saved || !submitter?.matches("[data-hand-in]")) return;
    ready = true;
    sender.stop();
    await outbox.forget();
    await outbox.freeze();
    form.requestSubmit(submitter);
  });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}
