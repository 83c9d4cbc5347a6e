/* The day sheet by keyboard: a row is saved where it stands and comes back as the server draws it; nothing typed is lost on the way. */

import { later, piece } from "./find.js";

const sheet = () => document.querySelector("[data-sheet]");
const rows = () => [...sheet().querySelectorAll("[data-row]")];
const result = (row) => row?.querySelector("[data-result]");
const whom = () => document.getElementById("whom");
const open = (row) => !row.classList.contains("k-row--done");

const notice = document.createElement("div");
notice.className = "k-notice";
notice.setAttribute("role", "status");
document.body.append(notice);

function say(text, bad = false) {
  notice.textContent = text;
  notice.classList.toggle("k-notice--bad", bad);
}

function drawn(html) {
  return new DOMParser().parseFromString(html, "text/html").querySelector("[data-row]");
}

function count() {
  const done = rows().filter((row) => !open(row)).length;
  document.querySelector("[data-open]").textContent = rows().length - done + Number(sheet().dataset.more);
  document.querySelector("[data-done]").textContent = done;
}

function onward(row) {
  const all = rows();
  const next = [...all.slice(all.indexOf(row) + 1), ...all].find((each) => each !== row && open(each));
  const field = result(next) ?? whom();
  field.focus();
  field.select?.();
}

async function save(row, form, submitter) {
  const data = new FormData(form, submitter);
  if (submitter?.name) data.set(submitter.name, submitter.value);
  row.setAttribute("aria-busy", "true");
  let answer, html;
  try {
    answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(data), credentials: "same-origin", headers: { "X-Part": "row" } });
    html = await answer.text();
  } catch {
    row.removeAttribute("aria-busy");
    return say(sheet().dataset.silent, true);
  }
  const fresh = drawn(html);
  if (!fresh) { row.removeAttribute("aria-busy"); return answer.redirected ? location.assign(answer.url) : say(sheet().dataset.silent, true); }
  const late = answer.ok ? "" : result(row).value; // what was typed on while the answer was under way
  const mine = document.activeElement === document.body || row.contains(document.activeElement);
  row.replaceWith(fresh);
  count();
  if (answer.ok) { say(""); if (mine) onward(fresh); return; }
  if (late) result(fresh).value = late;
  (fresh.querySelector("[data-choices] button") ?? result(fresh)).focus();
}

async function further(record, name) {
  const there = rows().find((row) => record !== "new" && row.dataset.person === record);
  whom().value = "";
  if (there) { result(there).focus(); result(there).select(); return there.scrollIntoView({ block: "nearest" }); }
  const fresh = drawn(await piece(whom().form.dataset.further, { who: record, name }));
  if (!fresh) return;
  const twin = document.getElementById(fresh.id);
  document.querySelector("[data-none]")?.remove();
  if (twin) twin.replaceWith(fresh); else sheet().tBodies[0].prepend(fresh);
  count();
  result(fresh).focus();
  result(fresh).select();
}

document.addEventListener("chosen", (event) => {
  if (event.target === whom()) return further(event.detail.record, event.detail.name);
});

document.addEventListener("submit", (event) => {
  const row = event.target.closest("[data-row]");
  if (!row) return;
  event.preventDefault();
  if (row.getAttribute("aria-busy") !== "true") save(row, event.target, event.submitter);
});

document.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.matches?.("[data-result]")) return;
  later(field, async () => {
    const words = field.value;
    const said = await piece(sheet().dataset.understood, { q: words });
    const place = document.getElementById(field.getAttribute("aria-describedby"));
    if (place && field.value === words) place.innerHTML = said;
  });
});

document.addEventListener("click", (event) => {
  const opens = event.target.closest("[data-opens]");
  if (opens) document.getElementById(opens.dataset.opens).showModal();
});

document.addEventListener("focusin", (event) => { // further messages are offered by a row when it is gone to
  const every = document.getElementById("messages")?.content;
  const select = event.target.closest("[data-messages]");
  if (!every || !select || "full" in select.dataset) return;
  const here = new Set([...select.options].map((option) => option.value));
  for (const option of every.children) if (!here.has(option.value)) select.append(option.cloneNode(true));
  select.dataset.full = "";
});

function move(row, by) {
  const all = rows();
  const next = all[all.indexOf(row) + by];
  if (next) { result(next).focus(); result(next).select(); next.scrollIntoView({ block: "nearest" }); }
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const field = event.target.closest("input:not([type=hidden]), select, textarea");
  const row = event.target.closest("[data-row]");
  const empty = field?.matches("[data-result]") && field.selectionEnd - field.selectionStart === field.value.length; // or all of it is to be typed over
  if (event.ctrlKey && event.key === "z" && empty) { event.preventDefault(); return document.querySelector("[data-key=u]").click(); }
  if (event.ctrlKey) return;
  if (event.key === "Escape" && field) return field.blur();
  if (["ArrowDown", "ArrowUp"].includes(event.key) && field?.matches("[data-result]")) { event.preventDefault(); return move(row, event.key === "ArrowDown" ? 1 : -1); }
  if (event.key === "/" && (!field || empty)) { event.preventDefault(); whom().focus(); return whom().select(); }
  if (field) return;
  if (event.key === "u") { event.preventDefault(); document.querySelector("[data-key=u]").click(); }
  if (event.key === "?") { event.preventDefault(); document.querySelector("[data-key='?']").click(); }
}, { capture: false });

const wanted = location.hash.startsWith("#row-") ? document.getElementById(location.hash.slice(1)) : null;
const from = location.search.includes("who=") ? rows()[0] : wanted ?? rows().find(open);
if (from && !document.querySelector(".messages .error")) { (result(from) ?? whom()).focus({ preventScroll: !wanted }); result(from)?.select(); }
else whom().focus();
