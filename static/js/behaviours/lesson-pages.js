// One page of a lesson at a time; all of them are in the document, so that turning the page needs no network. The
// address keeps the place: a link, the back button and a reload lead to the same page.
export function connect(root) {
  const pages = [...root.querySelectorAll("[data-page]")];
  const links = root.querySelectorAll("[data-to]");
  if (pages.length < 2) return;

  const show = (position, focus) => {
    for (const page of pages) page.toggleAttribute("data-away", page.dataset.position !== position);
    for (const link of links) {
      if (link.dataset.to === position) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    const shown = pages.find((page) => page.dataset.position === position);
    if (focus) {
      shown.focus({ preventScroll: true });
      shown.scrollIntoView();
    }
    root.dispatchEvent(new CustomEvent("lesson:page", { detail: shown }));
  };

  // The page itself, or a note on it.
  const named = () => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("[data-page]");
  addEventListener("hashchange", () => {
    const page = named();
    if (!page) return;
    const note = location.hash.startsWith("#page-") ? null : document.getElementById(location.hash.slice(1));
    show(page.dataset.position, !note);
    note?.scrollIntoView({ block: "center" });
  });
  root.addEventListener("lesson:go", ({ detail }) => { location.hash = `#page-${detail}`; });
  const begin = named();
  const left = pages.find((page) => page.dataset.page === root.dataset.place);
  show((begin ?? left ?? pages[0]).dataset.position, Boolean(begin));
}
