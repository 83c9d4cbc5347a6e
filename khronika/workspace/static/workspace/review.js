/* The review screen by keyboard. Every key only presses what is on the screen already: a button, a link, a fold. What a form or
   link answers with is the whole page again, and its parts are put in place, so there is one way of drawing it: the server's. */

const CARD = "[data-card]";
let current = null; // the id of the card in hand

const desk = () => document.querySelector(".k-review");
const cards = () => [...desk().querySelectorAll(CARD)];
const card = () => cards().find((each) => each.dataset.card === current) ?? null;
const waiting = (each) => each.classList.contains("k-card--pending");
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

function reveal(element, block = "nearest") {
  element?.scrollIntoView({ block, behavior: still() ? "auto" : "smooth" });
}

function light(id, scroll) {
  const marks = [...desk().querySelectorAll("mark[data-proposals]")];
  let first = null;
  for (const mark of marks) {
    const its = id !== null && mark.dataset.proposals.split(" ").includes(id);
    mark.classList.toggle("k-lit", its);
    first ??= its ? mark : null;
  }
  if (scroll && first) {
    const box = first.closest(".k-text");
    const at = first.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
    if (box.scrollHeight > box.clientHeight) box.scrollTo({ top: at - box.clientHeight / 3, behavior: still() ? "auto" : "smooth" });
  }
}

function take(each, { focus = true, scroll = true } = {}) {
  card()?.classList.remove("k-card--current");
  current = each?.dataset.card ?? null;
  if (!each) return light(null, false);
  each.classList.add("k-card--current");
  if (focus) each.focus({ preventScroll: true });
  if (scroll) reveal(each);
  light(current, true);
}

function step(by) {
  const all = cards();
  const at = all.findIndex((each) => each.dataset.card === current);
  take(all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + by))]);
}

function fold(details) {
  details.open = true;
  const first = ["button[data-first]", "button[data-key='n']", "[data-first]"].map((each) => details.querySelector(each)).find(Boolean);
  first?.focus(); // never a field where the next key would be typed instead of obeyed, but for a reason
}

/* After a decision: the next card that waits, counted from where we were. */
function onward(order, from) {
  const after = order.slice(order.indexOf(from) + 1);
  const now = new Map(cards().map((each) => [each.dataset.card, each]));
  const next = after.map((id) => now.get(id)).find((each) => each && waiting(each));
  take(next ?? cards().find(waiting) ?? now.get(from) ?? cards()[0]);
}

/* What was done, or why not, at the foot of the window, where it is seen wherever the page is scrolled to. */
const notice = document.createElement("div");
notice.className = "k-notice";
notice.setAttribute("role", "status");
document.body.append(notice);

function say(text, bad = false) {
  notice.textContent = text;
  notice.classList.toggle("k-notice--bad", bad);
}

function hear(page) {
  const items = [...page.querySelectorAll(".messages > ul > li")];
  say(items.map((item) => item.textContent.trim()).join(" "), items.some((item) => item.classList.contains("error")));
}

async function swap(url, options, { keep = null, onwards = false } = {}) {
  const order = cards().map((each) => each.dataset.card);
  const decided = new Set(cards().filter((each) => !waiting(each)).map((each) => each.dataset.card));
  const from = keep ?? current;
  desk().setAttribute("aria-busy", "true");
  let answer;
  try {
    answer = await fetch(url, { credentials: "same-origin", ...options });
  } catch {
    desk().removeAttribute("aria-busy");
    return say(desk().querySelector(".k-text").dataset.away, true);
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector(".k-review");
  if (!fresh) return location.assign(answer.url); // the log-in page, or another screen
  const [top, scrolled, opened] = [scrollY, desk().querySelector(".k-text")?.scrollTop ?? 0, desk().querySelector(".k-cards")?.scrollTop ?? 0];
  desk().replaceWith(fresh);
  scrollTo(0, top);
  if (fresh.querySelector(".k-text")) fresh.querySelector(".k-text").scrollTop = scrolled;
  if (fresh.querySelector(".k-cards")) fresh.querySelector(".k-cards").scrollTop = opened;
  history.replaceState(null, "", answer.ok ? answer.url : location.href);
  hear(page);
  if (onwards && !page.querySelector(".messages .error")) return onward(order, from);
  const reopened = cards().find((each) => waiting(each) && decided.has(each.dataset.card));
  take(reopened ?? cards().find((each) => each.dataset.card === from) ?? cards().find(waiting) ?? cards()[0]);
  const first = fresh.querySelector(".k-change [data-first], .k-all [data-first]") ?? card()?.querySelector("details[open] button[data-first]");
  first?.focus();
  if (first?.closest(".k-all")) reveal(first.closest(".k-all"), "start");
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!desk()?.contains(form) || form.method === "dialog") return;
  event.preventDefault();
  const data = new FormData(form, event.submitter);
  const its = form.closest(CARD)?.dataset.card ?? null;
  if (form.method === "get") {
    const url = new URL(form.getAttribute("action") ?? location.pathname, location.href);
    url.search = new URLSearchParams(data);
    return swap(url, {}, { keep: its });
  }
  const finding = event.submitter?.name === "find";
  const undoing = form.action.includes("/undo/");
  swap(form.action, { method: "POST", body: new URLSearchParams(data) }, { keep: its, onwards: !finding && !undoing });
});

document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-submits]")) event.target.form.requestSubmit();
});

document.addEventListener("click", (event) => {
  const target = event.target;
  const opens = target.closest("[data-opens]");
  if (opens) return document.getElementById(opens.dataset.opens).showModal();
  const jump = target.closest("[data-jump]");
  if (jump) {
    const aim = cards().find((each) => each.dataset.card === jump.dataset.jump);
    if (aim) { event.preventDefault(); return take(aim); }
  }
  const link = target.closest("a[data-swap]");
  if (link && desk().contains(link) && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    return swap(link.href, {}, { keep: link.closest(CARD)?.dataset.card ?? null });
  }
  const quote = target.closest("a.k-quote");
  if (quote) { event.preventDefault(); return take(quote.closest(CARD)); }
  const mark = target.closest("mark[data-proposals]");
  if (mark && getSelection().isCollapsed) {
    const ids = mark.dataset.proposals.split(" ");
    const next = ids[(ids.indexOf(current) + 1) % ids.length]; // again: the next one that rests on these words
    return take(cards().find((each) => each.dataset.card === next) ?? cards().find((each) => ids.includes(each.dataset.card)));
  }
  const its = target.closest(CARD);
  if (its && its.dataset.card !== current) take(its, { focus: false, scroll: false });
});

document.addEventListener("focusin", (event) => {
  const its = event.target.closest?.(CARD);
  if (its && its.dataset.card !== current) take(its, { focus: false, scroll: false });
});

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  "/": () => desk().querySelector("[data-key='/']").focus(),
  "?": () => desk().querySelector("[data-key='?']").click(),
  u: () => desk().querySelector("[data-key='u']")?.click(),
  A: () => (card()?.closest(".k-group") ?? desk()).querySelector("[data-key='A']")?.click(),
  x: () => { const its = card()?.querySelector("[data-key='x']"); if (its) fold(its.parentElement); },
  l: () => { const its = card()?.querySelector("[data-key='l']"); if (its) fold(its.parentElement); },
  n: () => card()?.querySelector("[data-key='n']")?.click(),
  e: () => card()?.querySelector("[data-key='e']")?.click(),
  a: () => {
    const its = card();
    const jump = its?.querySelector("[data-jump]");
    if (jump) return jump.click(); // who is meant comes first
    (its?.querySelector("[data-key='a']") ?? its?.querySelector("[data-key='l']"))?.click();
  },
};

document.addEventListener("keydown", (event) => {
  if (!desk() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const typing = event.target.closest("input:not([type=hidden]), textarea, select");
  if (event.key === "Escape") {
    const open = event.target.closest("details[open]");
    if (event.target.closest(".k-change, .k-all")) desk().querySelector(".k-change [data-cancel], .k-all a[data-swap]")?.click();
    else if (open) open.open = false;
    if (typing || open) card()?.focus();
    return;
  }
  if (event.key === "Enter" && event.target.name?.startsWith("find-")) {
    event.preventDefault();
    return event.target.parentElement.querySelector("button[name=find]").click();
  }
  if (typing || desk().getAttribute("aria-busy")) return;
  const choice = /^[1-9]$/.test(event.key) ? card()?.querySelector(`details[open] [data-key='${event.key}']`) : null;
  const deed = choice ? () => choice.click() : KEYS[event.key];
  if (!deed) return;
  event.preventDefault();
  event.stopPropagation();
  deed();
}, { capture: true });

/* A stretch of text that was marked with the mouse can become a claim: its place is counted in code points, as the server does. */
function place(node, offset) {
  const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
  return piece ? Number(piece.dataset.start) + [...piece.textContent.slice(0, offset)].length : null;
}

document.addEventListener("selectionchange", () => {
  const chosen = getSelection();
  const box = desk()?.querySelector(".k-text");
  box?.querySelector(".k-enter")?.remove();
  if (!box || chosen.isCollapsed || !chosen.rangeCount || !box.contains(chosen.anchorNode) || !box.contains(chosen.focusNode)) return;
  const range = chosen.getRangeAt(0);
  const [start, end] = [place(range.startContainer, range.startOffset), place(range.endContainer, range.endOffset)];
  if (start === null || end === null || end <= start) return;
  const link = document.createElement("a");
  link.className = "k-button k-button--main k-enter";
  link.href = `${box.dataset.enter}&start=${start}&end=${end}`;
  link.textContent = box.dataset.add;
  box.append(link);
});

const wanted = decodeURIComponent(location.hash).match(/^#(proposal|passage)-(\w+)$/);
if (wanted?.[1] === "passage") {
  const mark = document.getElementById(wanted[0].slice(1))?.nextElementSibling;
  const its = cards().find((each) => mark?.dataset.proposals?.split(" ").includes(each.dataset.card));
  its ? take(its) : reveal(mark, "center");
} else {
  take(cards().find((each) => each.dataset.card === wanted?.[2]) ?? cards().find(waiting) ?? null, { scroll: Boolean(wanted) });
}
