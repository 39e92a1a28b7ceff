// A checkbox that ticks all others of data-name in its form or table; hidden rows stay as they are.
export function connect(box) {
  const scope = box.closest("form, table") ?? document;
  const others = () => [...scope.querySelectorAll(`input[type="checkbox"][name="${box.dataset.name}"]`)]
    .filter((other) => !other.closest("[hidden]"));
  box.addEventListener("change", () => {
    for (const other of others()) {
      other.checked = box.checked;
      other.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
  scope.addEventListener("change", () => {
    const ticked = others().filter((other) => other.checked).length;
    box.checked = ticked > 0 && ticked === others().length;
    box.indeterminate = ticked > 0 && ticked < others().length;
  });
}
