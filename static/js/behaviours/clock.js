// <time data-behaviour="clock" data-now="ISO time of the server" data-zone="…">: runs on from the server's time.
export function connect(time) {
  const start = Date.parse(time.dataset.now) - performance.now();
  const format = new Intl.DateTimeFormat("vi", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: time.dataset.zone });
  const tick = () => { time.textContent = format.format(start + performance.now()); };
  tick();
  setInterval(tick, 1000);
}
