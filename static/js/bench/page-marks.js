// A comment on a place of a page: a click or tap puts a point, drawing with the mouse a rectangle; M puts one on the
// page in view, and the arrow keys move it. While there is one, the form stays in sight.
const LEAST = 0.01; // of the page; what is smaller is a point
const STEP = 0.01;

export class PageMarks {
  #pending = null;

  constructor(main) {
    this.form = main.querySelector("[data-page-mark]");
    if (!this.form) return;
    this.part = main.querySelector("[data-page-mark-part]");
    this.sheets = [...main.querySelectorAll("[data-sheet]")];
    this.form.querySelector("[data-numbers]").open = false;
    this.sheets.forEach((sheet) => {
      sheet.dataset.marking = "";
      this.#draw(sheet);
    });
    if (this.#field("x").value) this.#show();
    this.form.addEventListener("input", ({ target }) => { if (target.closest("[data-numbers]")) this.#show(); });
    this.form.querySelector("[data-cancel]").addEventListener("click", () => this.#cancel());
  }

  // On the page that is in view.
  begin() {
    const middle = innerHeight / 2;
    const away = (sheet) => {
      const { top, bottom } = sheet.getBoundingClientRect();
      return Math.max(0, top - middle, middle - bottom);
    };
    const [sheet] = [...(this.sheets ?? [])].sort((one, other) => away(one) - away(other));
    if (!sheet) return false;
    const { top, height } = picture(sheet).getBoundingClientRect();
    this.#put(sheet, 0.5, within((middle - top) / height));
    this.#pending.focus({ preventScroll: true });
    return true;
  }

  #draw(sheet) {
    const page = picture(sheet);
    let from = null;
    page.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "touch" || event.button) return;
      event.preventDefault();
      page.setPointerCapture(event.pointerId);
      from = at(page, event);
    });
    page.addEventListener("pointermove", (event) => { if (from) this.#put(sheet, ...from, ...at(page, event)); });
    page.addEventListener("pointerup", (event) => {
      if (!from) return;
      this.#put(sheet, ...from, ...at(page, event));
      from = null;
      this.#write();
    });
    page.addEventListener("pointercancel", () => { from = null; });
    page.addEventListener("click", (event) => {
      if (event.pointerType !== "touch") return;
      this.#put(sheet, ...at(page, event));
      this.#write();
    });
  }

  #put(sheet, x, y, toX = x, toY = y) {
    const [width, height] = [Math.abs(toX - x), Math.abs(toY - y)];
    const small = width < LEAST && height < LEAST;
    this.#set({ page: sheet.dataset.sheet, x: small ? x : Math.min(x, toX), y: small ? y : Math.min(y, toY), width: small ? 0 : width, height: small ? 0 : height });
  }

  #set({ page, ...shares }) {
    this.#field("page").value = page;
    for (const [name, share] of Object.entries(shares)) this.#field(name).value = (share * 100).toFixed(2);
    this.#show();
    this.#field("note").dispatchEvent(new Event("input", { bubbles: true }));
  }

  // The sign on the page where the numbers say, and the form below that page.
  #show() {
    const sheet = this.sheets.find(({ dataset }) => dataset.sheet === this.#field("page").value);
    const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => share(this.#field(name).value));
    this.#pending ??= this.#sign();
    this.#pending.toggleAttribute("data-point", !width && !height);
    this.#pending.setAttribute("aria-label", this.form.dataset.pending.replace("{page}", sheet.dataset.sheet));
    Object.assign(this.#pending.style, { left: percent(x), top: percent(y), width: width ? percent(width) : "", height: height ? percent(height) : "" });
    if (this.#pending.parentElement !== sheet) sheet.append(this.#pending);
    const whole = sheet.closest("section");
    if (whole.nextElementSibling !== this.part) whole.after(this.part);
    this.part.dataset.active = "";
    this.form.querySelector("[data-cancel]").hidden = false;
  }

  #sign() {
    const sign = Object.assign(document.createElement("div"), { className: "page-mark__pending", tabIndex: 0 });
    sign.setAttribute("role", "button");
    sign.addEventListener("keydown", (event) => this.#key(event));
    sign.addEventListener("click", () => this.#write());
    let from = null;
    sign.addEventListener("pointerdown", (event) => {
      sign.setPointerCapture(event.pointerId);
      from = at(picture(sign.parentElement), event);
    });
    sign.addEventListener("pointermove", (event) => {
      if (!from) return;
      const to = at(picture(sign.parentElement), event);
      this.#move(to[0] - from[0], to[1] - from[1]);
      from = to;
    });
    for (const name of ["pointerup", "pointercancel"]) sign.addEventListener(name, () => { from = null; });
    return sign;
  }

  #key(event) {
    const [x, y] = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key] ?? [];
    if (x === undefined && event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter") this.#write();
    else this.#move(x, y, event.shiftKey);
  }

  #move(byX, byY, larger = false) {
    const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => share(this.#field(name).value));
    const sheet = this.#field("page").value;
    if (larger) this.#set({ page: sheet, x, y, width: Math.max(0, Math.min(1 - x, width + byX)), height: Math.max(0, Math.min(1 - y, height + byY)) });
    else this.#set({ page: sheet, x: Math.max(0, Math.min(1 - width, x + byX)), y: Math.max(0, Math.min(1 - height, y + byY)), width, height });
  }

  #write() {
    this.#field("note").focus({ preventScroll: true });
    this.#pending.scrollIntoView({ block: "nearest" });
  }

  #cancel() {
    for (const name of ["x", "y", "width", "height", "note"]) this.#field(name).value = "";
    this.#field("note").dispatchEvent(new Event("input", { bubbles: true }));
    this.#pending?.remove();
    delete this.part.dataset.active;
    this.form.querySelector("[data-cancel]").hidden = true;
  }

  #field(name) { return this.form.elements[name]; }
}

function picture(sheet) {
  return sheet.querySelector("img");
}

function at(page, { clientX, clientY }) {
  const { left, top, width, height } = page.getBoundingClientRect();
  return [within((clientX - left) / width), within((clientY - top) / height)];
}

function share(percent) {
  return within(Number(percent.replace(",", ".")) / 100 || 0);
}

function percent(value) {
  return `${value * 100}%`;
}

function within(value) {
  return Math.max(0, Math.min(1, value));
}
