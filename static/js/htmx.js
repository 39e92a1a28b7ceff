// Brings htmx to the pages that swap fragments. It may not eval or write styles: the policy forbids both.
const CONFIG = {
  allowEval: false,
  historyCacheSize: 0,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "422", swap: true },
    { code: "[45]..", swap: false, error: true },
  ],
};

function load() {
  document.head.append(
    Object.assign(document.createElement("meta"), { name: "htmx-config", content: JSON.stringify(CONFIG) }),
    Object.assign(document.createElement("script"), { src: new URL("../vendor/htmx.min.js", import.meta.url).href }),
  );
}

// htmx starts by itself only before DOMContentLoaded or once everything is loaded, never in between.
if (document.readyState === "complete") load();
else addEventListener("load", load, { once: true });
