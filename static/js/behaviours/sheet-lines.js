// Says whose line is being keyed in, so that a wrong number is noticed before Enter. The rules are the server's.
export function connect(area) {
  const names = new Map(Array.from(document.getElementById(area.dataset.list).options, (option) => [option.value, option.textContent]));
  const echo = area.form.querySelector("[data-echo]");
  const tell = () => {
    const line = area.value.slice(0, area.selectionStart).split("\n").at(-1);
    const numbers = line.match(/\d+/g) ?? [];
    echo.textContent = numbers.slice(0, 8).map((number) => `${number} ${names.get(String(Number(number))) ?? "?"}`).join(" · ");
  };
  for (const event of ["input", "keyup", "click"]) area.addEventListener(event, tell);
}
