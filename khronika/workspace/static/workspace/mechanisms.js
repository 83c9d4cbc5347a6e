/* The list of recommendations by keys: j and k go through it, r and l open the form of the one that is in focus. */

const rows = () => [...document.querySelectorAll(".k-rec")];
const current = () => document.activeElement?.closest?.(".k-rec");
const dialog = document.querySelector("[data-keys-of-screen]");

function go(by) {
  const all = rows();
  const at = all.indexOf(current());
  const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, dialog")) return;
  if (event.key === "j" || event.key === "k") go(event.key === "j" ? 1 : -1);
  else if (event.key === "?") { event.preventDefault(); dialog?.showModal(); } // the shell has a list of its own, which stays shut
  else current()?.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
});

document.querySelector("[data-keys]")?.addEventListener("click", () => dialog?.showModal());
(document.querySelector(".k-rec__form [data-first]") ?? document.querySelector(".k-rec:target"))?.focus();
