/* Keys of the pairs: j and k move, s, d and u answer, z takes back what was judged last, ? shows them. */

const pairs = [...document.querySelectorAll(".k-twins")];
const keys = document.querySelector("[data-keys-of-screen]");
const from = location.hash.match(/^#pair-(\d+)$/);
let at = from ? Math.min(Number(from[1]), pairs.length) - 1 : 0;

function show(number) {
  if (!pairs.length) return;
  at = Math.max(0, Math.min(number, pairs.length - 1));
  pairs[at].focus({ preventScroll: true });
  pairs[at].scrollIntoView({ block: "nearest" });
}

document.querySelector("[data-keys]")?.addEventListener("click", () => keys.showModal());
document.addEventListener("focusin", (event) => {
  const within = pairs.indexOf(event.target.closest(".k-twins"));
  if (within >= 0) at = within;
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || document.querySelector("dialog[open]")) return;
  if (event.target.closest("input:not([type=hidden]), select, textarea")) return;
  if (event.key === "?") { event.preventDefault(); return keys.showModal(); } // the shell has a list of its own, which stays shut
  if (event.key === "j") return show(at + 1);
  if (event.key === "k") return show(at - 1);
  if (event.key === "z") return document.querySelector("[data-undo]")?.click();
  if ("sdu".includes(event.key)) pairs[at]?.querySelector(`[data-key="${event.key}"]`)?.click();
});
show(at);
