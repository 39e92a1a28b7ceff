import { onChoice } from "../preference.js";

const MEDIA = { dark: "screen", auto: "screen and (prefers-color-scheme: dark)", light: "not all" };

// data-sheet is the address of the dark sheet, which a page in light was not given.
export function connect(form) {
  onChoice(form, "theme", (theme) => {
    sheet(form.dataset.sheet).media = MEDIA[theme];
  });
}

function sheet(address) {
  const known = document.querySelector('link[rel="stylesheet"][href*="tokens-dark.css"]');
  if (known) return known;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address });
  document.head.append(link);
  return link;
}
