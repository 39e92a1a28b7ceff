// The sections of the page: each reads and writes its text, or its rows of proposals, as the value the server keeps.
// Nothing written is null. `stored` is what the page came with, whatever was typed before this module was there.
export function sectionsOf(root) {
  const texts = Array.from(root.querySelectorAll("textarea[data-slot]"), (area) => section(root, area, textOf(area), Number(area.dataset.slot)));
  const rows = Array.from(root.querySelectorAll("[data-rows]"), (list) => section(root, list, rowsOf(list), Number(list.dataset.rows)));
  return [...texts, ...rows];
}

function section(root, element, { value, stored, write }, slot) {
  const base = root.querySelector(`[data-base="${slot}"]`);
  const counters = root.querySelectorAll(`[data-count="${slot}"], [data-outline="${slot}"]`);
  return {
    slot, element, value, stored,
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
  const written = (text) => (text.trim() ? text : null);
  return {
    value: () => written(area.value),
    stored: () => written(area.defaultValue),
    write: (value) => { area.value = value ?? ""; },
  };
}

function rowsOf(list) {
  const read = (row, text) => ({
    level: row.querySelector(text === "value" ? "option:checked" : "option[selected]").value,
    content: row.querySelector("textarea")[text].trim(),
    addressee: row.querySelector("input")[text].trim(),
  });
  const rowsBy = (text) => {
    const rows = Array.from(list.querySelectorAll("[data-row]"), (row) => read(row, text)).filter(({ content, addressee }) => content || addressee);
    return rows.length ? rows : null;
  };
  return {
    value: () => rowsBy("value"),
    stored: () => rowsBy("defaultValue"),
    write(rows) {
      list.dispatchEvent(new CustomEvent("writer:rows", { detail: rows ?? [] }));
    },
  };
}

export function wordsIn(value) {
  const texts = Array.isArray(value) ? value.map(({ content }) => content) : [value ?? ""];
  return texts.reduce((sum, text) => sum + (text.match(/\S+/g)?.length ?? 0), 0);
}
