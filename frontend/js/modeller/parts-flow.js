/* Where the way divides: conditions, the way taken otherwise, loops and many at once. */
import { button, check, choice, h, part, text } from "./dom.js";
import { feel } from "./feel.js";
import { extensionOf, is, isAny, variables } from "./values.js";
import { t } from "./words.js";

const DIVIDES = ["bpmn:ExclusiveGateway", "bpmn:InclusiveGateway", "bpmn:Activity"];

function condition(context) {
  const { write, bo, modeler, refresh } = context;
  if (!is(bo, "bpmn:SequenceFlow") || !isAny(bo.sourceRef, DIVIDES)) return;
  if (is(bo.sourceRef, "bpmn:Gateway") && bo.sourceRef.outgoing.length < 2)
    return part("condition", t("Condition"), [h("p", { class: "field-hint" }, t("The only way on: it needs no condition."))]);
  const source = bo.sourceRef;
  const isDefault = source.default === bo;
  const otherwise = check("p-default", t("The way where no condition holds"), isDefault, (value) => {
    modeler.get("modeling").updateProperties(context.element.source, { default: value ? bo : undefined });
    refresh();
  });
  if (isDefault) return part("condition", t("Condition"), [otherwise]);
  const put = (body) => write.set(bo, { conditionExpression: write.expression(body) });
  return part("condition", t("Condition"), [
    feel("p-condition", t("This way is taken when (FEEL)"), bo.conditionExpression?.body, put, context),
    helper(context, put),
    otherwise,
  ]);
}

/** Yes and no, or the choices of a question, as conditions by one press. */
function helper({ modeler, element, refresh, bo }, put) {
  const known = [...variables(modeler)].filter(([, each]) => each.type === "boolean" || each.choices?.length);
  if (!known.length) return h("p", { class: "field-hint" }, t("A task before this with a yes-or-no question gives ready conditions here."));
  const take = (expression, name) => () => {
    put(expression);
    if (!bo.name) modeler.get("modeling").updateLabel(element, name);
    refresh();
  };
  const offers = known.flatMap(([name, each]) => [
    h("p", { class: "field-hint" }, each.title),
    h(
      "div",
      { class: "buttons" },
      each.type === "boolean"
        ? [button("بله", take(`${name} = true`, "بله"), { id: `p-yes-${name}` }), button("خیر", take(`${name} = false`, "خیر"), { id: `p-no-${name}` })]
        : each.choices.map((one) => button(one.title || one.value, take(`${name} = ${JSON.stringify(one.value)}`, one.title), { id: `p-is-${name}-${one.value}` })),
    ),
  ]);
  return h("div", { class: "panel-helper", role: "group", "aria-label": t("Ready conditions") }, offers);
}

function interrupting({ write, bo }) {
  if (!is(bo, "bpmn:BoundaryEvent") || bo.eventDefinitions?.some((each) => is(each, "bpmn:ErrorEventDefinition"))) return;
  return part("boundary", t("Boundary event"), [
    check("p-interrupting", t("It ends the work that it stands on"), bo.cancelActivity !== false, (value) => write.set(bo, { cancelActivity: value })),
  ]);
}

function loop(context) {
  const { write, bo, refresh } = context;
  if (!is(bo, "bpmn:Activity")) return;
  const now = bo.loopCharacteristics;
  const kind = !now ? "" : is(now, "bpmn:StandardLoopCharacteristics") ? "loop" : now.isSequential ? "sequential" : "parallel";
  const turn = (next) => {
    const made = {
      "": undefined,
      loop: () => write.make("bpmn:StandardLoopCharacteristics", { testBefore: false }, bo),
      sequential: () => write.make("bpmn:MultiInstanceLoopCharacteristics", { isSequential: true }, bo),
      parallel: () => write.make("bpmn:MultiInstanceLoopCharacteristics", { isSequential: false }, bo),
    }[next]?.();
    context.modeler.get("modeling").updateProperties(context.element, { loopCharacteristics: made });
    refresh();
  };
  const kinds = [["", t("Once")], ["loop", t("Again while a condition holds")], ["sequential", t("Once for each, one after another")], ["parallel", t("Once for each, all at once")]];
  const more = kind === "" ? [] : kind === "loop" ? standard(context, now) : many(context, now);
  return part("loop", t("How often"), [choice("p-loop", t("This step is done"), kind, kinds, turn), ...more], kind !== "");
}

function standard(context, now) {
  const { write } = context;
  return [
    feel("p-loop-condition", t("Again while (FEEL)"), now.loopCondition?.body, (body) => write.set(now, { loopCondition: write.expression(body) }), context),
    check("p-loop-before", t("Asked before the first time too"), now.testBefore, (testBefore) => write.set(now, { testBefore })),
    text("p-loop-maximum", t("At most so many times"), now.loopMaximum, (value) => write.set(now, { loopMaximum: Number.parseInt(value, 10) || undefined }), { dir: "ltr" }),
  ];
}

function many(context, now) {
  const { write } = context;
  const each = extensionOf(now, "barzan:Each") ?? {};
  const set = (name) => (value) => write.extension("barzan:Each", { [name]: value }, now);
  return [
    feel("p-each-collection", t("For each of this list (FEEL)"), each.collection, set("collection"), context),
    text("p-each-item", t("Each one is called"), each.item, set("item"), { dir: "ltr" }),
    feel("p-each-cardinality", t("Or so many times (FEEL)"), now.loopCardinality?.body, (body) => write.set(now, { loopCardinality: write.expression(body) }), context),
    feel("p-each-output", t("What each gives (FEEL)"), each.output, set("output"), context),
    text("p-each-result", t("Collected in the variable"), each.result, set("result"), { dir: "ltr" }),
    feel("p-each-until", t("Ends early when (FEEL)"), now.completionCondition?.body, (body) => write.set(now, { completionCondition: write.expression(body) }), context),
  ];
}

export const flow = [condition, interrupting, loop];
