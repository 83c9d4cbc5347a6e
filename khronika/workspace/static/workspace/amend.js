/* Correcting on the record page: 'c' numbers what can be corrected, the number opens its form in place. Two keys and a reason. */


const links = () => [...document.querySelectorAll("a[data-correct]")];
const LETTERS = "123456789abdefghijklmnopqrstvwxyz";
let awaiting = null; // what was typed of a number of two signs; null while nothing is numbered

const name = (at) => (links().length <= LETTERS.length ? LETTERS[at] : LETTERS[Math.floor(at / LETTERS.length)] + LETTERS[at % LETTERS.length]);

function number() {
  awaiting = "";
  links().forEach((link, at) => {
    const badge = document.createElement("b");
    badge.className = "k-badge";
    badge.textContent = name(at);
    link.prepend(badge);
  });
}

function plain() {
  awaiting = null;
  document.querySelectorAll(".k-badge").forEach((badge) => badge.remove());
}

async function open(link) {
  plain();
  const answer = await fetch(link.href, { credentials: "same-origin", headers: { "X-Part": "1" } });
  if (!answer.ok || answer.redirected) return location.assign(link.href);
  document.querySelector("[data-amend]")?.remove();
  const line = link.closest("li");
  line.insertAdjacentHTML("beforeend", await answer.text());
  const first = line.querySelector("[data-amend] [data-first]");
  first?.focus();
  first?.select?.();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-correct]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault(); return open(link); }
  if (event.target.closest?.("[data-amend-close]")) { event.preventDefault(); event.target.closest("[data-amend]").remove(); }
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches?.("[data-amend]")) return;
  event.preventDefault();
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), credentials: "same-origin", headers: { "X-Part": "1" } });
  if (answer.redirected) return location.reload();
  form.outerHTML = await answer.text();
  document.querySelector("[data-amend] [name=reason]")?.focus();
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const field = event.target.closest("input:not([type=hidden]), select, textarea");
  if (event.key === "Escape") {
    if (awaiting !== null) return plain();
    if (field?.closest("[data-amend]")) return field.closest("[data-amend]").remove();
  }
  if (field) return;
  if (awaiting === null) {
    if (event.key === "c" && links().length) { event.preventDefault(); event.stopPropagation(); number(); }
    return;
  }
  event.preventDefault();
  event.stopPropagation();
  awaiting += event.key;
  const at = links().findIndex((_, index) => name(index) === awaiting);
  if (at >= 0) return open(links()[at]);
  if (!links().some((_, index) => name(index).startsWith(awaiting))) plain();
}, { capture: true });

