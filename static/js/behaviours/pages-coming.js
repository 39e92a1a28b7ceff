// Pages that are still being drawn: asks every few seconds, and renews the part of the page that shows them. Whoever
// walks through that part by keyboard, or has chosen files there, is not disturbed.
import { bind } from "../main.js";

const EVERY = 2500;
const LONGEST = 30_000;

export function connect(line) {
  let failures = 0;
  const ask = async () => {
    if (!line.isConnected) return;
    const part = document.getElementById(line.dataset.part);
    try {
      const { waiting } = await json(line.dataset.url);
      failures = 0;
      if (String(waiting) !== line.dataset.waiting && !busy(part) && (await renew(part))) return;
    } catch {
      failures += 1;
    }
    setTimeout(ask, Math.min(LONGEST, EVERY * 2 ** failures));
  };
  setTimeout(ask, EVERY);
}

async function json(url) {
  const answer = await fetch(url, { headers: { Accept: "application/json" }, cache: "no-store", redirect: "error" });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

async function renew(part) {
  const answer = await fetch(location.href, { cache: "no-store" });
  const fresh = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(part.id);
  if (!fresh || busy(part)) return false;
  const made = document.adoptNode(fresh);
  part.replaceWith(made);
  bind(made);
  return true;
}

function busy(part) {
  const chosen = [...part.querySelectorAll("input[type=file]")].some((input) => input.files.length);
  return chosen || part.contains(document.activeElement);
}
