// What needs a login (not the saves, they have a token of their own): the state, and handing in. Signed out, the
// person is asked to sign in again on the page; a page of somebody else (a portal) is never taken for an answer.
const NOT_WHO = [401, 404]; // signed out, or signed in as somebody else

export class Session {
  #dismissedAt = -Infinity;
  #renewedOnce = false;
  putOff = false; // the person was asked to sign in and did not

  constructor(signIn, { url, csrf }) {
    Object.assign(this, { signIn, url, csrf });
  }

  // The JSON at an address of ours, or null.
  async get(url, urgent = false) {
    const answer = await ask(url, {});
    if (NOT_WHO.includes(answer.status)) return (await this.#signInAgain(urgent)) ? this.get(url, urgent) : null;
    return answer.ok ? answer.data : null;
  }

  async post(url) {
    const answer = await ask(url, { method: "POST", headers: { "X-CSRFToken": this.csrf } });
    if (answer.status === 400 && (await this.#renewed())) return this.post(url);
    if (NOT_WHO.includes(answer.status)) return (await this.#signInAgain(true)) ? this.post(url) : null;
    return answer.ok || (answer.status === 409 && answer.data?.state) ? answer.data : null;
  }

  // A login that came back in another tab brings a token of its own.
  async #renewed() {
    const { data } = await ask(this.url, {});
    if (!data?.csrf_token || this.csrf === data.csrf_token || this.#renewedOnce) return false;
    this.#renewedOnce = true;
    this.#take(data.csrf_token);
    return true;
  }

  async #signInAgain(urgent) {
    if (!urgent && performance.now() - this.#dismissedAt < 300_000) return false;
    const token = await this.signIn.ask();
    this.putOff = !token;
    if (token) this.#take(token);
    else this.#dismissedAt = performance.now();
    return Boolean(token);
  }

  #take(token) {
    this.csrf = token;
    for (const input of document.querySelectorAll("input[name=csrf_token]")) input.value = token;
  }
}

async function ask(url, { method = "GET", headers = {} }) {
  try {
    const answer = await fetch(url, { method, cache: "no-store", redirect: "error", headers: { ...headers, Accept: "application/json" } });
    const data = await answer.json().catch(() => null);
    return { status: answer.status, ok: answer.ok && data !== null, data };
  } catch {
    return { status: 0, ok: false, data: null };
  }
}
