/* Lists by keyboard: j and k move, x ticks, Enter opens, / goes to the filters. Without this script the list works as well. */
const rows = () => [...document.querySelectorAll(".k-rows tbody tr")];
const typing = (target) => target.closest?.("input:not([type=checkbox]), select, textarea, [contenteditable], dialog");

function go(by) {
  const all = rows();
  const at = all.findIndex((each) => each.contains(document.activeElement));
  all[Math.max(0, Math.min(all.length - 1, at + by))]?.querySelector("a")?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const row = event.target.closest?.(".k-rows tbody tr");
  if (event.key === "j") go(1);
  else if (event.key === "k") go(-1);
  else if (event.key === "x" && row) row.querySelector("[name=record]")?.click();
  else if (event.key === "/") document.getElementById("q")?.focus();
  else return;
  event.preventDefault();
});
