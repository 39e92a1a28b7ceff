// The sections of the page: each reads and writes its text, or its rows of proposals, as the value the server keeps.
// Nothing written is null.
export function sectionsOf(root) {
  const texts = Array.from(root.querySelectorAll("textarea[data-slot]"), (area) => section(root, area, textOf(area), Number(area.dataset.slot)));
  const rows = Array.from(root.querySelectorAll("[data-rows]"), (list) => section(root, list, rowsOf(list), Number(list.dataset.rows)));
  return [...texts, ...rows];
}

function section(root, element, { value, write }, slot) {
  const base = root.querySelector(`[data-base="${slot}"]`);
  const counters = root.querySelectorAll(`[data-count="${slot}"], [data-outline="${slot}"]`);
  return {
    slot, element, value,
    base: () => Number(base.value),
    write(given) {
      write(given);
      this.count();
    },
    changedFrom: (other) => JSON.stringify(value()) !== JSON.stringify(other ?? null),
    learn: (record) => { if (record?.known) base.value = record.known.version; },
    count() {
      const number = wordsIn(value());
      for (const counter of counters) counter.textContent = number;
    },
  };
}

function textOf(area) {
  return {
    value: () => (area.value.trim() ? area.value : null),
    write: (value) => { area.value = value ?? ""; },
  };
}

function rowsOf(list) {
  const read = (row) => ({
    level: row.querySelector("select").value,
    content: row.querySelector("textarea").value.trim(),
    addressee: row.querySelector("input").value.trim(),
  });
  return {
    value() {
      const rows = Array.from(list.querySelectorAll("[data-row]"), read).filter(({ content, addressee }) => content || addressee);
      return rows.length ? rows : null;
    },
    write(rows) {
      list.dispatchEvent(new CustomEvent("writer:rows", { detail: rows ?? [] }));
    },
  };
}

export function wordsIn(value) {
  const texts = Array.isArray(value) ? value.map(({ content }) => content) : [value ?? ""];
  return texts.reduce((sum, text) => sum + (text.match(/\S+/g)?.length ?? 0), 0);
}
