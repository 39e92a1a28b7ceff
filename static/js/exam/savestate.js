// The one line that says what is true: saved at the server's time, or how many answers are not saved.
export function showSaveState(element, { outbox, sender, words, savedAt = null, voice = null }) {
  const text = element.querySelector("[data-text]");
  let said = "saved";
  const show = () => {
    const count = outbox.unsaved().length;
    const state = stateOf(count, sender.state);
    element.dataset.state = state;
    text.textContent = sentence(state, count, sender.savedAt ?? savedAt, words);
    if (voice && state !== said && state !== "saving" && !(state === "saved" && said === "empty")) voice.textContent = text.textContent;
    if (state !== "saving") said = state;
  };
  outbox.addEventListener("change", show);
  sender.addEventListener("state", show);
  sender.addEventListener("reply", show);
  show();
  return show;
}

export function stateOf(count, sending) {
  if (!count) return "saved";
  return sending === "waiting" ? "offline" : "saving";
}

export function hour(moment) {
  const parts = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23", timeZone: "Asia/Ho_Chi_Minh" };
  return new Intl.DateTimeFormat("vi-VN", parts).format(new Date(moment));
}

function sentence(state, count, savedAt, words) {
  if (state === "offline") return words.unsaved_offline.replace("{n}", count);
  if (state === "saving") return words.unsaved.replace("{n}", count);
  return savedAt ? words.saved.replace("{time}", hour(savedAt)) : words.nothing_yet;
}
