// A toast stays until it is closed: nothing that can be undone disappears by itself.
export function connect(toast) {
  toast.querySelector("[data-dismiss]")?.addEventListener("click", () => toast.remove());
}
