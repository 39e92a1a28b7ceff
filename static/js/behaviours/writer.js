// Writing a reflection: what is typed goes into the outbox at once and from there to the server. Without this the
// page is a form that posts.
import { Lease } from "../exam/lease.js";
import { openOutbox } from "../exam/outbox.js";
import { Sender } from "../exam/sender.js";
import { connectClashes } from "../writer/clashes.js";
import { connectCompany } from "../writer/company.js";
import { connectHandIn } from "../writer/hand-in.js";
import { connectRows } from "../writer/rows.js";
import { stash, takeUp } from "../writer/stash.js";
import { showState } from "../writer/state.js";
import { sectionsOf } from "../writer/sections.js";

const REST = 800;
const LONGEST = 2000; // of typing without a rest, before it is kept all the same
// A whole section travels with every save, so it goes out less often than the answer to a question.
const PACE = { soon: 2000, latest: 5000 };

export async function connect(root) {
  const { reflection, member } = root.dataset; // of a group each member has an outbox, also on one device
  const owner = `reflection:${reflection}${member ? `:${member}` : ""}`;
  const sections = sectionsOf(root);
  sections.forEach((section) => section.count());
  connectRows(root);
  const lease = new Lease(owner);
  if (!(await lease.ask())) await takeOver(root, lease);
  const outbox = await openOutbox(owner);
  outbox.learn(sections.map(({ slot, base, stored }) => ({ slot, version: base(), value: stored(), tab: "", seq: 0 })));
  bringBack(sections, outbox);
  takeUp(outbox, sections);
  const sender = new Sender(outbox, { url: root.dataset.url, token: root.dataset.token, ...PACE });
  const keep = keeper(sections, outbox);
  sender.addEventListener("reply", () => sections.forEach((section) => section.learn(outbox.slots.get(section.slot))));
  showState(root, outbox, sender);
  connectClashes(root, sections, outbox);
  if (root.dataset.company) connectCompany(root, { sections, outbox, sender });
  connectHandIn(root, { outbox, sender, keep });
  addEventListener("pagehide", () => { if (!sender.stopped) stash(outbox); });
  outbox.addEventListener("taken", () => {
    sender.stop();
    takeOver(root, lease);
  });
  lease.addEventListener("lost", async () => {
    await keep();
    await outbox.freeze();
    sender.stop();
    lease.give();
    takeOver(root, lease);
  });
  await keep(); // what was typed while this was on its way
  sender.flush();
  root.dataset.ready = "";
}

// What an earlier visit typed and never sent stands in the page again; so does what was stored after the page was made.
function bringBack(sections, outbox) {
  for (const section of sections) {
    const { edit, known } = outbox.slots.get(section.slot) ?? {};
    const typed = section.changedFrom(section.stored());
    if (edit) section.write(edit.value);
    else if (!typed && known?.version > section.base()) section.write(known.value);
  }
}

// Typing is kept once it rests for a moment, and at once when the page is left. Returns what keeps everything now.
function keeper(sections, outbox) {
  const waiting = new Map();
  const store = (section) => {
    clearTimeout(waiting.get(section)?.timer);
    waiting.delete(section);
    return section.changedFrom(outbox.valueOf(section.slot)) ? outbox.write(section.slot, section.value()) : null;
  };
  const all = () => Promise.all(sections.map(store));
  for (const section of sections) {
    section.element.addEventListener("input", () => {
      section.count();
      const { timer, since } = waiting.get(section) ?? { since: performance.now() };
      clearTimeout(timer);
      const rest = Math.max(0, Math.min(REST, since + LONGEST - performance.now()));
      waiting.set(section, { since, timer: setTimeout(store, rest, section) });
    });
    section.element.addEventListener("focusout", () => { if (waiting.has(section)) store(section); });
  }
  addEventListener("pagehide", all, { capture: true });
  document.addEventListener("visibilitychange", () => { if (document.hidden) all(); }, { capture: true });
  return all;
}

function standStill(root, still) {
  root.querySelector("[data-elsewhere]").hidden = !still;
  for (const field of root.querySelectorAll("textarea, input.input, select, button")) {
    if (!field.closest("[data-elsewhere]")) field.disabled = still;
  }
}

function takeOver(root, lease) {
  standStill(root, true);
  return new Promise((resolve) => {
    root.querySelector("[data-elsewhere] button").addEventListener("click", async () => {
      await lease.take();
      location.reload();
      resolve();
    }, { once: true });
  });
}
