/* The panel beside the drawing: what the selected element says, in plain fields. */
import { h } from "./dom.js";
import { basic, typeName } from "./parts-basic.js";
import { call } from "./parts-call.js";
import { flow } from "./parts-flow.js";
import { task } from "./parts-task.js";
import { time } from "./parts-time.js";
import { is, said, writer } from "./values.js";
import { t } from "./words.js";

const [GENERAL, WORK, DOCUMENTATION] = basic;
const [CONDITION, BOUNDARY, LOOP] = flow;
const PARTS = [CONDITION, GENERAL, BOUNDARY, ...call, WORK, ...task, ...time, LOOP, DOCUMENTATION];

export function panel(modeler, box, { picks, urls }) {
  const folded = new Map();
  let [writing, shown] = [false, undefined];

  /** The element to show: the one selected, else the only pool, else the canvas itself. */
  function selected() {
    const chosen = modeler.get("selection").get();
    if (chosen.length === 1) return chosen[0].labelTarget ?? chosen[0];
    const root = modeler.get("canvas").getRootElement();
    const pools = root.children.filter((each) => is(each, "bpmn:Participant") && said(each).processRef);
    return pools.length === 1 ? pools[0] : root;
  }

  function show() {
    const element = selected();
    const bo = said(element);
    const held = element === shown ? holdFocus(box) : undefined;
    if (!bo) return;
    shown = element;
    const write = guarded(writer(modeler, element));
    const context = { modeler, element, bo, write, picks, urls, refresh: () => setTimeout(show) };
    box.replaceChildren(
      h("p", { class: "panel-kind" }, typeName(bo)),
      ...PARTS.map((build) => build(context)).filter(Boolean),
    );
    for (const each of box.querySelectorAll("details")) if (folded.has(each.id)) each.open = folded.get(each.id);
    held?.();
  }

  /** A write of the panel's own does not draw the panel again: the field that has the focus would be lost. */
  function guarded(write) {
    const wrapped = {};
    for (const [name, value] of Object.entries(write))
      wrapped[name] =
        typeof value === "function"
          ? (...given) => {
              writing = true;
              try {
                return value(...given);
              } finally {
                writing = false;
              }
            }
          : value;
    return wrapped;
  }

  // What the reader folded or unfolded stays so, on other elements too.
  box.addEventListener("click", (event) => {
    const fold = event.target.closest("summary")?.parentElement;
    if (fold) folded.set(fold.id, !fold.open);
  });
  modeler.on("selection.changed", show);
  modeler.on("root.set", show);
  // Later: a click into the panel ends the writing in the drawing, and shall still find its field.
  modeler.on("commandStack.changed", () => writing || setTimeout(show));
  modeler.on("import.done", show);
  box.setAttribute("aria-label", t("What the selected element says"));
  show();
}

/** Remembers which field has the focus; gives it back to its successor of the same id, and writes what was typed. */
function holdFocus(box) {
  const held = box.contains(document.activeElement) ? document.activeElement : undefined;
  if (!held?.id) return undefined;
  const typed = held.rendered !== undefined && held.value !== held.rendered ? held.value : undefined;
  return () => {
    const next = document.getElementById(held.id);
    next?.focus();
    if (!next || typed === undefined) return;
    next.value = typed;
    next.dispatchEvent(new Event("change"));
  };
}
