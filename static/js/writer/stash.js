// What was typed last, where a page is left before the browser has stored it: written in one go on leaving, taken up
// by the next page of this tab. The number of the last edit comes along, so that none is used twice.
const PREFIX = "sen-stash:";

export function stash(outbox) {
  const edits = outbox.pending(true).map(({ slot, base, seq, value }) => ({ slot, base, seq, value }));
  if (edits.length) attempt(() => sessionStorage.setItem(PREFIX + outbox.owner, JSON.stringify({ tab: outbox.tab, edits })));
}

// Puts into the sections what was stashed, unless something else was stored since.
export function takeUp(outbox, sections) {
  const found = attempt(() => JSON.parse(sessionStorage.getItem(PREFIX + outbox.owner)));
  attempt(() => sessionStorage.removeItem(PREFIX + outbox.owner));
  for (const { slot, base, seq, value } of found?.edits ?? []) {
    outbox.learn([{ slot, version: 0, value: null, tab: found.tab, seq }]);
    const section = sections.find((one) => one.slot === slot);
    const { edit, known } = outbox.slots.get(slot) ?? {};
    const older = edit && edit.seq < seq;
    if (section && (older || (!edit && (known?.version ?? 0) === base)) && section.changedFrom(value)) section.write(value);
  }
}

// Whoever signs out leaves nothing behind.
export function clear() {
  attempt(() => Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX)).forEach((key) => sessionStorage.removeItem(key)));
}

function attempt(act) {
  try {
    return act();
  } catch {
    return null; // a browser that forbids storage
  }
}
