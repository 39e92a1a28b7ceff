// A second press while the first is on its way does nothing. Released when the page comes back from the
// browser's memory, and after a while, since an answer may be a file that leaves the page standing.
const RELEASE_AFTER = 10_000;

export function connect(form) {
  const release = () => {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll('[aria-busy="true"]')) button.removeAttribute("aria-busy");
  };
  // On the document, so that whoever stops the submit (confirm) has spoken before.
  document.addEventListener("submit", (event) => {
    if (event.target !== form || event.defaultPrevented) return;
    if ("sent" in form.dataset) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "";
    event.submitter?.setAttribute("aria-busy", "true");
    setTimeout(release, RELEASE_AFTER);
  });
  addEventListener("pageshow", (event) => { if (event.persisted) release(); });
}
