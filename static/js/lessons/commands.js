// What the buttons of the editor do. `execCommand` is old, but it is what browsers undo by themselves.
const run = (name, value = null) => document.execCommand(name, false, value);
const CELLS = 3;

export const commands = {
  bold: () => run("bold"),
  italic: () => run("italic"),
  underline: () => run("underline"),
  h3: () => run("formatBlock", "h3"),
  h4: () => run("formatBlock", "h4"),
  p: () => run("formatBlock", "p"),
  blockquote: () => run("formatBlock", "blockquote"),
  ul: () => run("insertUnorderedList"),
  ol: () => run("insertOrderedList"),
  undo: (surface) => step.back(surface),
  table: (surface) => insert(surface, null, table(CELLS, CELLS)),
  row: (surface) => grow(surface, addRow),
  column: (surface) => grow(surface, addColumn),
  note: (surface, words) => insert(surface, null, `<small>${escaped(String(getSelection()) || words.note)}</small>&nbsp;`),
  link: (surface, words) => {
    const address = prompt(words.link, "https://");
    if (address && /^https:\/\/\S+$/.test(address)) run("createLink", address);
  },
};

// At the kept place, else at the caret, else at the end. Not by `insertHTML`, which writes styles that the policy of
// the page forbids; so one step back is kept here.
export function insert(surface, range, html) {
  step.keep(surface);
  const place = range ?? caretIn(surface);
  place.deleteContents();
  const content = fragmentOf(new DOMParser().parseFromString(html, "text/html").body);
  const [first] = content.children;
  const inline = content.children.length === 1 && first.tagName === "P" ? fragmentOf(first) : content;
  const last = inline.lastChild;
  const block = blockOf(surface, place.startContainer);
  if (block && inline.querySelector("p, h3, h4, ul, ol, table, blockquote, hr")) block.after(inline);
  else place.insertNode(inline);
  if (block && !block.textContent.trim() && !block.querySelector("img, hr, td")) block.remove();
  if (last) getSelection().collapse(last, last.childNodes.length);
  surface.focus();
}

const step = {
  before: null,
  keep(surface) {
    this.before = surface.cloneNode(true);
    surface.addEventListener("beforeinput", () => { this.before = null; }, { once: true });
  },
  back(surface) {
    if (this.before === null) run("undo");
    else surface.replaceChildren(...this.before.childNodes);
    this.before = null;
  },
};

function caretIn(surface) {
  const selection = getSelection();
  if (selection.rangeCount && surface.contains(selection.anchorNode)) return selection.getRangeAt(0);
  const range = document.createRange();
  range.selectNodeContents(surface);
  range.collapse(false);
  return range;
}

function fragmentOf(element) {
  const fragment = document.createDocumentFragment();
  fragment.append(...element.childNodes);
  return fragment;
}

// The paragraph, list or table of the page that holds the node.
function blockOf(surface, node) {
  let block = node;
  while (block && block.parentNode !== surface) block = block.parentNode;
  return block instanceof Element ? block : null;
}

// What stands on the surface, to be sent to the server, which cleans it.
export function written(surface) {
  return [...surface.childNodes].map((node) => node.outerHTML ?? escaped(node.data ?? "")).join("");
}

export function paragraphs(text) {
  return text.split(/\n\s*\n/).filter((one) => one.trim()).map((one) => `<p>${escaped(one).replaceAll("\n", "<br>")}</p>`).join("");
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function table(rows, columns) {
  const row = (cell) => `<tr>${`<${cell}><br></${cell}>`.repeat(columns)}</tr>`;
  return `<table><tbody>${row("th")}${row("td").repeat(rows - 1)}</tbody></table><p><br></p>`;
}

function grow(surface, add) {
  const node = getSelection().anchorNode;
  const cell = (node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement)?.closest("td, th");
  if (cell && surface.contains(cell)) add(cell);
}

function addRow(cell) {
  const copy = cell.parentElement.cloneNode(true);
  for (const one of copy.children) one.replaceChildren(document.createElement("br"));
  cell.parentElement.after(copy);
}

function addColumn(cell) {
  const place = cell.cellIndex;
  for (const row of cell.closest("table").rows) {
    const beside = row.cells[Math.min(place, row.cells.length - 1)];
    const made = beside.cloneNode(false);
    made.replaceChildren(document.createElement("br"));
    beside.after(made);
  }
}
