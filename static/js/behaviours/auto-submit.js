// Sends the form once, as soon as a person sees the page: link previews and prefetching send nothing.
export function connect(form) {
  const send = () => {
    if (document.visibilityState !== "visible" || document.prerendering || "sent" in form.dataset) return;
    form.dataset.sent = "";
    form.submit();
  };
  document.addEventListener("visibilitychange", send);
  document.addEventListener("prerenderingchange", send);
  send();
}
