// The line that says what is true: saved at the server's time, or how many sections are not saved yet.
import { hour, stateOf } from "../exam/savestate.js";

export function showState(root, outbox, sender) {
  const line = root.querySelector("[data-savestate]");
  const text = line.querySelector("span");
  const { saved, saving, waiting, clash } = root.dataset;
  const show = () => {
    const held = [...outbox.slots.values()].some(({ edit }) => edit?.held === "conflict");
    const count = outbox.unsaved().length;
    const state = held ? "offline" : stateOf(count, sender.state);
    line.dataset.state = state;
    if (held) text.textContent = clash;
    else if (state === "saving") text.textContent = saving;
    else if (state === "offline") text.textContent = waiting.replace("{n}", count);
    else if (sender.savedAt) text.textContent = saved.replace("{time}", hour(sender.savedAt));
  };
  outbox.addEventListener("change", show);
  sender.addEventListener("state", show);
  sender.addEventListener("reply", show);
  show();
}
