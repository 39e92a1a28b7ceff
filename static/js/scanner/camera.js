// The camera, asked for on a tap. The browser reads codes itself where it can; otherwise a decoder is loaded.
const LOOKS_EVERY = 150;

// `read(text)` for every code seen; `tell(state)`: "on", "off", or why not: "refused", "missing".
export class Camera {
  #video;
  #read;
  #tell;
  #stream = null;
  #awake = null;

  constructor(video, read, tell) {
    this.#video = video;
    this.#read = read;
    this.#tell = tell;
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.stop(); });
  }

  get running() { return this.#stream !== null; }

  async start() {
    try {
      this.#stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } });
    } catch (error) {
      return this.#tell(error?.name === "NotAllowedError" ? "refused" : "missing");
    }
    const stream = this.#stream;
    this.#video.srcObject = stream;
    await this.#video.play();
    this.#tell("on");
    this.#awake = await navigator.wakeLock?.request("screen").catch(() => null); // a door is open for an hour
    const detector = await newDetector();
    while (this.#stream === stream) {
      for (const { rawValue } of await detector.detect(this.#video).catch(() => [])) this.#read(rawValue);
      await new Promise((resolve) => { setTimeout(resolve, LOOKS_EVERY); });
    }
  }

  stop() {
    if (!this.#stream) return;
    for (const track of this.#stream.getTracks()) track.stop();
    this.#stream = null;
    this.#awake?.release();
    this.#video.srcObject = null;
    this.#tell("off");
  }
}

async function newDetector() {
  const native = await window.BarcodeDetector?.getSupportedFormats().catch(() => []);
  if (native?.includes("qr_code")) return new window.BarcodeDetector({ formats: ["qr_code"] });
  const { BarcodeDetector } = await import("../../vendor/qr/decode.js");
  return new BarcodeDetector({ formats: ["qr_code"] });
}
