// Two texts side by side: each scrolls in its own frame, and the other follows to the same passage. Without this the
// numbers of the passages are plain links.
const TOP = 24;
const SEEN = 0.6; // of the frame: a passage above that line is being read

export function connect(pair) {
  const sides = [...pair.querySelectorAll("[data-side]")];
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let leading = null;
  let release = null;
  for (const side of sides) side.dataset.scrolls = "";

  const begins = (side) => [...side.querySelectorAll("[data-passage][id]")];
  const offset = (side, mark) => mark.getBoundingClientRect().top - side.getBoundingClientRect().top;
  const show = (side, number, level = TOP) => {
    const mark = begins(side).find((one) => one.dataset.passage === number);
    if (!mark) return;
    const top = side.scrollTop + offset(side, mark) - level;
    if (side.scrollHeight > side.clientHeight) side.scrollTo({ top, behavior: calm.matches ? "auto" : "smooth" });
    else mark.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  };
  const point = (number) => {
    for (const mark of pair.querySelectorAll("[data-passage]")) mark.toggleAttribute("data-current", mark.dataset.passage === number);
  };
  // Only the side that a person moves leads; what follows must not lead back.
  const lead = (side) => {
    leading = side;
    clearTimeout(release);
    release = setTimeout(() => { leading = null; }, 700);
  };
  const follow = (side) => {
    if (leading !== side) return;
    lead(side);
    const passed = begins(side).filter((mark) => offset(side, mark) <= side.clientHeight * SEEN).pop();
    if (!passed || passed.dataset.passage === side.dataset.at) return;
    for (const one of sides) one.dataset.at = passed.dataset.passage;
    point(passed.dataset.passage);
    for (const other of sides) if (other !== side) show(other, passed.dataset.passage, Math.max(TOP, offset(side, passed)));
  };

  for (const side of sides) {
    for (const sign of ["wheel", "touchmove", "pointerdown", "keydown"]) side.addEventListener(sign, () => lead(side), { passive: true });
    side.addEventListener("scroll", () => follow(side), { passive: true });
  }
  pair.addEventListener("click", (event) => {
    const link = event.target.closest("a.twin__number");
    if (!link) return;
    event.preventDefault();
    const { passage } = link.closest("[data-passage]").dataset;
    const other = sides.find((side) => !side.contains(link));
    point(passage);
    show(other, passage);
    other.querySelector(`[data-passage="${CSS.escape(passage)}"][id] .twin__number`)?.focus({ preventScroll: true });
  });
}
