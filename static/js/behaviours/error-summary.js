export function connect(summary) {
  summary.focus();
}
