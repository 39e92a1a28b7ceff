// A native dialog also closes by [data-close] and by a press beside it; data-open opens it with the page.
export function connect(dialog) {
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog ? outside(dialog, event) : event.target.closest("[data-close]")) dialog.close();
  });
  if ("open" in dialog.dataset && !dialog.open) dialog.showModal();
}

function outside(dialog, { clientX, clientY }) {
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}
