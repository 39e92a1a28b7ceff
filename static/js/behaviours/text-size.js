import { onChoice } from "../preference.js";

export function connect(form) {
  onChoice(form, "text_size", (size) => {
    if (size) document.documentElement.dataset.text = size;
    else delete document.documentElement.dataset.text;
  });
}
