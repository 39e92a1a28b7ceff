// Shows a choice at once and sends the form in the background; if that fails, the form is sent as it stands.
export function onChoice(form, name, show) {
  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (button?.name !== name) return;
    event.preventDefault();
    const body = new FormData(form, button);
    show(button.value);
    for (const other of form.querySelectorAll(`button[name="${name}"]`)) {
      other.setAttribute("aria-pressed", String(other === button));
    }
    const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => null);
    if (!answer || (answer.type !== "opaqueredirect" && !answer.ok)) sendAsItStands(form, name, button.value);
  });
}

function sendAsItStands(form, name, value) {
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  form.submit();
}
