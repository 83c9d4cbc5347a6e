/* A count is shown as it is understood while it is typed; without this it is understood when it is sent. */

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
