// One screen for all scripts: the next one takes the place of this one, under its own address.
import { bind } from "../main.js";
import { quoted } from "../writer/quote.js";
import { PageMarks } from "./page-marks.js";
import { documentOf, Elsewhere, HEADERS, Pages, SignedOut } from "./pages.js";
import { Rubric } from "./rubric.js";

const PASSING = 6000;

export class Bench {
  #pages = new Pages();
  #recording = false;
  path = location.pathname;

  constructor(shell, drafts, wrote) {
    Object.assign(this, { shell, drafts, wrote, voice: shell.querySelector("[data-voice]") });
    this.#settle();
    this.#pages.ahead(this.#ahead());
    addEventListener("popstate", () => { if (location.pathname !== this.path) this.go(here(), false); });
    addEventListener("beforeunload", (event) => { if (drafts.unsaved) event.preventDefault(); });
    document.addEventListener("submit", (event) => this.#submit(event), true);
    document.addEventListener("click", (event) => this.#click(event));
  }

  // What went well goes by itself after a while; what did not stays until something else is said.
  say(words, passing = false) {
    clearTimeout(this.passing);
    if (passing) this.passing = setTimeout(() => this.say(""), PASSING);
    this.voice.textContent = words;
    this.voice.classList.toggle("visually-hidden", !words);
  }

  async go(address, push = true) {
    this.drafts.flush();
    try {
      this.#show(await this.#pages.get(address));
    } catch (error) {
      if (error instanceof Elsewhere) location.assign(address);
      else this.say(error instanceof SignedOut ? this.shell.dataset.signedOut : this.shell.dataset.fetching);
      return;
    }
    this.#pages.drop(address);
    if (push) history.pushState({}, "", address);
    this.path = location.pathname;
    document.getElementById("script-title").focus();
    this.#opened();
  }

  async record() {
    if (this.#recording) return;
    this.#recording = true;
    await this.#record(this.rubric.form).finally(() => { this.#recording = false; });
  }

  async #record(form) {
    await this.drafts.pause();
    const answer = await this.#post(form.action, new FormData(form));
    if (!answer?.ok) this.drafts.resume();
    if (answer?.status === 409) {
      this.drafts.forget();
      location.assign(`${location.pathname}/difference`);
    } else if (answer?.status === 422) await this.#renew(answer);
    else if (answer?.ok) await this.#recorded(await answer.json());
  }

  press(key) {
    document.querySelector(`[data-key="${key}"]`)?.click();
  }

  // The words selected in the script become the words of the comment.
  commentOnWords() {
    const form = this.main.querySelector("[data-comment]");
    for (const [name, value] of Object.entries(quoted(getSelection()) ?? {})) form.elements[name].value = value;
    form.elements[form.elements.quote.value ? "body" : "quote"].focus();
  }

  #settle() {
    this.main = document.getElementById("main");
    this.rubric = new Rubric(this.main.querySelector("[data-rubric]"));
    this.drafts.watch(this.main);
    this.marks = new PageMarks(this.main);
    this.main.addEventListener("input", ({ target }) => { if (target.matches("[data-bank-field]")) this.wrote(target); });
  }

  #show(found) {
    this.say("");
    for (const part of ["#main", "#marking-bar nav"]) document.querySelector(part).replaceWith(document.adoptNode(found.querySelector(part)));
    document.title = found.title;
    bind(document.querySelector("#marking-bar nav"));
    this.#settle();
    bind(this.main);
  }

  #ahead() {
    const addresses = this.main.dataset.ahead.split(" ").filter(Boolean);
    return [...new Set(addresses)].map((address) => new URL(address, location.href).href);
  }

  // Says that the script is looked at, hears how far marking has come, and renews what changed since it was fetched.
  async #opened() {
    const { openings, standing } = this.main.dataset;
    const main = this.main;
    const answer = await this.#ask(openings, new FormData());
    if (answer?.ok) {
      const progress = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.getElementById("marking-progress").replaceChildren(...progress.body.childNodes);
      if (answer.headers.get("X-Standing") !== standing && this.main === main && !this.drafts.unsaved) {
        const fresh = await this.#pages.get(here()).catch(() => null);
        this.#pages.drop(here());
        if (fresh && this.main === main && !this.drafts.unsaved) this.#show(fresh);
      }
    }
    this.#pages.ahead(this.#ahead());
  }

  async #recorded({ next, leave }) {
    this.drafts.forget();
    this.#pages.drop(here());
    if (leave) location.assign(next);
    else await this.go(new URL(next, location.href).href);
  }

  async #renew(answer) {
    const { scrollTop } = this.main.querySelector(".script");
    this.#show(await documentOf(answer));
    this.main.querySelector(".script").scrollTop = scrollTop;
  }

  #click(event) {
    const link = event.target.closest('a[data-key="j"], a[data-key="k"]');
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.go(link.href);
  }

  #submit(event) {
    const form = event.target;
    if (!this.main.contains(form)) return;
    event.preventDefault();
    event.stopPropagation();
    if (form.matches("[data-rubric]")) this.record();
    else if (form.matches("[data-flag]")) this.#flag(form);
    else this.#inPlace(form);
  }

  async #flag(form) {
    const button = form.querySelector("button");
    const answer = await this.#post(form.action, new FormData(form));
    if (!answer?.ok) return;
    const up = form.elements.up.value === "1";
    form.elements.up.value = up ? "0" : "1";
    button.setAttribute("aria-pressed", String(up));
  }

  // A comment added or withdrawn: the script comes back with it, and nothing else moves.
  async #inPlace(form) {
    await this.drafts.flush();
    const answer = await this.#post(form.action, new FormData(form));
    if (answer?.status === 422) this.say(form.matches("[data-page-mark]") ? this.shell.dataset.unplaced : this.shell.dataset.uncommented);
    if (!answer?.ok) return;
    if (form.matches("[data-comment]")) this.drafts.forget();
    await this.#renew(answer);
  }

  async #post(address, body) {
    const answer = await this.#ask(address, body);
    if (!answer) this.say(this.shell.dataset.unrecorded);
    else if (answer.status === 401 || answer.status === 400) this.say(this.shell.dataset.signedOut);
    else if (!answer.ok && ![409, 422].includes(answer.status)) this.say(this.shell.dataset.unrecorded);
    else this.say("");
    return answer;
  }

  async #ask(address, body) {
    try {
      return await fetch(address, { method: "POST", body, headers: { ...HEADERS, "X-CSRFToken": this.shell.dataset.token } });
    } catch {
      return null;
    }
  }
}

function here() {
  return location.origin + location.pathname;
}
