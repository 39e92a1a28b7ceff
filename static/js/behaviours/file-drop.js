// The native input does the work; this lets files be dropped on the frame and says which were taken.
export function connect(frame) {
  const input = frame.querySelector('input[type="file"]');
  const note = frame.querySelector(".file-drop__note");
  const say = () => {
    if (input.files.length) note.textContent = [...input.files].map((file) => `${file.name} (${size(file.size)})`).join(", ");
  };
  input.addEventListener("change", say);
  frame.addEventListener("dragover", (event) => {
    event.preventDefault();
    frame.dataset.state = "over";
  });
  frame.addEventListener("dragleave", () => delete frame.dataset.state);
  frame.addEventListener("drop", (event) => {
    event.preventDefault();
    delete frame.dataset.state;
    if (!event.dataTransfer.files.length) return;
    input.files = input.multiple ? event.dataTransfer.files : first(event.dataTransfer.files);
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  say();
}

function first(files) {
  const one = new DataTransfer();
  one.items.add(files[0]);
  return one.files;
}

function size(bytes) {
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1000, "kilobyte"] : [bytes / 1_000_000, "megabyte"];
  const language = document.documentElement.lang;
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: 1 }).format(value);
}
