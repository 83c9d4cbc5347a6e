/* Ctrl+K or g from any screen: a field that leads to records and sources. The server finds and draws; without this script
   the same is a page of its own. */
const at = document.querySelector("[data-quick-at]")?.dataset.quickAt;
let box = null;
let asked = 0;
let timer = 0;

const typing = (target) => target.closest?.("input:not([type=checkbox], [type=radio], [type=button], [type=submit]), select, textarea, [contenteditable], dialog");
const links = () => [...box.querySelectorAll(".k-places a")];
const lit = () => links().findIndex((each) => each.hasAttribute("aria-current"));

function light(place) {
  const all = links();
  all[lit()]?.removeAttribute("aria-current");
  const next = all[(place + all.length) % (all.length || 1)];
  next?.setAttribute("aria-current", "true");
  next?.scrollIntoView({ block: "nearest" });
}

async function look(words) {
  const number = ++asked;
  const answer = await fetch(`${at}?${new URLSearchParams({ piece: "1", q: words })}`, { credentials: "same-origin" });
  const page = answer.ok && !answer.redirected ? await answer.text() : "";
  if (number !== asked) return;
  box.querySelector("[data-found]").innerHTML = words ? page : "";
  light(0);
}

async function make() {
  const page = new DOMParser().parseFromString(await (await fetch(at, { credentials: "same-origin" })).text(), "text/html");
  const form = page.querySelector(".k-quick-page form");
  if (!form) return location.assign(at);
  for (const sheet of page.querySelectorAll('link[href*="workspace/records"]')) {
    if (!document.querySelector(`link[href="${sheet.getAttribute("href")}"]`)) document.head.append(document.adoptNode(sheet));
  }
  box = document.createElement("dialog");
  box.className = "k-quick k-desk";
  const found = document.createElement("div");
  found.dataset.found = "";
  found.setAttribute("aria-live", "polite");
  form.action = at;
  box.append(document.adoptNode(form), found);
  document.body.append(box);
  const field = box.querySelector("[name=q]");
  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => look(field.value.trim()), 150); });
  box.addEventListener("click", (event) => { if (event.target === box) box.close(); });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(timer);
    const place = lit();
    if (place < 0 || field.dataset.for !== field.value) await look(field.value.trim());
    const link = links()[Math.max(0, place < links().length ? place : 0)];
    if (link) location.assign(link.href);
  });
  box.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (!["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    light(lit() + (event.key === "ArrowDown" ? 1 : -1));
  });
}

async function open() {
  if (!box) await make();
  if (!box || box.open) return;
  box.showModal();
  box.querySelector("[name=q]").select();
}

document.addEventListener("keydown", (event) => {
  const k = event.code === "KeyK" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
    && !event.target.closest?.("[data-draftail-editor]"); // there it makes a link
  const g = event.key === "g" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target);
  if (!at || event.defaultPrevented || !(k || g)) return;
  event.preventDefault();
  open();
});

document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-quick]") || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  open();
});
