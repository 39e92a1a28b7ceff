// Under each question: when the server saved the answer that stands there, and the code that proves it.
import { hour } from "./savestate.js";

export function showReceipts(root, { outbox, words }) {
  const lines = new Map(Array.from(root.querySelectorAll("[data-receipt]"), (line) => [Number(line.closest("[data-slot]").dataset.slot), line]));
  const show = (slot) => {
    const line = lines.get(slot);
    if (line) put(line, outbox.slots.get(slot), words);
  };
  outbox.addEventListener("change", ({ detail }) => show(detail));
  for (const slot of lines.keys()) show(slot);
}

// Hidden, in its place, while the answer on the page is not the one that is saved.
function put(line, { known, edit } = {}, words) {
  line.toggleAttribute("data-stale", Boolean(edit) || !known?.receipt);
  if (known?.receipt) line.textContent = words.receipt.replace("{time}", hour(known.saved_at)).replace("{code}", known.receipt);
}
