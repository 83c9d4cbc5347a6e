/* Regions to hide, drawn over the original with the mouse, a finger or the keyboard. The numbers in the form are what counts: each
   region is a row of them, and what is drawn here only writes there. Without this script the numbers are typed. */

const SIDES = ["left", "top", "width", "height"];
const LEAST = 1; // percent, below which a stroke was a slip
const stage = document.querySelector("[data-blur]");
const rows = () => [...document.querySelectorAll(".k-region")];
const input = (row, side) => row.querySelector(`[name=${side}]`);
const number = (text) => Number.parseFloat(String(text).replace(",", "."));
const clamp = (value, least, most) => Math.min(Math.max(value, least), most);
const values = (row) => SIDES.map((side) => number(input(row, side).value));
const empty = (row) => SIDES.every((side) => !input(row, side).value.trim());

function write(row, region) {
  SIDES.forEach((side, at) => { input(row, side).value = String(Math.round(region[at] * 100) / 100); });
  row.hidden = false;
  draw();
}

function clear(row) {
  SIDES.forEach((side) => { input(row, side).value = ""; });
  row.hidden = true;
  draw();
}

function spare() {
  const free = rows().find(empty);
  if (free) return free;
  const last = rows().at(-1);
  const made = last.cloneNode(true);
  SIDES.forEach((side) => { input(made, side).value = ""; });
  made.querySelector("[data-gone]")?.remove();
  last.after(made);
  remover(made);
  return made;
}

function fitted([left, top, width, height]) {
  const across = clamp(width, LEAST, 100), down = clamp(height, LEAST, 100);
  return [clamp(left, 0, 100 - across), clamp(top, 0, 100 - down), across, down];
}

function draw() {
  const focused = document.activeElement?.closest?.(".k-area")?.row;
  stage.querySelectorAll(".k-area").forEach((each) => each.remove());
  rows().filter((row) => !empty(row) && values(row).every(Number.isFinite)).forEach((row, at) => {
    const area = document.createElement("div"), [left, top, width, height] = values(row);
    Object.assign(area.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
    area.className = "k-area";
    area.tabIndex = 0;
    area.row = row;
    area.setAttribute("role", "group");
    area.setAttribute("aria-label", `${stage.dataset.name} ${at + 1}: ${values(row).map((each) => `${Math.round(each)} %`).join(", ")}`);
    row.setAttribute("aria-label", `${stage.dataset.name} ${at + 1}`);
    area.innerHTML = `<b>${at + 1}</b><i></i>`;
    stage.append(area);
    if (row === focused) area.focus({ preventScroll: true });
  });
}

function remover(row) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "k-button k-button--small";
  button.dataset.gone = "";
  button.textContent = "×";
  button.setAttribute("aria-label", "×");
  button.addEventListener("click", () => clear(row));
  row.append(button);
}

function where(event) {
  const box = stage.querySelector("img").getBoundingClientRect();
  return [((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100].map((each) => clamp(each, 0, 100));
}

function drag(event) {
  if (event.button !== 0) return;
  event.preventDefault();
  const area = event.target.closest(".k-area"), sizing = event.target.tagName === "I";
  const [x, y] = where(event), row = area ? area.row : spare(), fresh = !area;
  const [left, top, width, height] = area ? values(row) : [x, y, 0, 0];
  stage.setPointerCapture(event.pointerId);
  const move = (step) => {
    const [nowX, nowY] = where(step);
    if (fresh) write(row, [Math.min(x, nowX), Math.min(y, nowY), Math.abs(nowX - x), Math.abs(nowY - y)]);
    else if (sizing) write(row, fitted([left, top, clamp(nowX - left, LEAST, 100 - left), clamp(nowY - top, LEAST, 100 - top)]));
    else write(row, fitted([left + nowX - x, top + nowY - y, width, height]));
  };
  const end = () => {
    stage.removeEventListener("pointermove", move);
    stage.removeEventListener("pointerup", end);
    stage.removeEventListener("pointercancel", end);
    if (fresh && (empty(row) || values(row)[2] < LEAST || values(row)[3] < LEAST)) clear(row);
    stage.querySelectorAll(".k-area").forEach((each) => each.row === row && each.focus({ preventScroll: true }));
  };
  stage.addEventListener("pointermove", move);
  stage.addEventListener("pointerup", end);
  stage.addEventListener("pointercancel", end);
}

function key(event) {
  const area = event.target.closest?.(".k-area");
  if (!area || event.ctrlKey || event.metaKey || event.altKey) return;
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  const [left, top, width, height] = values(area.row);
  if (event.key === "Delete" || event.key === "Backspace") clear(area.row);
  else if (!step) return;
  else if (event.shiftKey) write(area.row, [left, top, clamp(width + step[0], LEAST, 100 - left), clamp(height + step[1], LEAST, 100 - top)]);
  else write(area.row, fitted([left + step[0], top + step[1], width, height]));
  event.preventDefault();
}

if (stage) {
  rows().forEach((row) => { remover(row); row.hidden = empty(row); });
  stage.addEventListener("pointerdown", drag);
  stage.addEventListener("keydown", key);
  document.querySelector(".k-regions").addEventListener("input", draw);
  document.querySelector("[data-add]").addEventListener("click", () => {
    const row = spare();
    write(row, [40, 20, 20, 20]);
    stage.querySelectorAll(".k-area").forEach((each) => each.row === row && each.focus());
  });
  draw();
}
