/* What an element calls: a decision, an action, another process, a script; messages and errors. */
import { h, part, rows, text } from "./dom.js";
import { feel } from "./feel.js";
import { pick } from "./pick.js";
import { extensionOf, extensionsOf, is, isAny, root, triggerOf } from "./values.js";
import { t } from "./words.js";

function decision(context) {
  const { write, bo, picks, refresh } = context;
  if (!is(bo, "bpmn:BusinessRuleTask")) return;
  const now = extensionOf(bo, "barzan:Decision") ?? {};
  const known = picks.decisions.find((each) => each.value === now.key);
  return part("decision", t("Decision"), [
    pick("p-decision", t("Decision table"), now.key, picks.decisions, (key) => (write.extension("barzan:Decision", { key }), refresh())),
    text("p-decision-result", t("Its result becomes the variable"), now.result, (result) => write.extension("barzan:Decision", { result }), { dir: "ltr" }),
    ...mappings(context, bo, "barzan:Input", t("Input"), known?.inputs),
  ]);
}

function action(context) {
  const { write, bo, picks, refresh } = context;
  if (!is(bo, "bpmn:ServiceTask")) return;
  const now = extensionOf(bo, "barzan:Action") ?? {};
  const known = picks.actions.find((each) => each.value === now.name);
  return part("action", t("Action"), [
    pick("p-action", t("Action of the installation"), now.name, picks.actions, (name) => (write.extension("barzan:Action", { name }), refresh())),
    ...mappings(context, bo, "barzan:Input", t("Input"), known?.inputs),
    ...mappings(context, bo, "barzan:Output", t("Output"), undefined, known?.outputs),
  ]);
}

function called(context) {
  const { write, bo, picks } = context;
  if (!is(bo, "bpmn:CallActivity")) return;
  return part("called", t("Called process"), [
    pick("p-called", t("Process"), bo.calledElement, picks.processes, (calledElement) => write.set(bo, { calledElement })),
    ...mappings(context, bo, "barzan:Input", t("Input")),
    ...mappings(context, bo, "barzan:Output", t("Output")),
  ]);
}

/** Rows of «target takes source». `targets` and `sources` are names that are asked for. */
function mappings({ write, refresh, ...context }, holder, type, title, targets, sources) {
  const list = extensionsOf(holder, type);
  const id = `p-${type.slice(7).toLowerCase()}`;
  const used = new Set(list.map((each) => (sources ? each.source : each.target)));
  const next = (sources ?? targets ?? []).find((name) => !used.has(name)) ?? "";
  const order = {
    add: () => (write.append(type, { target: next || "name", source: next || "null" }, holder), refresh()),
    remove: (row) => (write.removeExtension(row, holder), refresh()),
  };
  const show = (row, index) => [
    text(`${id}-${index}-target`, t("Variable"), row.target, (target) => write.set(row, { target }), { dir: "ltr" }),
    feel(`${id}-${index}-source`, t("takes (FEEL)"), row.source, (source) => write.set(row, { source }), context, { rows: 1 }),
  ];
  const asked = sources ?? targets;
  const hint = asked?.length ? h("p", { class: "field-hint" }, `${t("It knows:")} `, h("bdi", { dir: "ltr" }, asked.join(", "))) : undefined;
  return [hint, ...rows(id, title, list, show, order)];
}

function script(context) {
  const { write, bo } = context;
  if (!is(bo, "bpmn:ScriptTask")) return;
  const put = (body) => write.set(bo, { script: body || undefined, scriptFormat: body ? "FEEL" : undefined });
  return part("script", t("Expression"), [
    feel("p-script", t("Expression (FEEL)"), bo.script, put, context, { rows: 4 }),
    text("p-script-result", t("Its result becomes the variable"), extensionOf(bo, "barzan:Result")?.variable, (variable) => write.extension("barzan:Result", { variable }), { dir: "ltr" }),
  ]);
}

/** The element of the root (a message, an error) that `find` knows, made by `type` where there is none yet. */
function shared({ write }, bo, type, matches, properties) {
  const definitions = root(bo);
  const found = definitions.rootElements.find((each) => each.$type === type && matches(each));
  if (found) return found;
  const made = write.make(type, properties, definitions);
  write.set(definitions, { rootElements: [...definitions.rootElements, made] });
  return made;
}

function message(context) {
  const { write, bo, refresh } = context;
  const holder = isAny(bo, ["bpmn:SendTask", "bpmn:ReceiveTask"]) ? bo : triggerOf(bo, "Message");
  if (!holder) return;
  const now = holder.messageRef;
  const put = (name) => {
    write.set(holder, { messageRef: name ? shared(context, bo, "bpmn:Message", (each) => each.name === name, { name }) : undefined });
    refresh();
  };
  const names = root(bo).rootElements.filter((each) => is(each, "bpmn:Message")).map((each) => ({ value: each.name, label: each.name }));
  const sends = isAny(bo, ["bpmn:SendTask", "bpmn:EndEvent", "bpmn:IntermediateThrowEvent"]);
  return part("message", t("Message"), [
    pick("p-message", t("Name of the message"), now?.name, names, put, { hint: t("Sender and receiver use the same name.") }),
    now &&
      feel("p-correlation", t("Which of them (FEEL)"), extensionOf(now, "barzan:Subscription")?.correlation, (correlation) => write.extension("barzan:Subscription", { correlation }, now), context, {
        hint: t("Empty: this running process itself."),
        rows: 1,
      }),
    ...(sends ? mappings(context, bo, "barzan:Input", t("What it carries")) : []),
  ]);
}

function error(context) {
  const { write, bo } = context;
  const event = triggerOf(bo, "Error");
  if (!event) return;
  const put = (code) => write.set(event, { errorRef: code ? shared(context, bo, "bpmn:Error", (each) => each.errorCode === code, { errorCode: code, name: code }) : undefined });
  return part("error", t("Error"), [text("p-error", t("Code of the error"), event.errorRef?.errorCode, put, { dir: "ltr", hint: is(bo, "bpmn:EndEvent") ? undefined : t("Empty: any error.") })]);
}

export const call = [decision, action, called, script, message, error];
