// Shows the time that is left, and says it aloud at milestones only.
const MILESTONES = [600, 300, 60];
const SHORT = 300;

export class Timer extends EventTarget {
  #clock;
  #shown = null;
  #face;
  #voice;
  #words;

  constructor(element, voice, clock, endsAt, words) {
    super();
    this.element = element;
    this.over = false;
    this.pausedAt = "";
    this.endsAt = endsAt;
    this.#clock = clock;
    this.#face = element.querySelector("[data-left]");
    this.#voice = voice;
    this.#words = words;
    setInterval(() => this.#tick(), 200);
  }

  start() { this.#tick(); }

  // Seconds; while the attempt is paused, those that were left when it began.
  get left() {
    const left = this.pausedAt ? Date.parse(this.endsAt) - Date.parse(this.pausedAt) : this.#clock.until(this.endsAt);
    return Math.ceil(left / 1000);
  }

  #tick() {
    const left = Math.max(0, this.left);
    if (left === this.#shown) return;
    if (this.#shown !== null) this.#speak(this.#shown, left);
    this.#shown = left;
    this.#face.textContent = written(left);
    this.element.dataset.state = left <= SHORT ? "short" : "";
    if (left > 0 === this.over) this.#turn(left === 0);
    if (left % 5 === 0) this.dispatchEvent(new Event("count"));
  }

  #speak(before, left) {
    const reached = MILESTONES.find((seconds) => before > seconds && left <= seconds && left > seconds - 10);
    if (reached) this.#voice.textContent = this.#words.minutes_left.replace("{n}", reached / 60);
  }

  // Over, or given more time.
  #turn(over) {
    this.over = over;
    this.dispatchEvent(new Event(over ? "end" : "extended"));
  }
}

export function written(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
