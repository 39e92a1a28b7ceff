// Lines of an ordering question move by their buttons; the fields that the form sends follow.
import { connectOrdering } from "../exam/answers.js";

export function connect(place) {
  if (place.dataset.type !== "ordering") return;
  connectOrdering(place);
  place.dataset.moves = "";
  place.addEventListener("change", ({ target }) => { if (target === place) follow(place); });
}

function follow(place) {
  place.querySelectorAll("[data-part]").forEach((line, at) => { line.querySelector("select").value = String(at + 1); });
}
