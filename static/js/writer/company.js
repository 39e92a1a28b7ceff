// A group writes together: what the others store stands in one's own page soon, where one is not writing oneself. What is
// typed here and not stored yet is never touched; if both changed the same section, the outbox shows the two texts.
const EVERY = 20_000; // a hall of 250 asks a dozen times a second

export function connectCompany(root, { sections, outbox, sender }) {
  const { company, written } = root.dataset;
  const look = async () => {
    if (document.hidden || sender.stopped || !navigator.onLine) return;
    const answer = await fetch(company, { headers: { Accept: "application/json" }, cache: "no-store" }).catch(() => null);
    const found = answer?.ok ? await answer.json().catch(() => null) : null;
    for (const one of found?.sections ?? []) {
      const section = sections.find(({ slot }) => slot === one.slot);
      if (section) takeUp(section, one, outbox);
      sign(root, one, written);
    }
  };
  const timer = setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);
  sender.addEventListener("reply", look);
  addEventListener("pagehide", () => clearInterval(timer));
}

function takeUp(section, one, outbox) {
  const record = outbox.slots.get(one.slot);
  const known = record?.known;
  if (record?.edit || one.version <= (known?.version ?? 0)) return;
  const untouched = !section.changedFrom(known?.value ?? null);
  if (!untouched) return; // typed a moment ago, on its way into the outbox
  outbox.learn([one]);
  section.learn(outbox.slots.get(one.slot));
  const place = section.element.selectionStart;
  section.write(one.value);
  if (document.activeElement === section.element) section.element.setSelectionRange?.(place, place);
}

function sign(root, { slot, by, at }, words) {
  const line = root.querySelector(`[data-written-slot="${slot}"]`);
  if (line && by) line.textContent = words.replace("{name}", by).replace("{time}", at);
}
