// The scanner at the door. A read is kept in this browser first, shown at once, and sent until the server has answered;
// the same read has the same nonce, so sending it twice is harmless. Times are the server's, by the offset at loading.
import { openDB } from "../../vendor/idb.js";

const AGAIN_AFTER = 4000;
const SAME_CODE_RESTS = 5000;
const LARGEST_BATCH = 100;

export async function connect(root) {
  const offset = Number(root.dataset.now) - Date.now() / 1000;
  const store = await openDB("sen-scanner", 1, { upgrade: (db) => db.createObjectStore("reads", { keyPath: "nonce" }) });
  const checkpoint = root.dataset.checkpoint;
  const rests = new Map();
  let sending = false;

  const mine = async () => (await store.getAll("reads")).filter((read) => read.checkpoint === checkpoint);
  const read = async (text) => {
    const code = text.trim().toUpperCase().slice(0, 200);
    if (!code || Date.now() - (rests.get(code) ?? 0) < SAME_CODE_RESTS) return;
    rests.set(code, Date.now());
    const kept = { nonce: crypto.getRandomValues(new Uint32Array(4)).join("-"), code, scanned_at: Date.now() / 1000 + offset, checkpoint };
    await store.put("reads", kept);
    navigator.vibrate?.(60);
    log(root, kept.nonce, code, "");
    send();
  };
  const send = async () => {
    if (sending) return;
    sending = true;
    const waiting = (await mine()).slice(0, LARGEST_BATCH);
    const answers = waiting.length ? await post(root, waiting) : [];
    const codes = new Map(waiting.map((each) => [each.nonce, each.code]));
    for (const { nonce, outcome, name } of answers ?? []) {
      await store.delete("reads", nonce);
      log(root, nonce, name || codes.get(nonce), outcome);
    }
    sending = false;
    await tell(root, (await mine()).length);
    if (answers?.length) send();
  };

  root.querySelector("[data-typed]").addEventListener("submit", (event) => {
    event.preventDefault();
    read(event.target.elements.code.value);
    event.target.reset();
  });
  root.querySelector("[data-camera]").addEventListener("click", (event) => watch(root, event.target, read));
  addEventListener("online", send);
  setInterval(send, AGAIN_AFTER);
  root.dataset.state = "ready";
  send();
}

async function post(root, reads) {
  const scans = reads.map(({ nonce, code, scanned_at }) => ({ nonce, code, scanned_at }));
  const headers = { "Content-Type": "application/json", "X-CSRFToken": root.dataset.token };
  try {
    const answer = await fetch(root.dataset.url, { method: "POST", headers, body: JSON.stringify({ scans }), signal: AbortSignal.timeout(10_000) });
    return answer.ok ? (await answer.json()).answers : null;
  } catch {
    return null;
  }
}

async function watch(root, button, read) {
  const video = root.querySelector("video");
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch (error) {
    button.textContent = error.message;
    return;
  }
  button.hidden = true;
  video.hidden = false;
  await video.play();
  const native = await window.BarcodeDetector?.getSupportedFormats().catch(() => []);
  const Detector = native?.includes("qr_code") ? window.BarcodeDetector : (await import("../../vendor/qr/decode.js")).BarcodeDetector;
  const detector = new Detector({ formats: ["qr_code"] });
  const look = async () => {
    const found = await detector.detect(video).catch(() => []);
    for (const { rawValue } of found) read(rawValue);
    setTimeout(look, 150);
  };
  look();
}

function log(root, nonce, words, outcome) {
  const list = root.querySelector("[data-log]");
  const line = list.querySelector(`[data-nonce="${nonce}"]`) ?? list.insertBefore(document.createElement("li"), list.firstChild);
  const tones = { "": "", recorded: "success", already: "success", unknown: "danger", waiting: "warning" };
  line.className = "scanner__read";
  line.dataset.nonce = nonce;
  line.dataset.tone = tones[outcome] ?? "danger";
  line.textContent = outcome ? `${words} · ${root.dataset[outcome] ?? root.dataset.other}` : words;
}

async function tell(root, waiting) {
  const queue = root.querySelector("[data-queue]");
  queue.hidden = waiting === 0;
  queue.dataset.state = waiting ? "offline" : "saved";
  queue.textContent = root.dataset.waiting.replace("{n}", waiting);
}
