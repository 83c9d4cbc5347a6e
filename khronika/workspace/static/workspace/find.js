/* Suggestions while a name is typed, and dates in words: the server draws both, a press puts the choice into the form. Without
   this script a form works as well: what is typed is settled when it is sent, and what is unclear is asked then. */

const busy = new WeakMap();
const box = (input) => input.closest(".k-suggest")?.querySelector(".k-suggest__found");
const chosen = (input) => input.closest(".k-suggest").querySelector("input[type=hidden]");
const options = (input) => [...box(input).querySelectorAll("[role=option]")];

export function later(key, deed, pause = 120) {
  clearTimeout(busy.get(key));
  busy.set(key, setTimeout(deed, pause));
}

export function shut(input) {
  clearTimeout(busy.get(input));
  if (box(input)) box(input).replaceChildren();
  input.setAttribute("aria-expanded", "false");
}

export async function piece(url, query) {
  const asked = new URL(url, location.href);
  asked.search = new URLSearchParams(query);
  const answer = await fetch(asked, { credentials: "same-origin" });
  return answer.ok && !answer.redirected ? answer.text() : "";
}

export async function look(input) {
  const words = input.value.trim();
  if (!words) return shut(input);
  const source = input.dataset.source ?? input.closest("[data-find]:not(input)").dataset.find;
  const found = await piece(source, { kind: input.dataset.find, q: words, new: "new" in input.dataset ? "1" : "" });
  if (input.value.trim() !== words || (document.activeElement !== input && !input.dataset.awaited)) return;
  box(input).innerHTML = found;
  options(input)[0]?.setAttribute("aria-selected", "true");
  input.setAttribute("aria-expanded", String(options(input).length > 0));
}

function pick(input, option) {
  input.value = option.dataset.name;
  if (chosen(input)) chosen(input).value = option.dataset.record;
  shut(input);
  input.dispatchEvent(new CustomEvent("chosen", { bubbles: true, detail: { record: option.dataset.record, name: option.dataset.name } }));
}

function step(input, by) {
  const all = options(input);
  const at = all.findIndex((each) => each.hasAttribute("aria-selected"));
  all[at]?.removeAttribute("aria-selected");
  all[(at + by + all.length) % all.length]?.setAttribute("aria-selected", "true");
}

document.addEventListener("input", (event) => {
  const input = event.target;
  if (!input.matches?.("input[data-find]")) return;
  if (chosen(input)) chosen(input).value = "";
  later(input, () => look(input));
});

document.addEventListener("keydown", async (event) => {
  const input = event.target;
  if (!input.matches?.("input[data-find]") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (["ArrowDown", "ArrowUp"].includes(event.key) && options(input).length) {
    event.preventDefault();
    event.stopPropagation();
    step(input, event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter" && input.value.trim() && (options(input).length || "eager" in input.dataset)) {
    event.preventDefault();
    event.stopPropagation();
    if (!options(input).length) { input.dataset.awaited = "1"; clearTimeout(busy.get(input)); await look(input); delete input.dataset.awaited; }
    const option = options(input).find((each) => each.hasAttribute("aria-selected")) ?? options(input)[0];
    if (option) pick(input, option);
  } else if (event.key === "Escape" && options(input).length) {
    event.stopPropagation();
    shut(input);
  }
}, { capture: true });

document.addEventListener("mousedown", (event) => {
  const option = event.target.closest?.(".k-suggest__found [role=option]");
  if (!option) return;
  event.preventDefault();
  pick(option.closest(".k-suggest").querySelector("input[data-find]"), option);
});

document.addEventListener("focusout", (event) => {
  if (event.target.matches?.("input[data-find]")) setTimeout(() => document.activeElement !== event.target && shut(event.target), 0);
});

/* dates */
document.addEventListener("input", (event) => {
  const input = event.target;
  if (!input.matches?.("input[data-when]")) return;
  later(input, async () => {
    const words = input.value;
    const said = await piece(input.dataset.when, { q: words, on: input.form?.elements.on?.value ?? "" });
    if (input.value === words) document.getElementById(input.getAttribute("aria-describedby")).innerHTML = said;
  });
});

document.addEventListener("click", (event) => {
  const taken = event.target.closest?.("[data-take]");
  const shown = taken?.closest("[id]");
  const input = shown && document.querySelector(`[aria-describedby="${shown.id}"]`);
  if (!input) return;
  input.value = taken.dataset.take;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.focus();
});
