/* The page of a source: keys press what is on the screen; a press shows what is blurred, on this page and once; a page that the
   machine had no hand free for is asked for again. Without a script all of it works by its links. */

const TRIES = 20, PAUSE = 1500;
const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const button = [...document.querySelectorAll(".k-desk [data-key]")].find((each) => each.dataset.key === event.key);
  if (button && !document.querySelector("dialog[open]")) {
    event.preventDefault();
    button.click();
  }
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens).showModal();
  const mark = event.target.closest("mark[data-passages]");
  if (mark) light(mark.dataset.passages.split(" ")[0]);
  const reveal = event.target.closest("[data-reveal]");
  if (reveal) {
    event.preventDefault();
    show(reveal.closest("[data-blurred]"));
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === " " && event.target.matches("[data-reveal]")) {
    event.preventDefault();
    event.target.click();
  }
});

function show(section) {
  for (const image of section.querySelectorAll("img[data-full]")) {
    image.classList.remove("k-leaf--blurred");
    image.alt = image.dataset.alt;
    image.src = image.dataset.full;
    const larger = document.createElement("a");
    larger.href = `${image.dataset.full}?size=large`;
    image.replaceWith(larger);
    larger.append(image);
  }
  section.querySelector(".k-warning")?.remove();
  section.removeAttribute("data-blurred");
  section.focus();
}

function light(id) {
  document.querySelector(".k-passages__lit")?.classList.remove("k-passages__lit");
  const said = document.getElementById(`said-${id}`);
  said?.classList.add("k-passages__lit");
  said?.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}

async function again(image) {
  const tries = Number(image.dataset.tries ?? 0);
  const answer = tries < TRIES ? await fetch(image.src).catch(() => null) : null;
  if (answer?.status === 503) {
    image.dataset.tries = tries + 1;
    setTimeout(() => { image.src = `${image.src.split("&try=")[0]}${image.src.includes("?") ? "&" : "?&"}try=${tries + 1}`; }, PAUSE);
  } else if (answer?.ok) {
    image.src = URL.createObjectURL(await answer.blob());
  } else {
    image.classList.add("k-leaf--failed");
  }
}

for (const image of document.querySelectorAll("img.k-leaf")) {
  image.addEventListener("error", () => again(image));
  if (image.complete && image.naturalWidth === 0 && image.currentSrc) again(image);
}
