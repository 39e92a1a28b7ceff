// <button data-behaviour="reveal" data-hide="Hide"><span>Show</span> …</button> beside a password.
export function connect(button) {
  const input = button.parentElement.querySelector("input");
  const words = button.querySelector("span") ?? button;
  const show = words.textContent;
  button.addEventListener("click", () => {
    const shown = input.type === "password";
    input.type = shown ? "text" : "password";
    words.textContent = shown ? button.dataset.hide : show;
  });
  input.form?.addEventListener("submit", () => { input.type = "password"; });
}
