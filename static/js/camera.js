// Reads QR codes: with the browser's own detector where there is one, else with ours, fetched only when it is needed.
export async function detector() {
  const native = await window.BarcodeDetector?.getSupportedFormats().catch(() => []);
  const Detector = native?.includes("qr_code") ? window.BarcodeDetector : (await import("../vendor/qr/decode.js")).BarcodeDetector;
  return new Detector({ formats: ["qr_code"] });
}

// The texts of all codes in a video, canvas or picture; none where nothing can be read.
export async function readFrom(reader, source) {
  const found = await reader.detect(source).catch(() => []);
  return found.map(({ rawValue }) => rawValue);
}

// Throws what getUserMedia throws: NotAllowedError, NotFoundError, NotReadableError …
export async function openCamera(video) {
  video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } });
  video.hidden = false;
  await video.play();
}

export function closeCamera(video) {
  for (const track of video.srcObject?.getTracks() ?? []) track.stop();
  video.srcObject = null;
  video.hidden = true;
}
