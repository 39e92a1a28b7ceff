// Dark or light for this screen alone, whatever its organiser has chosen for their own pages; kept on this computer.
const YEAR = 365 * 24 * 3600;

export function connect(button) {
  const dark = () => Boolean(sheet() && matchMedia(sheet().media).matches);
  const name = () => { button.textContent = dark() ? button.dataset.light : button.dataset.dark; };
  button.hidden = false;
  name();
  button.addEventListener("click", () => {
    const theme = dark() ? "light" : "dark";
    document.cookie = `hall_theme=${theme}; path=/sessions; max-age=${YEAR}; samesite=lax`;
    (sheet() ?? added(button.dataset.sheet)).media = theme === "dark" ? "screen" : "not all";
    name();
  });
}

function sheet() {
  return document.querySelector('link[rel="stylesheet"][href*="tokens-dark.css"]');
}

function added(href) {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  document.head.append(link);
  return link;
}
