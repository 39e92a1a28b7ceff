// Reading a lesson: the place, how long pages were open, notes and bookmarks go into the outbox at once and from there
// to the server when there is a network. Without this the notes are forms that post.
import { openOutbox } from "../exam/outbox.js";
import { Sender } from "../exam/sender.js";
import { countTime } from "../lessons/time.js";
import { connectNotes } from "../lessons/notes.js";
import { hour, stateOf } from "../exam/savestate.js";

const PLACE = 3;
// Nothing hurries: what a page without a network gathers goes out in one message.
const PACE = { soon: 4000, latest: 20_000 };

export async function connect(root) {
  const outbox = await openOutbox(root.dataset.owner);
  const sender = new Sender(outbox, { url: root.dataset.url, token: root.dataset.token, ...PACE });
  connectNotes(root, outbox, sender);
  const clock = countTime(root, outbox);
  root.addEventListener("lesson:page", ({ detail }) => keepPlace(outbox, detail));
  keepPlace(outbox, root.querySelector("[data-page]:not([data-away])"));
  sender.addEventListener("reply", ({ detail }) => { if (detail.done) root.dataset.done = ""; });
  showState(root, outbox, sender);
  outbox.addEventListener("taken", () => {
    clock.stop();
    sender.stop();
  });
  sender.flush();
}

function keepPlace(outbox, page) {
  const id = Number(page.dataset.page);
  if (outbox.valueOf(PLACE) !== id) outbox.write(PLACE, id);
}

function showState(root, outbox, sender) {
  const line = document.querySelector("[data-lesson-state]");
  const { saved, saving, waiting } = root.dataset;
  const show = () => {
    const count = outbox.unsaved().length;
    const state = stateOf(count, sender.state);
    line.dataset.state = state;
    const words = { offline: waiting.replace("{n}", count), saving, saved: sender.savedAt ? saved.replace("{time}", hour(sender.savedAt)) : "" };
    line.querySelector("span").textContent = words[state];
  };
  outbox.addEventListener("change", show);
  sender.addEventListener("state", show);
  sender.addEventListener("reply", show);
  show();
}
