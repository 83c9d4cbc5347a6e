/* Words that are typed are shown as they are understood while they are typed; without this they are understood when they are sent. */

import { later, piece } from "./find.js";

document.addEventListener("input", (event) => {
  const input = event.target;
  if (!input.matches?.("[data-letters]")) return;
  later(input, async () => {
    const words = input.value;
    const said = await piece(input.dataset.letters, { q: words });
    if (input.value === words) document.getElementById(input.getAttribute("aria-describedby")).innerHTML = said;
  });
});
