// Under each question: when the server saved the answer that stands there, and the code that proves it.
import { hour } from "./savestate.js";

export function showReceipts(root, { outbox, words }) {
  const lines = new Map(Array.from(root.querySelectorAll("[data-receipt]"), (line) => [Number(line.closest("[data-slot]").dataset.slot), line]));
  const show = (slot) => {
    const line = lines.get(slot);
    if (line) line.textContent = said(outbox.slots.get(slot), words);
  };
  outbox.addEventListener("change", ({ detail }) => show(detail));
  for (const slot of lines.keys()) show(slot);
}

// Nothing while the answer on the page is not the one that is saved.
function said(record, words) {
  const { receipt, saved_at } = record?.known ?? {};
  return receipt && !record.edit ? words.receipt.replace("{time}", hour(saved_at)).replace("{code}", receipt) : "";
}
