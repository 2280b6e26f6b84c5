/* The bar over the drawing: undo, zoom, files, help; and the keys that go with them. */
import { download, opened, picture } from "./files.js";
import { t } from "./words.js";

export function toolbar(modeler, { bar, help, file, key, notice, saver, checker }) {
  const editor = modeler.get("editorActions");
  const canvas = modeler.get("canvas");
  const stack = modeler.get("commandStack");

  async function bring() {
    const xml = await opened(file);
    if (xml === undefined) return;
    const before = (await modeler.saveXML({ format: true })).xml;
    try {
      await modeler.importXML(xml);
      whole(canvas);
      saver.changed();
      await checker.check();
      say(t("The file is open. It becomes the draft when you save it."));
    } catch {
      await modeler.importXML(before);
      whole(canvas);
      say(t("This is no file of BPMN that can be drawn. Your drawing is as it was."));
    }
  }

  function say(words) {
    notice.textContent = words;
    notice.hidden = !words;
  }

  const deeds = {
    undo: () => editor.trigger("undo"),
    redo: () => editor.trigger("redo"),
    closer: () => editor.trigger("stepZoom", { value: 1 }),
    farther: () => editor.trigger("stepZoom", { value: -1 }),
    fit: () => whole(canvas),
    find: () => editor.trigger("find"),
    save: () => saver.save(),
    check: () => checker.check(),
    open: bring,
    export: async () => download(`${key}.bpmn`, (await modeler.saveXML({ format: true })).xml),
    picture: async () => download(`${key}.svg`, await picture(modeler), "image/svg+xml"),
    help: () => help.showModal(),
  };

  for (const button of bar.querySelectorAll("[data-deed]")) button.addEventListener("click", () => deeds[button.dataset.deed]());
  // Leaving for another page of the draft waits until the last stroke is saved.
  for (const link of bar.querySelectorAll("a[data-save]"))
    link.addEventListener("click", async (event) => {
      event.preventDefault();
      if (await saver.settle()) window.location.assign(link.href);
    });

  const able = () => {
    for (const [deed, can] of [["undo", stack.canUndo()], ["redo", stack.canRedo()]])
      bar.querySelector(`[data-deed=${deed}]`)?.setAttribute("aria-disabled", String(!can));
  };
  modeler.on("commandStack.changed", able);
  able();

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const pressed = keyOf(event);
    if (pressed === "control+s") event.preventDefault(), deeds.save();
    else if (!typing && pressed === "?") deeds.help();
  });
}

/** The key by its place on the board, so that a Persian keyboard works too. */
function keyOf(event) {
  const letter = event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key === "؟" ? "?" : event.key;
  return event.ctrlKey || event.metaKey ? `control+${letter}` : letter;
}

const [LEFT, AROUND] = [150, 28]; // px that the palette takes, and that stay free elsewhere

/** The whole drawing beside the palette, no larger than life. */
export function whole(canvas) {
  const { inner, outer } = canvas.viewbox();
  if (!inner.width || !outer.width) return;
  const [width, height] = [outer.width - LEFT - AROUND, outer.height - 2 * AROUND];
  const scale = Math.min(width / inner.width, height / inner.height, 1);
  canvas.viewbox({
    x: inner.x - LEFT / scale - Math.max(0, width / scale - inner.width) / 2,
    y: inner.y + inner.height / 2 - outer.height / scale / 2,
    width: outer.width / scale,
    height: outer.height / scale,
  });
}
