// Writing a page as it will look: what is pasted is cleaned by the server before it stands here, and the server cleans
// the whole again when it is saved. Without this the page is a textarea with simple marks.
import { commands, insert, paragraphs, written } from "../lessons/commands.js";

export function connect(root) {
  const form = root.closest("form");
  const surface = root.querySelector("[data-surface]");
  const marks = root.querySelector("textarea");
  const said = root.querySelector("[data-said]");
  const say = (words) => { said.textContent = words; };
  const ask = asker(root.dataset.csrf);
  begin(root, surface, marks);

  let changed = false;
  surface.addEventListener("input", () => { changed = true; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });

  connectTools(root, surface);
  surface.addEventListener("paste", (event) => takeIn(event, event.clipboardData));
  surface.addEventListener("drop", (event) => takeIn(event, event.dataTransfer));
  form.addEventListener("click", (event) => putIn(event));
  form.addEventListener("submit", () => {
    root.querySelector('input[name="html"]').value = written(surface);
    changed = false;
  });

  async function takeIn(event, data) {
    const pictures = [...data.files].filter((file) => file.type.startsWith("image/"));
    const html = data.getData("text/html");
    event.preventDefault();
    const place = keepPlace(surface);
    if (html) return pasted(html, data.getData("text/plain"), place);
    for (const picture of pictures) await upload(picture, place);
    if (!pictures.length) insert(surface, place(), paragraphs(data.getData("text/plain")));
    changed = true;
    return null;
  }

  async function pasted(html, text, place) {
    const body = new FormData();
    body.set("html", html);
    const answer = await ask(root.dataset.paste, body);
    insert(surface, place(), answer.html ?? paragraphs(text));
    say(answer.html === undefined ? root.dataset.noNetwork : root.dataset.cleaned);
    changed = true;
  }

  async function upload(picture, place) {
    const body = new FormData();
    body.set("picture", picture, picture.name || "hinh.png");
    const answer = await ask(root.dataset.picture, body);
    if (answer.html) insert(surface, place(), `<p>${answer.html}</p>`);
    say(answer.problem ?? (answer.html ? "" : root.dataset.noNetwork));
  }

  async function putIn(event) {
    const button = event.target.closest('button[name="insert"]');
    if (!button) return;
    event.preventDefault();
    const place = keepPlace(surface);
    const part = button.closest("details");
    if (button.value === "picture") {
      const [picture] = part.querySelector('input[type="file"]').files;
      if (picture) await upload(picture, place);
    } else {
      const body = new FormData();
      for (const name of ["document", "clause"]) body.set(name, form.elements[name].value);
      const answer = await ask(root.dataset.quote, body);
      if (answer.html) insert(surface, place(), answer.html);
      say(answer.problem ?? (answer.html ? "" : root.dataset.noNetwork));
    }
    changed = true;
  }
}

function begin(root, surface, marks) {
  root.querySelector(".lesson-tools").hidden = false;
  root.querySelector("[data-marks]").hidden = true;
  marks.hidden = true;
  marks.disabled = true;
  surface.hidden = false;
  surface.contentEditable = "true";
  document.execCommand("defaultParagraphSeparator", false, "p");
  document.execCommand("styleWithCSS", false, false);
  if (!surface.childElementCount && !surface.textContent.trim()) surface.replaceChildren(emptyLine());
}

function emptyLine() {
  const line = document.createElement("p");
  line.append(document.createElement("br"));
  return line;
}

function connectTools(root, surface) {
  const tools = root.querySelector(".lesson-tools");
  tools.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays where it is
  tools.addEventListener("click", ({ target }) => {
    const name = target.closest("[data-command]")?.dataset.command;
    if (!name) return;
    surface.focus();
    commands[name](surface, root.dataset);
    surface.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

// Where the caret stood when this was called; what is inserted after a while goes there.
function keepPlace(surface) {
  const selection = getSelection();
  const range = selection.rangeCount && surface.contains(selection.anchorNode) ? selection.getRangeAt(0).cloneRange() : null;
  return () => range;
}

function asker(token) {
  return async (url, body) => {
    try {
      const answer = await fetch(url, { method: "POST", body, headers: { "X-CSRFToken": token, Accept: "application/json" } });
      return [200, 422].includes(answer.status) ? await answer.json() : {};
    } catch {
      return {};
    }
  };
}
