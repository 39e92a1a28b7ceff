// <button data-behaviour="reveal" data-hide="Hide">Show</button> beside a password.
export function connect(button) {
  const input = button.parentElement.querySelector("input");
  const words = { false: button.textContent, true: button.dataset.hide };
  button.addEventListener("click", () => {
    const shown = input.type === "password";
    input.type = shown ? "text" : "password";
    button.textContent = words[shown];
    button.setAttribute("aria-pressed", String(shown));
  });
  input.form?.addEventListener("submit", () => { input.type = "password"; });
}
