// Scripts as documents, with their photographed pages, fetched before they are asked for, so that nobody waits
// between two of them.
export const HEADERS = { "X-Workbench": "1", "HX-Request": "true" };
const HELD = 8;

export class SignedOut extends Error {}
// A page to read: the script's mark is found, or others mark it.
export class Elsewhere extends Error {}

export class Pages {
  #held = new Map();

  get(address) {
    const held = this.#held.get(address);
    if (held) return held;
    const coming = fetched(address);
    coming.catch(() => this.drop(address));
    this.#held.set(address, coming);
    for (const oldest of this.#held.keys()) if (this.#held.size > HELD) this.#held.delete(oldest);
    return coming;
  }

  ahead(addresses) {
    for (const address of addresses) this.get(address).catch(() => {});
  }

  drop(address) {
    this.#held.delete(address);
  }
}

async function fetched(address) {
  const found = await documentOf(await fetch(address, { headers: HEADERS, cache: "no-store" }));
  found.pictures = [...found.querySelectorAll("#main img")].map((page) => Object.assign(new Image(), { src: page.getAttribute("src") }));
  return found;
}

export async function documentOf(answer) {
  if (answer.status === 401) throw new SignedOut();
  const found = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!found.getElementById("rubric")) throw answer.ok ? new Elsewhere() : new Error(answer.status);
  return found;
}
