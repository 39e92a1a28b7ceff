// Hand-held scanners that type: many keys faster than fingers, then Enter. Heard wherever the page has the focus,
// except in a field, which takes what is typed into it by itself.
const FASTEST_FINGER = 80;
const SHORTEST = 6;

export function listen(read) {
  let keys = "";
  let last = 0;
  document.addEventListener("keydown", (event) => {
    if (event.target.closest?.("input, textarea, select") || event.ctrlKey || event.altKey || event.metaKey) return;
    const slow = event.timeStamp - last > FASTEST_FINGER;
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
