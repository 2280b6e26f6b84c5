/* Drawing without a mouse: go from element to element, append the next one. Keys are those of an English board by place. */
import { isKey, hasModifier } from "diagram-js/lib/features/keyboard/KeyboardUtil";

const APPENDS = {
  t: { type: "bpmn:UserTask" },
  q: { type: "bpmn:ExclusiveGateway" },
  w: { type: "bpmn:EndEvent" },
};
const upper = (letter) => [letter, letter.toUpperCase()];

function Walking(keyboard, selection, elementRegistry, canvas, autoPlace, elementFactory, rules) {
  /** Shapes and flows as one reads the drawing: from left to right, then down. */
  function ordered() {
    const all = elementRegistry.filter((each) => !each.labelTarget && each !== canvas.getRootElement() && (each.waypoints || each.width));
    const place = (each) => (each.waypoints ? each.waypoints[0] : each);
    return all.sort((one, other) => place(one).x - place(other).x || place(one).y - place(other).y);
  }

  function step(by) {
    const all = ordered();
    const now = all.indexOf(selection.get()[0]);
    const next = all[now === -1 && by < 0 ? all.length - 1 : (now + by + all.length) % all.length];
    if (!next) return;
    selection.select(next);
    canvas.scrollToElement(next, 100);
  }

  function append(shape) {
    const [source] = selection.get();
    if (!source || source.waypoints || !rules.allowed("shape.append", { element: source })) return false;
    autoPlace.append(source, elementFactory.createShape({ ...shape }));
    return true;
  }

  keyboard.addListener(({ keyEvent }) => {
    if (hasModifier(keyEvent)) return;
    if (isKey(upper("n"), keyEvent)) return step(1), true;
    if (isKey(upper("p"), keyEvent)) return step(-1), true;
    for (const [letter, shape] of Object.entries(APPENDS)) if (isKey(upper(letter), keyEvent)) return append(shape) || undefined;
  });
}
Walking.$inject = ["keyboard", "selection", "elementRegistry", "canvas", "autoPlace", "elementFactory", "rules"];

export const keyboard = { __init__: ["walking"], walking: ["type", Walking] };
