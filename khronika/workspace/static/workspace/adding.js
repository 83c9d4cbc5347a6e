/* The form for adding by hand: choosing what to add brings its fields at once, letters are shown in words while they are typed. */

import "./letters.js";

const form = () => document.querySelector("[data-adding]");

document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-goes]")) form().querySelector("[data-go]").click();
});

document.addEventListener("click", (event) => {
  const choice = event.target.closest?.("[data-choose]");
  if (!choice) return;
  event.preventDefault();
  form().elements[choice.dataset.choose].value = choice.dataset.name;
  form().elements[`${choice.dataset.choose}-record`].value = choice.dataset.record;
  choice.closest(".k-problem").remove();
  form().elements[choice.dataset.choose].focus();
});

form().querySelector("[data-go]").hidden = true;
const first = form().querySelector("[autofocus]") ?? form().querySelector(".k-adding__group :is(input, textarea, select):not([type=hidden])") ?? form().querySelector(".k-input:nth-of-type(n+3) :is(input, select):not([type=hidden])");
first?.focus();
