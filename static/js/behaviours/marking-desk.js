// The marking workbench: every script in one screen, every step from the keyboard, every field kept at once.
import { Bank } from "../bench/bank.js";
import { Bench } from "../bench/bench.js";
import { Drafts } from "../bench/drafts.js";
import { listen } from "../bench/keys.js";

export function connect(shell) {
  const drafts = new Drafts(shell.dataset.token);
  const bench = new Bench(shell, drafts, (field) => bank.noteWriting(field));
  const bank = new Bank(shell.querySelector("[data-bank]"), shell.dataset.token, (words) => bench.say(words, true));
  listen({ bench, bank });
  shell.dataset.ready = "";
}
