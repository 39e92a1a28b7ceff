// What is selected within one paragraph of a script: the words, what stands around them, and the section.
const AROUND = 30;

export function quoted(selection) {
  if (!selection?.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const block = elementOf(range.startContainer).closest("[data-block]");
  if (!block) return null;
  const [from, to] = [offset(block, range.startContainer, range.startOffset), endIn(block, range)];
  const text = plain(block);
  const quote = text.slice(from, to);
  if (!quote.trim()) return null;
  return {
    quote,
    before: text.slice(Math.max(0, from - AROUND), from),
    after: text.slice(to, to + AROUND),
    slot: block.closest("[data-part]").dataset.part,
  };
}

function elementOf(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
}

// A selection that runs on into the next paragraph ends with this one.
function endIn(block, range) {
  return block.contains(range.endContainer) ? offset(block, range.endContainer, range.endOffset) : plain(block).length;
}

function offset(block, container, at) {
  const before = document.createRange();
  before.setStart(block, 0);
  before.setEnd(container, at);
  return plain(before.cloneContents()).length;
}

// The text without the numbers of comments.
function plain(node) {
  const copy = node.cloneNode(true);
  for (const number of copy.querySelectorAll("sup")) number.remove();
  return copy.textContent;
}
