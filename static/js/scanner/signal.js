// What the person at the door hears and feels, so that nobody has to look at the screen for every badge.
const TONES = { success: [[1320, 0.12]], info: [[880, 0.12]], warning: [[660, 0.15], [660, 0.15]], danger: [[220, 0.4]] };
const SHAKES = { success: 60, info: 60, warning: [60, 80, 60], danger: 400 };
const PAUSE = 0.06;
let sound = null;

// Browsers allow sound only after a touch or a key.
export function wake() {
  sound ??= globalThis.AudioContext ? new AudioContext() : null;
  sound?.resume?.();
}

export function signal(tone) {
  navigator.vibrate?.(SHAKES[tone]);
  if (sound?.state !== "running") return;
  let from = sound.currentTime;
  for (const [pitch, length] of TONES[tone]) {
    const voice = new OscillatorNode(sound, { type: tone === "danger" ? "square" : "sine", frequency: pitch });
    const loudness = new GainNode(sound, { gain: 0.25 });
    voice.connect(loudness).connect(sound.destination);
    voice.start(from);
    voice.stop(from + length);
    from += length + PAUSE;
  }
}
