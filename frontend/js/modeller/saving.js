/* The draft is saved by itself; two who draw at once lose nothing: the second one is shown the difference and chooses. */
import { button, h } from "./dom.js";
import { calm, post } from "./server.js";
import { download } from "./files.js";
import { t } from "./words.js";

const RETRY = 8000;

export function saving(modeler, { state, conflict, urls, key, seen: first }) {
  let [seen, dirty, halted, retry] = [first, false, false, undefined];

  async function save(force) {
    if ((!dirty && !force) || halted) return !dirty;
    clearTimeout(retry);
    dirty = false;
    tell("saving", t("Saving…"));
    const { xml } = await modeler.saveXML({ format: true });
    const { status, body } = await post(urls.save, { xml, seen });
    if (status === 200) {
      seen = body.seen;
      tell("saved", dirty ? t("Saving…") : body.said);
      return !dirty;
    }
    dirty = true;
    if (status === 409) return collide(xml, body);
    tell("failed", body.error ?? t("Not saved: the server was not reached. It is tried again."));
    if (status === 0 || status >= 500) retry = setTimeout(() => save(), RETRY);
    return false;
  }

  /** Somebody saved meanwhile: both drawings are kept until one chooses. */
  function collide(xml, { said, differences, seen: theirs, xml: their }) {
    halted = true;
    tell("failed", t("Not saved: somebody else saved meanwhile."));
    const over = () => (close(theirs), save());
    const take = async () => {
      await modeler.importXML(their);
      close(theirs);
      dirty = false;
      tell("saved", t("This is the other one's drawing."));
    };
    const told = differences.length ? [h("p", {}, t("Saving yours would change:")), h("ul", { class: "changes-words" }, differences.map((words) => h("li", {}, words)))] : [];
    conflict.replaceChildren(
      h("h2", { class: "h3" }, t("Somebody else saved this draft meanwhile")),
      h("p", {}, said),
      ...told,
      h(
        "div",
        { class: "buttons" },
        button(t("Keep my drawing as a file"), () => download(`${key}-mine.bpmn`, xml), { name: "download", quiet: false }),
        their !== "" && button(t("Keep theirs as a file"), () => download(`${key}-theirs.bpmn`, their), { name: "download", quiet: false }),
        their !== "" && button(t("Take theirs"), take, { quiet: false }),
        button(t("Save mine over theirs"), over, { tone: "anar", quiet: false }),
      ),
    );
    conflict.hidden = false;
    conflict.focus();
    return false;
  }

  function close(theirs) {
    seen = theirs;
    halted = false;
    conflict.hidden = true;
  }

  function tell(name, words) {
    state.dataset.state = name;
    state.textContent = words;
  }

  const later = calm(() => save(), 2500);
  modeler.on("commandStack.changed", () => {
    dirty = true;
    if (halted) return;
    tell("changed", t("Not saved yet"));
    later();
  });
  window.addEventListener("beforeunload", (event) => dirty && event.preventDefault());
  // A page of the draft needs one: it is made where only a version is published yet.
  const settle = () => (dirty || !seen ? save(true) : true);
  return { save: () => save(true), settle, changed: () => (dirty = true) };
}
