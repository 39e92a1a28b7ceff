// The corners of a page on its photo: drawn by finger or mouse, or moved by the arrow keys. What is sent are the
// numbers below, which stand there for whoever has no script.
const STEP = 0.005;
const LARGE = 0.02;
const ZOOM = 2.5;
const WHOLE = [[0, 0], [1, 0], [1, 1], [0, 1]];

export async function connect(root) {
  const stage = root.querySelector("[data-stage]");
  const picture = stage.querySelector("img");
  await picture.decode().catch(() => {});
  if (!picture.naturalWidth) return;
  const fields = [...root.querySelectorAll("[data-numbers] input")];
  const turn = root.querySelector("select");
  const handles = [...stage.querySelectorAll("[data-corner]")];
  const canvas = stage.insertBefore(document.createElement("canvas"), handles[0]);
  const drawing = { picture, canvas, held: null, turn: Number(turn.value), corners: read(fields) };
  const show = () => {
    turn.value = drawing.turn;
    drawing.corners.flat().forEach((value, place) => { fields[place].value = (value * 100).toFixed(1); });
    draw(drawing);
    handles.forEach((handle, place) => {
      const [x, y] = drawing.corners[place];
      handle.style.left = `${x * 100}%`;
      handle.style.top = `${y * 100}%`;
    });
  };
  const put = (place, x, y) => {
    drawing.corners[place] = [x, y].map((value) => Math.min(1, Math.max(0, value)));
    show();
  };

  picture.hidden = true;
  root.querySelector("[data-numbers]").hidden = true;
  for (const part of [...root.querySelectorAll("[data-tools]"), ...handles]) part.hidden = false;
  handles.forEach((handle, place) => follow(handle, place, drawing, put, show));
  for (const button of root.querySelectorAll("[data-turn]")) {
    button.addEventListener("click", () => {
      for (let quarter = 0; quarter < Number(button.dataset.turn); quarter += 1) turnOnce(drawing);
      show();
    });
  }
  root.querySelector("[data-whole]").addEventListener("click", () => {
    drawing.corners = WHOLE.map((corner) => [...corner]);
    show();
  });
  new ResizeObserver(show).observe(stage);
  show();
}

function follow(handle, place, drawing, put, show) {
  handle.addEventListener("pointerdown", (event) => {
    handle.setPointerCapture(event.pointerId);
    drawing.held = place;
  });
  handle.addEventListener("pointermove", (event) => {
    if (drawing.held !== place) return;
    const { left, top, width, height } = drawing.canvas.getBoundingClientRect();
    put(place, (event.clientX - left) / width, (event.clientY - top) / height);
  });
  const release = () => {
    drawing.held = null;
    show();
  };
  handle.addEventListener("pointerup", release);
  handle.addEventListener("pointercancel", release);
  handle.addEventListener("keydown", (event) => {
    const [x, y] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [];
    if (x === undefined) return;
    event.preventDefault();
    const step = event.shiftKey ? LARGE : STEP;
    put(place, drawing.corners[place][0] + x * step, drawing.corners[place][1] + y * step);
  });
}

function read(fields) {
  const numbers = fields.map(({ value }) => Number(value.replace(",", ".")) / 100);
  return WHOLE.map((_corner, place) => [numbers[2 * place] || 0, numbers[2 * place + 1] || 0]);
}

// A quarter clockwise: the corner that was at the bottom left is at the top left now.
function turnOnce(drawing) {
  const [a, b, c, d] = drawing.corners.map(([x, y]) => [1 - y, x]);
  drawing.corners = [d, a, b, c];
  drawing.turn = (drawing.turn + 1) % 4;
}

function draw({ picture, canvas, held, turn, corners }) {
  const across = turn % 2 === 0;
  const [wide, high] = across ? [picture.naturalWidth, picture.naturalHeight] : [picture.naturalHeight, picture.naturalWidth];
  const scale = Math.min(1, (canvas.parentElement.clientWidth * Math.min(2, devicePixelRatio)) / wide);
  canvas.width = Math.round(wide * scale);
  canvas.height = Math.round(high * scale);
  const pen = canvas.getContext("2d");
  const [width, height] = across ? [canvas.width, canvas.height] : [canvas.height, canvas.width];
  pen.translate(canvas.width / 2, canvas.height / 2);
  pen.rotate((turn * Math.PI) / 2);
  pen.drawImage(picture, -width / 2, -height / 2, width, height);
  pen.resetTransform();
  const points = corners.map(([x, y]) => [x * canvas.width, y * canvas.height]);
  const glass = held === null ? null : under(canvas, points[held]);
  frame(pen, canvas, points);
  if (glass) pen.drawImage(glass, points[held][0] < canvas.width / 2 ? canvas.width - glass.width : 0, 0);
}

function frame(pen, { width, height }, points) {
  pen.beginPath();
  pen.rect(0, 0, width, height);
  points.forEach(([x, y], place) => (place ? pen.lineTo(x, y) : pen.moveTo(x, y)));
  pen.closePath();
  pen.fillStyle = "rgb(0 0 0 / 45%)";
  pen.fill("evenodd");
  pen.lineWidth = Math.max(2, width / 250);
  pen.strokeStyle = "#fff";
  pen.beginPath();
  points.forEach(([x, y], place) => (place ? pen.lineTo(x, y) : pen.moveTo(x, y)));
  pen.closePath();
  pen.stroke();
}

// What lies under the finger, larger, with a cross where the corner is.
function under(canvas, [x, y]) {
  const glass = document.createElement("canvas");
  glass.width = glass.height = Math.round(canvas.width / 3);
  const pen = glass.getContext("2d");
  const size = glass.width / ZOOM;
  pen.fillStyle = "#000";
  pen.fillRect(0, 0, glass.width, glass.height);
  pen.drawImage(canvas, x - size / 2, y - size / 2, size, size, 0, 0, glass.width, glass.height);
  pen.strokeStyle = "#fff";
  pen.lineWidth = 2;
  pen.strokeRect(1, 1, glass.width - 2, glass.height - 2);
  pen.beginPath();
  pen.moveTo(glass.width / 2, glass.height / 3);
  pen.lineTo(glass.width / 2, (glass.height * 2) / 3);
  pen.moveTo(glass.width / 3, glass.height / 2);
  pen.lineTo((glass.width * 2) / 3, glass.height / 2);
  pen.stroke();
  return glass;
}
