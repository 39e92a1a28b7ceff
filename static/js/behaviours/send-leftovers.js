// On the page of a result: answers that never left this device (data-owner) are sent now; then the page says so.
export async function connect(element) {
  const { sendAndForget } = await import("../exam/leaving.js");
  if (await sendAndForget(element.dataset.owner)) element.hidden = false;
}
