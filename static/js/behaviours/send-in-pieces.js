// A file of the form around it is sent in pieces before the form itself, which then only names it. What goes wrong on
// the way is tried again; the same file chosen once more goes on where it stopped.
export async function connect(panel) {
  const form = panel.closest("form");
  const input = form.querySelector('input[type="file"]');
  const bar = panel.querySelector("progress");
  const line = panel.querySelector("[data-line]");
  const button = panel.querySelector("button");
  let sending = null;
  let said = "";

  const show = (state, at, size) => {
    bar.value = size ? (100 * at) / size : 0;
    const percent = 10 * Math.floor(bar.value / 10);
    const words = panel.dataset[state].replace("{arrived}", megabytes(at)).replace("{size}", megabytes(size));
    panel.querySelector("[data-figures]").textContent = words;
    // Aloud only when something else happens and at each tenth.
    if (said !== `${state} ${percent}`) line.textContent = words;
    said = `${state} ${percent}`;
  };
  const stop = (message) => {
    sending = null;
    panel.hidden = true;
    warn(form, panel, message);
  };
  const leaving = (event) => { if (sending) event.preventDefault(); };

  button.addEventListener("click", () => {
    const paused = button.getAttribute("aria-pressed") === "true";
    button.setAttribute("aria-pressed", String(!paused));
    button.textContent = paused ? panel.dataset.pause : panel.dataset.goOn;
    if (paused) sending?.resume();
    else sending?.pause();
  });
  form.addEventListener("submit", async (event) => {
    const [file] = input.files;
    if (!file || form.elements.url.value.trim()) return;
    event.preventDefault();
    if (sending) return;
    form.querySelector("[data-refused]")?.remove();
    panel.hidden = false;
    panel.scrollIntoView({ block: "nearest" });
    const { Pieces } = await import("../upload/pieces.js");
    sending = new Pieces(file, {
      url: panel.dataset.url,
      token: form.elements.csrf_token.value,
      say: (state, at) => show(state, at, file.size),
    });
    try {
      const { id, hash } = await sending.send();
      show("checking", file.size, file.size);
      sending = null;
      form.elements.upload.value = id;
      form.elements.sha256.value = hash;
      input.disabled = true;
      form.submit();
    } catch (error) {
      stop(refusal(panel, error));
    }
  });
  addEventListener("beforeunload", leaving);
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    input.disabled = false;
    panel.hidden = true;
  });
}

function refusal(panel, error) {
  if (error.status === 401 || error.status === 400) return panel.dataset.signedOut;
  return error.message && "status" in error ? error.message : panel.dataset.unread;
}

function warn(form, panel, message) {
  const box = document.createElement("div");
  box.className = "alert below-5";
  box.dataset.tone = "danger";
  box.dataset.refused = "";
  box.setAttribute("role", "alert");
  const words = document.createElement("p");
  words.className = "alert__title";
  words.textContent = message;
  box.append(words);
  panel.after(box);
}

function megabytes(bytes) {
  return new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 }).format(bytes / 2 ** 20);
}
