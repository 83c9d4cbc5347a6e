// Files are sent one by one as they are dropped or chosen; what arrived is kept, whatever becomes of the rest.
// The page of a batch renews itself while something goes on.

const LARGEST = 100 * 1024 * 1024;
const AT_ONCE = 2;

function line(list, name) {
  const item = document.createElement("li");
  item.className = "k-waiting-line";
  const title = document.createElement("b");
  const bidi = document.createElement("bdi");
  bidi.textContent = name;
  title.append(bidi);
  const said = document.createElement("span");
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.value = 0;
  item.append(title, " ", said, bar);
  list.append(item);
  return {
    said(words, state) {
      said.textContent = words;
      said.className = state === "fault" ? "k-fault" : "";
      item.className = { fault: "", good: "k-good" }[state] ?? "k-waiting-line";
    },
    moved(part) { bar.value = part; },
    over() { bar.remove(); },
  };
}

function send(form, file, shown) {
  return new Promise((settled) => {
    const data = new FormData();
    for (const name of ["csrfmiddlewaretoken", "batch", "list"]) data.append(name, form.elements[name].value);
    data.append("files", file);
    const request = new XMLHttpRequest();
    request.open("POST", form.action || location.href);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => { if (event.total) shown.moved(event.loaded / event.total); });
    request.addEventListener("loadend", () => {
      shown.over();
      const told = request.status === 200 ? request.response : null;
      if (told?.problem) shown.said(told.problem, "fault");
      else if (told?.lines?.length) shown.said(told.lines.map((each) => each.sentence).join(" "), told.lines[0].state);
      else shown.said(form.dataset.lost, "fault");
      settled();
    });
    shown.said(form.dataset.going, "busy");
    request.send(data);
  });
}

function intake(form) {
  const drop = form.querySelector("[data-drop]");
  const chosen = form.elements.files;
  const list = form.querySelector("[data-sent]");
  const waiting = [];
  let running = 0;

  async function next() {
    if (running >= AT_ONCE || !waiting.length) return;
    running += 1;
    const [file, shown] = waiting.shift();
    await send(form, file, shown);
    running -= 1;
    next();
  }

  function take(files) {
    for (const file of files) {
      const shown = line(list, file.name);
      if (file.size > LARGEST) { shown.over(); shown.said(form.dataset.large, "fault"); continue; }
      waiting.push([file, shown]);
    }
    form.querySelector("[data-after]").hidden = false;
    for (let hand = 0; hand < AT_ONCE; hand += 1) next();
  }

  chosen.addEventListener("change", () => { take([...chosen.files]); chosen.value = ""; });
  for (const name of ["dragover", "dragenter"]) {
    drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("k-drop--over"); });
  }
  drop.addEventListener("dragleave", () => drop.classList.remove("k-drop--over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("k-drop--over");
    take([...event.dataTransfer.files]);
  });
  addEventListener("beforeunload", (event) => { if (running || waiting.length) event.preventDefault(); });
  form.addEventListener("submit", (event) => {
    const paste = form.elements.paste;
    paste.setCustomValidity(paste.value.length > Number(form.dataset.limit) ? form.dataset.long : "");
    if (!form.reportValidity()) event.preventDefault();
  });
  form.elements.paste.addEventListener("input", () => form.elements.paste.setCustomValidity(""));
}

async function renew() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (answer?.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-batch]");
    const old = document.querySelector("[data-batch]");
    if (fresh && !old.contains(document.activeElement)) old.replaceWith(fresh);
  }
  if (document.querySelector("[data-batch][data-busy]")) setTimeout(renew, 2000);
}

const form = document.querySelector("form[data-intake]");
if (form) intake(form);
if (document.querySelector("[data-batch][data-busy]")) setTimeout(renew, 2000);
