/* Choosing all who are shown, by a button or the key a. */

const all = document.querySelector("[data-all]");
const ticks = () => [...document.querySelectorAll("[data-ticks] input[name=to]")];

function choose() {
  const every = ticks();
  const on = !every.every((each) => each.checked);
  for (const each of every) each.checked = on;
}

if (all) {
  all.hidden = false;
  all.addEventListener("click", choose);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "a" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox]), textarea, select")) return;
    event.preventDefault();
    choose();
  });
}
