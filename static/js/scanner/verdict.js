// What the person at the door is shown at once, also without a network. Pure. The server judges again, and its word counts.

// The end of a session from when its check-in opens, the start before that.
export function phaseAt(windows, at) {
  return at >= windows.after.opens ? "after" : "before";
}

// `name`: whose code it is, if it is on the list; `before`: an earlier read of the same code at the same checkpoint.
// Returns {word, tone}: what to say and in which colour.
export function judge({ name, before, window, at, expires, secure }) {
  if (at > expires) return { word: "expired", tone: "danger" };
  if (!secure) return { word: "asking", tone: "info" };
  if (!name) return { word: "unknown", tone: "danger" };
  if (before) return { word: "again", tone: "success" };
  if (at < window.opens) return { word: "early", tone: "warning" };
  if (at > window.closes) return { word: "over", tone: "warning" };
  return window.late !== null && at > window.late ? { word: "late", tone: "success" } : { word: "recorded", tone: "success" };
}

// What the server said, in the same words.
const SAID = {
  recorded: ["recorded", "success"], already: ["again", "success"], waiting: ["waiting", "info"], early: ["early", "warning"],
  over: ["over", "warning"], unknown: ["unknown", "danger"], revoked: ["revoked", "danger"], differs: ["differs", "warning"],
  "wrong-class": ["wrong-class", "danger"], cancelled: ["cancelled", "warning"], refused: ["refused", "danger"], expired: ["expired", "danger"],
};

export function said(outcome) {
  const [word, tone] = SAID[outcome] ?? ["differs", "warning"];
  return { word, tone };
}
