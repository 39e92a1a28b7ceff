// Signs in again without leaving the page: a small dialog, opened once, answered when it worked.
export class SignInAgain {
  #open = null;

  constructor(dialog, { url, words }) {
    this.dialog = dialog;
    this.url = url;
    this.words = words;
    this.form = dialog.querySelector("form");
    dialog.querySelector("[data-later]").addEventListener("click", () => dialog.close());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#try();
    });
  }

  // Resolves with the new CSRF token, or null if the person puts it off.
  ask() {
    this.#open ??= new Promise((resolve) => {
      this.#answer = resolve;
      this.dialog.addEventListener("close", () => resolve(null), { once: true });
      this.dialog.showModal();
    }).finally(() => { this.#open = null; });
    return this.#open;
  }

  #answer = () => {};

  async #try() {
    const button = this.form.querySelector("[type=submit]");
    button.setAttribute("aria-busy", "true");
    const outcome = await this.#post().catch(() => ({ problem: this.words.no_network }));
    button.removeAttribute("aria-busy");
    this.#say(outcome.problem ?? "");
    if (outcome.problem) return;
    this.#answer(outcome.csrf_token);
    this.form.elements.password.value = "";
    this.dialog.close();
  }

  async #post() {
    const token = await fetch(this.url, { headers: { Accept: "application/json" }, cache: "no-store" });
    const { csrf_token } = await token.json();
    const answer = await fetch(this.url, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrf_token },
      body: JSON.stringify({ login: this.form.elements.login.value, password: this.form.elements.password.value }),
    });
    const data = await answer.json();
    return answer.ok && data.csrf_token ? data : { problem: data.message ?? this.words.no_network };
  }

  #say(problem) {
    const line = this.form.querySelector("[data-problem]");
    line.hidden = !problem;
    line.querySelector("[data-text]").textContent = problem;
    this.form.elements.password.setAttribute("aria-invalid", String(Boolean(problem)));
  }
}
