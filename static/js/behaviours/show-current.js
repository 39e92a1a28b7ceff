// On a narrow screen a row of tabs runs past the edge: brings the current one into view.
export function connect(row) {
  const strip = row.querySelector(".tabs");
  const current = strip?.querySelector("[aria-current]");
  if (current) strip.scrollLeft = current.offsetLeft - strip.offsetLeft - (strip.clientWidth - current.clientWidth) / 2;
}
