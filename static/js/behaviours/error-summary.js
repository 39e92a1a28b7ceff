// Takes the focus when the page comes back with errors; each line puts it into its field, label in sight.
export function connect(summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const field = document.getElementById(event.target.closest('a[href^="#"]')?.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    (field.labels?.[0] ?? field).scrollIntoView({ block: "start" });
    field.focus({ preventScroll: true });
  });
}
