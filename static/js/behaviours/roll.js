// One tap a person: sent at once, shown as saved only after the server said so, tried again while the network is gone.
const AGAIN_AFTER = 3000;

export function connect(roll) {
  const taps = new Map();
  const state = document.querySelector("[data-savestate]");
  const dialog = document.getElementById("roll-reason");
  const undo = document.querySelector("[data-undo]");
  let last = null;
  let sending = false;

  const tell = (savedAt) => {
    state.hidden = false;
    state.dataset.state = taps.size ? "offline" : "saved";
    const words = taps.size ? state.dataset.waiting.replace("{n}", taps.size) : state.dataset.saved.replace("{time}", savedAt);
    state.querySelector("span").textContent = words;
  };
  const send = async () => {
    if (sending) return;
    sending = true;
    let savedAt = "";
    while (taps.size) {
      const [group, wish] = taps.entries().next().value;
      const answer = await post(roll, wish).catch(() => null);
      if (!answer || answer.status >= 500) break;
      if (taps.get(group) === wish) taps.delete(group);
      savedAt = await settle(group, wish, answer, { dialog, resend: (reason) => { taps.set(group, { ...wish, reason }); } }) || savedAt;
    }
    sending = false;
    if (taps.size) setTimeout(send, AGAIN_AFTER);
    if (taps.size || savedAt) tell(savedAt);
  };

  const tap = (group, mark) => {
    taps.set(group, { person: group.dataset.person, seen: taps.get(group)?.seen ?? group.dataset.seen, mark, reason: "" });
    send();
  };

  roll.addEventListener("change", (event) => {
    const group = event.target.closest("[data-person]");
    if (!group) return choose(roll);
    last = { group, was: taps.get(group)?.seen ?? group.dataset.seen };
    undo.hidden = false;
    tap(group, event.target.value);
  });
  undo?.addEventListener("click", () => {
    undo.hidden = true;
    put(last.group, last.was);
    tap(last.group, last.was);
  });
  addEventListener("beforeunload", (event) => { if (taps.size) event.preventDefault(); });
  addEventListener("online", send);
  choose(roll);
}

function post(roll, tap) {
  const body = new URLSearchParams({ pick: tap.person, mark: tap.mark, seen: tap.seen, reason: tap.reason });
  const headers = { Accept: "application/json", "X-CSRFToken": roll.dataset.token };
  return fetch(roll.dataset.url, { method: "POST", body, headers, signal: AbortSignal.timeout(10_000) });
}

// Returns the time at which it was saved, or nothing where it was not.
async function settle(group, tap, answer, { dialog, resend }) {
  const said = await answer.json().catch(() => ({}));
  if (answer.ok) {
    see(group, tap.mark);
    for (const [mark, figure] of Object.entries(said.figures)) document.querySelector(`[data-figure="${mark}"]`)?.replaceChildren(figure);
    return said.saved_at;
  }
  if (said.needs_reason) {
    const reason = await askWhy(dialog);
    if (reason) return resend(reason);
  } else {
    see(group, said.mark ?? group.dataset.seen);
    alertBeside(group, said.message ?? "");
  }
  put(group, group.dataset.seen);
}

// What stands here now, for the next tap and for the form for many.
function see(group, mark) {
  group.dataset.seen = mark;
  group.closest("tr").querySelector('[name="shown"]').value = `${group.dataset.person}:${mark}`;
}

function put(group, mark) {
  for (const input of group.querySelectorAll("input")) input.checked = input.value === mark;
}

function askWhy(dialog) {
  const input = dialog.querySelector("input");
  input.value = "";
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((tell) => {
    dialog.addEventListener("close", () => tell(dialog.returnValue === "yes" ? input.value.trim() : ""), { once: true });
  });
}

function alertBeside(group, message) {
  group.parentElement.querySelector("[role=alert]")?.remove();
  const note = Object.assign(document.createElement("p"), { className: "field__error", textContent: message });
  note.setAttribute("role", "alert");
  group.after(note);
}

// The bar for many counts those who are ticked and stays out of the way while there are none.
function choose(roll) {
  const bar = roll.querySelector("[data-bulk]");
  if (!bar) return;
  const chosen = roll.querySelectorAll('input[name="pick"]:checked').length;
  bar.querySelector("[data-chosen]").textContent = chosen;
  bar.hidden = chosen === 0;
}
