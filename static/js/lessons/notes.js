// Notes and bookmarks of one's own. A note that another device changed meanwhile comes back joined with this one.
const REST = 800;

export function connectNotes(root, outbox, sender) {
  const fields = [...root.querySelectorAll("[data-notes] [data-slot]")];
  const slotOf = (field) => Number(field.dataset.slot);
  const valueOf = (field) => (field.type === "checkbox" ? field.checked || null : field.value.trim() ? field.value : null);
  const write = (field, value) => {
    if (field.type === "checkbox") field.checked = Boolean(value);
    else field.value = value ?? "";
  };
  outbox.learn(fields.filter((field) => field.dataset.version > 0).map((field) => (
    { slot: slotOf(field), version: Number(field.dataset.version), value: valueOf(field), tab: "", seq: 0 })));
  for (const field of fields) {
    const kept = outbox.slots.get(slotOf(field))?.edit;
    if (kept) write(field, kept.value);
    listen(field, () => {
      if (outbox.valueOf(slotOf(field)) !== valueOf(field)) outbox.write(slotOf(field), valueOf(field));
    });
  }
  sender.addEventListener("conflict", ({ detail }) => {
    for (const { slot, value, reason } of detail) {
      const field = fields.find((one) => slotOf(one) === slot);
      outbox.decide(slot, false);
      if (field && reason === "conflict") write(field, value);
    }
  });
  for (const plain of root.querySelectorAll("[data-plain]")) plain.hidden = true;
  root.addEventListener("submit", (event) => { if (event.target.matches("[data-notes]")) event.preventDefault(); });
}

function listen(field, keep) {
  let timer = null;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, field.type === "checkbox" ? 0 : REST);
  });
  field.addEventListener("focusout", keep);
  addEventListener("pagehide", keep, { capture: true });
}
