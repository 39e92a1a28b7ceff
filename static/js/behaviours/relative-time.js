// <time data-behaviour="relative-time" datetime="…">: "in 52 minutes", renewed each minute. The exact time stays in the title.
const STEPS = [["minute", 60], ["hour", 3600], ["day", 86_400]];

export function connect(time) {
  const format = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
  const moment = Date.parse(time.dateTime);
  time.title ||= time.textContent.trim();
  const say = () => { time.textContent = relative(format, (moment - Date.now()) / 1000); };
  say();
  setInterval(say, 60_000);
}

function relative(format, seconds) {
  const [unit, size] = STEPS.findLast(([, each]) => Math.abs(seconds) >= each) ?? STEPS[0];
  return format.format(Math.round(seconds / size), unit);
}
