// A picture of a question, shown as large as it is: tap or Enter opens it, it scrolls and pinches as any page.
export function connectZoom(root, dialog, label) {
  const shown = dialog.querySelector("img");
  for (const picture of root.querySelectorAll(".exam-question .rich img")) {
    picture.tabIndex = 0;
    picture.setAttribute("role", "button");
    picture.setAttribute("aria-label", [picture.alt, label].filter(Boolean).join(". "));
    picture.addEventListener("click", (event) => {
      event.preventDefault();
      Object.assign(shown, { src: picture.currentSrc || picture.src, alt: picture.alt });
      dialog.showModal();
    });
    picture.addEventListener("keydown", (event) => { if (["Enter", " "].includes(event.key)) picture.click(); });
  }
}
