// Asks once before the form is sent: data-title, data-text, data-label on the button that does it, data-back.
export function connect(form) {
  let agreed = false;
  form.addEventListener("submit", (event) => {
    if (agreed) {
      agreed = false;
      return;
    }
    event.preventDefault();
    ask(form, () => {
      agreed = true;
      form.requestSubmit(event.submitter);
    });
  });
}

function ask(form, then) {
  const { title, text, label, back } = form.dataset;
  const heading = element("h2", "dialog__title", title);
  heading.id = "confirm-title";
  const stay = element("button", "button", back);
  const go = element("button", "button button--danger", label);
  const actions = element("div", "dialog__actions");
  actions.append(stay, go);
  const dialog = element("dialog", "dialog");
  dialog.setAttribute("aria-labelledby", heading.id);
  dialog.append(heading, element("p", "", text), actions);
  stay.addEventListener("click", () => dialog.close());
  go.addEventListener("click", () => {
    dialog.close();
    then();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function element(tag, className, text = "") {
  const made = Object.assign(document.createElement(tag), { className, textContent: text });
  if (tag === "button") made.type = "button";
  return made;
}
