// Binds every `data-behaviour="name …"` to the module of that name, also in what htmx brings in later.
const TRIES = 6;
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
    load(name).then((module) => module.connect(element));
  }
}

// A part that the network lost on its way is asked for again, a little later each time.
async function load(name, again = 0) {
  try {
    return await import(`./behaviours/${name}.js${again ? `?again=${again}` : ""}`);
  } catch (error) {
    if (again === TRIES) throw error;
    await new Promise((resolve) => setTimeout(resolve, 1000 * 2 ** again));
    return load(name, again + 1);
  }
}

bind(document.documentElement);
document.addEventListener("htmx:load", (event) => bind(event.detail.elt));

if (document.querySelector("[hx-get], [hx-post], [hx-delete]")) import("./htmx.js");
