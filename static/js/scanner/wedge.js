// Hand-held scanners that type: many keys without a pause, then Enter. Heard wherever the page has the focus, except in
// a field, which takes what is typed into it by itself. The pause is long, for a device may be busy: half a code is worse
// than a stray key.
const PAUSE = 500;
const SHORTEST = 6;

export function listen(read) {
  let keys = "";
  let last = 0;
  document.addEventListener("keydown", (event) => {
    if (event.target.closest?.("input, textarea, select") || event.ctrlKey || event.altKey || event.metaKey) return;
    const slow = event.timeStamp - last > PAUSE;
    last = event.timeStamp;
    if (event.key === "Enter") {
      if (!slow && keys.length >= SHORTEST) {
        event.preventDefault();
        read(keys);
      }
      keys = "";
    } else if (event.key.length === 1) {
      keys = (slow ? "" : keys) + event.key;
    }
  });
}
