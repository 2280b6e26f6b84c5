/* What the server finds in the drawing: a mark on the element, and a list whose entries select it. */
import { h, icon } from "./dom.js";
import { calm, post } from "./server.js";
import { digits, t } from "./words.js";

export function findings(modeler, list, summary, urls) {
  const overlays = modeler.get("overlays");
  const registry = modeler.get("elementRegistry");
  let asked = 0;

  async function check() {
    const mine = ++asked;
    summary.dataset.state = "asking";
    const { xml } = await modeler.saveXML();
    const { status, body } = await post(urls.check, { xml });
    if (mine !== asked) return;
    if (status !== 200) return tell("away", t("The server was not reached; the check waits."));
    show(body.findings);
  }

  function show(found) {
    overlays.remove({ type: "finding" });
    const wrong = found.filter((each) => each.severity === "error").length;
    const doubtful = found.length - wrong;
    if (!found.length) tell("right", t("Nothing to put right: it can be published."));
    else if (wrong) tell("wrong", t("{wrong} to put right, {doubtful} to think over", { wrong, doubtful }));
    else tell("doubtful", t("It can be published; {doubtful} to think over", { doubtful }));
    list.replaceChildren(...found.map(entry));
    const worst = new Map();
    for (const each of found) if (each.element && worst.get(each.element)?.severity !== "error") worst.set(each.element, each);
    for (const [id, each] of worst) mark(id, each, found.filter((other) => other.element === id));
  }

  function tell(state, words) {
    summary.dataset.state = state;
    summary.textContent = words;
  }

  function entry(each) {
    const name = registry.get(each.element)?.businessObject?.name;
    const label = h("span", {}, name && h("strong", {}, `${name}: `), each.sentence);
    const picture = icon(each.severity === "error" ? "circle-x" : "triangle-alert");
    const kind = h("span", { class: "visually-hidden" }, each.severity === "error" ? t("To put right") : t("To think over"));
    const known = registry.get(each.element);
    return h(
      "li",
      { class: `finding finding-${each.severity}` },
      known ? h("button", { type: "button", onclick: () => select(each.element) }, picture, kind, label) : h("p", {}, picture, kind, label),
    );
  }

  function mark(id, worst, all) {
    const element = registry.get(id);
    if (!element) return;
    const title = all.map((each) => each.sentence).join("\n");
    const html = h("span", { class: `finding-mark finding-mark-${worst.severity}`, title, role: "img", "aria-label": title }, digits(all.length));
    const position = element.waypoints ? { top: -11, left: 0 } : { top: -11, right: 11 };
    overlays.add(id, "finding", { position, html });
  }

  function select(id) {
    const element = registry.get(id);
    if (!element) return;
    modeler.get("canvas").scrollToElement(element, 120);
    modeler.get("selection").select(element);
  }

  const later = calm(check, 900);
  modeler.on("commandStack.changed", later);
  return { check: () => later.now() };
}
