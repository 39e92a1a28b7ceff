// The words of the page, with what they fill in; times of the day in Vietnam.
const TIME = new Intl.DateTimeFormat("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" });

export function wordsOf(root) {
  const words = JSON.parse(root.querySelector("[data-words]").textContent);
  return (name, values = {}) => (words[name] ?? name).replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

export function forTime(seconds) {
  return TIME.format(new Date(seconds * 1000));
}
