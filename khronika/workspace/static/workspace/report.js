// Words are counted while things are ticked: the form as it stands is asked about, half a second after the last change.

const form = document.querySelector("[data-counts]");
let waiting = 0;
let asked = 0;

async function count() {
  const mine = ++asked;
  const answer = await fetch(form.dataset.counts, { method: "POST", body: new FormData(form) });
  if (!answer.ok || mine !== asked) return;
  const piece = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-words]");
  if (piece) form.querySelector("[data-words]").replaceWith(piece);
}

function later() {
  clearTimeout(waiting);
  waiting = setTimeout(() => count().catch(() => {}), 500);
}

form?.addEventListener("change", (event) => event.target.name !== "q" && later());
form?.addEventListener("input", (event) => event.target.name === "limit" && later());
if (form) later();
