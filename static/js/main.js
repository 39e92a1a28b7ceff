// Binds every `data-behaviour="name …"` to the module of that name, also in what htmx brings in later.
const bound = new WeakMap();

export function bind(root) {
  for (const element of root.querySelectorAll("[data-behaviour]")) connect(element);
  if (root.matches?.("[data-behaviour]")) connect(root);
}

function connect(element) {
  const known = bound.get(element) ?? bound.set(element, new Set()).get(element);
  for (const name of element.dataset.behaviour.split(/\s+/)) {
    if (!/^[a-z][a-z-]*$/.test(name) || known.has(name)) continue;
    known.add(name);
    import(`./behaviours/${name}.js`).then((module) => module.connect(element));
  }
}

bind(document.documentElement);
document.addEventListener("htmx:load", (event) => bind(event.detail.elt));

if (document.querySelector("[hx-get], [hx-post], [hx-delete]")) import("./htmx.js");
