export function connect(button) {
  button.addEventListener("click", () => print());
}
