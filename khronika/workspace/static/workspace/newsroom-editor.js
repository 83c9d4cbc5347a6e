/* Links to records in the page editor: by the button of the toolbar, or by typing @ where a word begins. Both ask the register in
   one small window; what is chosen becomes an entity RECORD, which the server keeps as <a linktype="record" id="…">. */
(() => {
  if (!window.draftail || !window.DraftJS || !window.React || window.khronikaRecords) return;
  window.khronikaRecords = true;
  const { React } = window;
  const { EditorState, Modifier, RichUtils } = window.DraftJS;
  let read = null; // what the server says stands after this script
  const told = new Proxy({}, { get: (_, word) => (read ??= JSON.parse(document.getElementById("newsroom-editor").textContent))[word] });
  const TYPE = "RECORD";
  let asking = null;

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  function made() {
    const input = element("input", { type: "search", autocomplete: "off", dir: "auto", maxlength: "200", role: "combobox",
      "aria-expanded": "false", "aria-controls": "newsroom-found", "aria-label": told.search });
    const found = element("div", { id: "newsroom-found", class: "k-nr-ask__found", role: "listbox", "aria-label": told.search });
    const note = element("p", { class: "k-nr-ask__note", role: "status" }, told.start);
    const shut = element("button", { type: "button", class: "button button-small button-secondary" }, told.cancel);
    const dialog = element("dialog", { class: "k-nr-ask", "aria-label": told.title },
      element("div", { class: "k-nr-ask__in" }, element("h2", {}, told.title), input, note, found, shut));
    document.body.append(dialog);
    return { dialog, input, found, note, shut };
  }

  /* Opens the window; resolves with {record, name}, or null where nothing was chosen. */
  function ask(words) {
    asking ??= made();
    const { dialog, input, found, note, shut } = asking;
    let timer = 0;
    let answer = null;
    const options = () => [...found.querySelectorAll("[role=option]")];
    const at = () => options().findIndex((each) => each.hasAttribute("aria-selected"));
    const take = (option) => {
      if (!option) return;
      answer = { record: option.dataset.record, name: option.dataset.name };
      dialog.close();
    };
    const mark = (place) => {
      for (const each of options()) each.removeAttribute("aria-selected");
      options()[place]?.setAttribute("aria-selected", "true");
      options()[place]?.scrollIntoView({ block: "nearest" });
    };
    const look = async () => {
      const typed = input.value.trim();
      if (!typed) return found.replaceChildren();
      const asked = new URL(told.find, location.href);
      asked.search = new URLSearchParams({ kind: told.kinds, q: typed });
      const got = await fetch(asked, { credentials: "same-origin" });
      if (input.value.trim() !== typed) return undefined;
      found.innerHTML = got.ok && !got.redirected ? await got.text() : "";
      for (const each of options()) each.id = `newsroom-option-${options().indexOf(each)}`;
      mark(0);
      input.setAttribute("aria-expanded", String(options().length > 0));
      note.textContent = options().length ? told.choose : told.none;
      found.querySelector(".k-none")?.remove();
      return undefined;
    };
    return new Promise((resolve) => {
      const typing = () => { clearTimeout(timer); timer = setTimeout(look, 150); };
      const keys = async (event) => {
        event.stopPropagation();
        if (event.key === "ArrowDown" || event.key === "ArrowUp") {
          event.preventDefault();
          if (options().length) mark((at() + (event.key === "ArrowDown" ? 1 : -1) + options().length) % options().length);
        } else if (event.key === "Escape") {
          event.preventDefault(); // a search field would empty itself first
          dialog.close();
        } else if (event.key === "Enter") {
          event.preventDefault();
          if (!options().length) {
            clearTimeout(timer);
            await look();
          }
          take(options()[at()] ?? options()[0]);
        }
      };
      const press = (event) => take(event.target.closest("[role=option]"));
      const cancel = () => dialog.close();
      const done = () => {
        input.removeEventListener("input", typing);
        dialog.removeEventListener("keydown", keys);
        found.removeEventListener("click", press);
        shut.removeEventListener("click", cancel);
        dialog.removeEventListener("close", done);
        resolve(answer);
      };
      input.addEventListener("input", typing);
      dialog.addEventListener("keydown", keys);
      found.addEventListener("click", press);
      shut.addEventListener("click", cancel);
      dialog.addEventListener("close", done);
      input.value = words;
      found.replaceChildren();
      note.textContent = told.start;
      dialog.showModal();
      input.focus();
      input.select();
      if (words) look();
    });
  }

  function chosen(editorState) {
    const selection = editorState.getSelection();
    if (selection.isCollapsed() || selection.getStartKey() !== selection.getEndKey()) return "";
    const block = editorState.getCurrentContent().getBlockForKey(selection.getStartKey());
    return block.getText().slice(selection.getStartOffset(), selection.getEndOffset());
  }

  /* The state with the record named: over what is selected, else by its name. */
  function named(editorState, { record, name }) {
    const content = editorState.getCurrentContent().createEntity(TYPE, "MUTABLE", { record, name });
    const key = content.getLastCreatedEntityKey();
    const selection = editorState.getSelection();
    if (!selection.isCollapsed()) return RichUtils.toggleLink(editorState, selection, key);
    const typed = Modifier.replaceText(content, selection, name, editorState.getCurrentInlineStyle(), key);
    return EditorState.push(editorState, typed, "insert-characters");
  }

  function plain(editorState, text) {
    const typed = Modifier.replaceText(editorState.getCurrentContent(), editorState.getSelection(), text, editorState.getCurrentInlineStyle());
    return EditorState.push(editorState, typed, "insert-characters");
  }

  class Source extends React.Component {
    async componentDidMount() {
      const { editorState, entity, onComplete, onClose } = this.props;
      const found = await ask(chosen(editorState) || entity?.getData().name || "");
      if (found) onComplete(named(editorState, found));
      else onClose();
    }

    render() { return null; }
  }

  function Decorator(props) {
    const { record, name } = props.contentState.getEntity(props.entityKey).getData();
    return React.createElement(window.draftail.TooltipEntity, { ...props, icon: "#icon-user", label: name || record, url: told.record.replace("RECORD", record) });
  }

  function begins(editorState) {
    const selection = editorState.getSelection();
    const text = editorState.getCurrentContent().getBlockForKey(selection.getStartKey()).getText();
    return !/[\p{L}\p{N}._-]$/u.test(text.slice(0, selection.getStartOffset()));
  }

  window.draftail.registerPlugin({ type: TYPE, source: Source, decorator: Decorator }, "entityTypes");
  window.draftail.registerPlugin({
    type: TYPE,
    handleBeforeInput(letters, editorState, ...rest) {
      const { getEditorState, setEditorState } = rest[rest.length - 1];
      if (letters !== "@" || !begins(editorState)) return "not-handled";
      const words = chosen(editorState);
      ask(words).then((found) => {
        const now = EditorState.acceptSelection(getEditorState(), editorState.getSelection());
        const next = found ? named(now, found) : plain(now, words || "@");
        setEditorState(EditorState.forceSelection(next, next.getSelection()));
      });
      return "handled";
    },
  }, "plugins");
})();

