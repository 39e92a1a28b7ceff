import { fold } from "../fold.js";

// Keeps the [data-filter-item] of the list data-list that contain what is typed, marks or not.
export function connect(box) {
  const input = box.querySelector("input");
  const status = box.querySelector('[role="status"]');
  const items = [...document.getElementById(box.dataset.list).querySelectorAll("[data-filter-item]")];
  const texts = items.map((item) => fold(item.textContent));
  const filter = () => {
    const wanted = fold(input.value.trim()).split(/\s+/);
    items.forEach((item, index) => { item.hidden = !wanted.every((word) => texts[index].includes(word)); });
    if (status) status.textContent = status.dataset.words.replace("{n}", items.filter((item) => !item.hidden).length);
  };
  input.addEventListener("input", filter);
  input.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  if (input.value) filter();
}
