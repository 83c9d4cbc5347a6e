/* Keys of the names to judge: j and k move, r, w and f answer, x marks, ? shows them. */

const cards = [...document.querySelectorAll(".k-alarm")];
const keys = document.querySelector("[data-keys-of-screen]");
const boxes = [...document.querySelectorAll(".k-alarm input[name=key]")];
let at = 0;

function show(number) {
  if (!cards.length) return;
  at = Math.max(0, Math.min(number, cards.length - 1));
  cards[at].focus({ preventScroll: true });
  cards[at].scrollIntoView({ block: "nearest" });
}

document.querySelector("[data-keys]")?.addEventListener("click", () => keys.showModal());
document.querySelector("[data-all]")?.addEventListener("change", (event) => {
  for (const box of boxes) box.checked = event.target.checked;
});
document.addEventListener("focusin", (event) => {
  const within = cards.indexOf(event.target.closest(".k-alarm"));
  if (within >= 0) at = within;
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || document.querySelector("dialog[open]")) return;
  if (event.target.closest("input:not([type=hidden], [type=checkbox]), select, textarea")) return;
  if (event.key === "?") { event.preventDefault(); return keys.showModal(); } // the shell has a list of its own, which stays shut
  if (event.key === "j") return show(at + 1);
  if (event.key === "k") return show(at - 1);
  if (event.key === "x") return boxes[at]?.click();
  if ("rwf".includes(event.key)) cards[at]?.querySelector(`[data-key="${event.key}"]`)?.click();
});
show(0);
