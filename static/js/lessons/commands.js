// What the buttons of the editor do. `execCommand` is old, but it is what browsers undo as one step.
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
  undo: () => run("undo"),
  table: (surface) => insert(surface, null, table(CELLS, CELLS)),
  row: (surface) => grow(surface, addRow),
  column: (surface) => grow(surface, addColumn),
  note: (surface, words) => insert(surface, null, `<small>${escaped(String(getSelection()) || words.note)}</small>&nbsp;`),
  link: (surface, words) => {
    const address = prompt(words.link, "https://");
    if (address && /^https:\/\/\S+$/.test(address)) run("createLink", address);
  },
};

// At the kept place, else at the caret, else at the end.
export function insert(surface, range, html) {
  surface.focus();
  const selection = getSelection();
  if (range) {
    selection.removeAllRanges();
    selection.addRange(range);
  } else if (!surface.contains(selection.anchorNode)) {
    selection.selectAllChildren(surface);
    selection.collapseToEnd();
  }
  run("insertHTML", html);
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
  for (const one of copy.children) one.innerHTML = "<br>";
  cell.parentElement.after(copy);
}

function addColumn(cell) {
  const place = cell.cellIndex;
  for (const row of cell.closest("table").rows) {
    const beside = row.cells[Math.min(place, row.cells.length - 1)];
    const made = beside.cloneNode(false);
    made.innerHTML = "<br>";
    beside.after(made);
  }
}
