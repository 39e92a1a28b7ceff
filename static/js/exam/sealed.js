// The last resort: what is not saved leaves the device as a file, a text or a share, sealed by the attempt's token; and
// with it the receipts of what is, so that the server can be shown what it said.
export function seal(state, outbox) {
  const edits = outbox.pending(true).map(({ slot, seq, base, value, elapsed_ms, clear, done }) => ({ slot, seq, base, value, elapsed_ms, clear, done }));
  const receipts = [...outbox.slots.values()].filter(({ known }) => known?.receipt).map(({ slot, known }) => ({ slot, ...known }));
  return JSON.stringify({ attempt: state.attempt, token: state.token, saves: [{ tab: outbox.tab, edits }], receipts });
}

export function connectSealed(root, text, name) {
  const file = () => new File([text()], name, { type: "application/json" });
  root.querySelector("[data-save-file]").addEventListener("click", () => download(file()));
  root.querySelector("[data-copy-file]").addEventListener("click", (event) => copy(event.currentTarget, text()));
  const share = root.querySelector("[data-share-file]");
  share.hidden = !navigator.canShare?.({ files: [file()] });
  share.addEventListener("click", () => navigator.share({ files: [file()] }).catch(() => {}));
}

function download(file) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: file.name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

async function copy(button, text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    return; // without permission the file is still there
  }
  button.querySelector("[data-text]").textContent = button.dataset.done;
}
