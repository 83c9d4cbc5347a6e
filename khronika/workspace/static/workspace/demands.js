/* Keys of the demands: j and k move, 1 to 6 begin an assessment, o opens, p goes to what is proposed, ? shows them. */

const rows = [...document.querySelectorAll(".k-demand")];
const keys = document.querySelector("[data-keys-of-screen]");
const dialog = document.querySelector("[data-assess]");
let at = Math.max(0, rows.findIndex((row) => `#${row.id}` === location.hash));

function show(number) {
  if (!rows.length) return;
  at = Math.max(0, Math.min(number, rows.length - 1));
  rows[at].focus({ preventScroll: true });
  rows[at].scrollIntoView({ block: "nearest" });
}

function assess(row, state = 0) {
  if (!dialog || !row) return;
  const form = dialog.querySelector("form"), whom = form.elements["v-beneficiary-record"];
  form.action = row.dataset.assessAt;
  dialog.querySelector("[data-words]").textContent = row.querySelector(".k-demand__words").textContent.trim();
  form.elements["v-assessment"].selectedIndex = state;
  whom.length = 1;
  for (const each of row.querySelectorAll("[data-whom]")) whom.add(new Option(each.dataset.name, each.dataset.whom));
  whom.closest(".k-input").hidden = whom.length === 1;
  dialog.showModal();
  (state ? (whom.length > 1 ? whom : form.elements.when) : form.elements["v-assessment"]).focus();
}

document.querySelector("[data-keys]")?.addEventListener("click", () => keys.showModal());
dialog?.querySelector("[data-shut]").addEventListener("click", () => dialog.close());
document.addEventListener("click", (event) => {
  const begin = event.target.closest("[data-begin]");
  if (!begin || !dialog || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  assess(begin.closest(".k-demand"));
});
document.addEventListener("focusin", (event) => {
  const within = rows.indexOf(event.target.closest(".k-demand"));
  if (within >= 0) at = within;
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || document.querySelector("dialog[open]")) return;
  if (event.target.closest("input:not([type=hidden]), select, textarea")) return;
  if (event.key === "?") { event.preventDefault(); return keys.showModal(); } // the shell has a list of its own, which stays shut
  if (event.key === "j") return show(at + 1);
  if (event.key === "k") return show(at - 1);
  if (event.key === "o") return rows[at]?.querySelector("[data-open]").click();
  if (event.key === "p") return rows[at]?.querySelector("[data-propose]")?.click();
  if (/^[1-6]$/.test(event.key)) { event.preventDefault(); assess(rows[at], Number(event.key)); }
});
if (location.hash.startsWith("#demand-")) show(at);
