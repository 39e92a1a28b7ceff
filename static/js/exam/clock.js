// The server's time, counted on by the page's own monotonic count; the wall clock of the device is never asked.
export class ServerClock {
  #base;
  #at;

  // `elapsed`: milliseconds since the start, as far as known when `at` was counted.
  constructor(startedAt, elapsed, at) {
    this.startedAt = Date.parse(startedAt);
    this.#base = elapsed;
    this.#at = at;
  }

  static of({ started_at, now }, remembered, at) {
    // A page out of the worker's store brings an old `now`; what was counted before the reload is then nearer.
    return new ServerClock(started_at, Math.max(Date.parse(now) - Date.parse(started_at), remembered ?? 0), at);
  }

  get elapsed() { return this.#base + performance.now() - this.#at; }

  // Whole milliseconds until a moment of the server.
  until(moment) { return Date.parse(moment) - this.startedAt - this.elapsed; }

  sync(now, at) {
    this.#base = Date.parse(now) - this.startedAt;
    this.#at = at;
  }
}

// When the server wrote the page, on this page's own count.
export function pageWritten() {
  return performance.getEntriesByType("navigation")[0]?.responseStart ?? 0;
}
