// Words selected on a page of a lesson go into the remark on it.
const LONGEST = 300;

export function connect(page) {
  const field = page.querySelector("[data-quote]");
  if (!field) return;
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    if (selection.isCollapsed || !page.querySelector("[data-block]").contains(selection.anchorNode)) return;
    field.value = String(selection).replace(/\s+/g, " ").trim().slice(0, LONGEST);
  });
}
