// The page's own scanner for the code of the hall. The camera is asked for by a tap only; where there is none, or no
// https, a photo does. Whatever a code says, only its token is taken: no code leads to another site.
import { closeCamera, detector, openCamera, readFrom } from "../camera.js";

const TOKEN = /\/c\/([a-z2-7]{24})$/i;
const LARGEST = [1600, 800];
const PAUSE = 120;

export function connect(root) {
  const video = root.querySelector("video");
  const camera = root.querySelector("[data-camera]");
  const said = root.querySelector("[data-said]");
  const photo = root.querySelector("[data-photo] input");
  const say = (why) => {
    said.hidden = !why;
    said.textContent = why ? root.dataset[why] : "";
    root.dataset.state = why;
  };

  root.hidden = false;
  if (!navigator.mediaDevices) {
    camera.hidden = true;
    say("plain");
  }
  camera.addEventListener("click", async () => {
    camera.disabled = true;
    try {
      const [reader] = await Promise.all([detector(), openCamera(video)]);
      camera.hidden = true;
      say("looking");
      watch(video, reader, say);
    } catch (error) {
      camera.disabled = false;
      closeCamera(video);
      say(reason(error));
    }
  });
  photo.addEventListener("change", async () => {
    if (!photo.files.length) return;
    say("reading");
    const texts = await readPhoto(photo.files[0]);
    photo.value = "";
    take(texts, say) || say(texts.length ? "foreign" : "nothing");
  });
  addEventListener("pagehide", () => closeCamera(video));
}

function reason(error) {
  return { NotAllowedError: "refused", SecurityError: "refused", NotReadableError: "busy", AbortError: "busy" }[error.name] ?? "none";
}

async function watch(video, reader, say) {
  while (video.srcObject) {
    const texts = await readFrom(reader, video);
    if (take(texts, say)) return closeCamera(video);
    if (texts.length) say("foreign");
    await new Promise((later) => { setTimeout(later, PAUSE); });
  }
  return null;
}

// A photo has more points than a detector likes; a blurred one is often read better small.
async function readPhoto(file) {
  const [reader, picture] = await Promise.all([detector(), createImageBitmap(file).catch(() => null)]);
  if (!picture) return [];
  for (const largest of LARGEST) {
    const scale = Math.min(1, largest / Math.max(picture.width, picture.height));
    const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
    canvas.getContext("2d", { willReadFrequently: true }).drawImage(picture, 0, 0, canvas.width, canvas.height);
    const texts = await readFrom(reader, canvas);
    if (texts.length) return texts;
  }
  return [];
}

function take(texts, say) {
  const token = texts.map((text) => TOKEN.exec(text.trim())?.[1]).find(Boolean);
  if (!token) return false;
  say("");
  location.assign(`/C/${token.toUpperCase()}`);
  return true;
}
