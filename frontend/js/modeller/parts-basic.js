/* What every element says: its names, its documentation; and who works in a lane or at a task. */
import { check, h, part, text } from "./dom.js";
import { pick } from "./pick.js";
import { extensionOf, is, isAny } from "./values.js";
import { t } from "./words.js";

const TYPES = {
  Process: "Process", Participant: "Pool", Lane: "Lane", SequenceFlow: "Sequence flow", MessageFlow: "Message flow", UserTask: "User task",
  ManualTask: "Manual task", ServiceTask: "Service task", SendTask: "Send task", ReceiveTask: "Receive task", BusinessRuleTask: "Business rule task",
  ScriptTask: "Script task", CallActivity: "Call activity", SubProcess: "Sub-process", ExclusiveGateway: "Exclusive gateway",
  ParallelGateway: "Parallel gateway", InclusiveGateway: "Inclusive gateway", EventBasedGateway: "Event-based gateway", StartEvent: "Start event",
  EndEvent: "End event", IntermediateCatchEvent: "Intermediate catch event", IntermediateThrowEvent: "Intermediate throw event",
  BoundaryEvent: "Boundary event", TextAnnotation: "Text annotation", Group: "Group", Association: "Association",
  DataObjectReference: "Data object", DataStoreReference: "Data store", Collaboration: "Collaboration",
};

/** The word for an element's type. */
export function typeName(bo) {
  const name = bo.$type.replace("bpmn:", "");
  return t(TYPES[name] ?? name);
}

/** The process that the element stands for, where it is a pool or the canvas itself. */
export function processOf(bo) {
  if (is(bo, "bpmn:Participant")) return bo.processRef;
  return is(bo, "bpmn:Process") ? bo : undefined;
}

function general({ write, bo, modeler, element }) {
  if (is(bo, "bpmn:TextAnnotation"))
    return part("general", t("Text"), [text("p-text", t("Text"), bo.text, (value) => write.set(bo, { text: value }), { rows: 4 })]);
  const told = processOf(bo) ?? bo;
  const rename = (value) => {
    if (!is(bo, "bpmn:Process")) modeler.get("modeling").updateLabel(element, value);
    if (told !== bo || is(bo, "bpmn:Process")) write.set(told, { name: value });
  };
  return part("general", t("Name"), [
    text("p-name", t("Name in Persian"), told.name, rename, { dir: "rtl" }),
    text("p-name-en", t("Name in English"), extensionOf(told, "barzan:Name")?.en, (en) => write.extension("barzan:Name", { en }, told), { dir: "ltr" }),
    is(told, "bpmn:Process") && check("p-runs-here", t("This process runs here"), told.isExecutable, (isExecutable) => write.set(told, { isExecutable })),
  ]);
}

/** For whoever works here, and for whoever reads the file: what the element is called there. */
function documentation({ write, bo }) {
  if (is(bo, "bpmn:TextAnnotation")) return;
  const told = processOf(bo) ?? bo;
  const value = (told.documentation ?? []).map((each) => each.text).join("\n\n");
  const save = (words) => write.set(told, { documentation: words ? [write.make("bpmn:Documentation", { text: words }, told)] : [] });
  const hint = isAny(bo, ["bpmn:UserTask", "bpmn:ManualTask"]) ? t("What whoever works here should know; the task shows it as its guide.") : undefined;
  const identifier = h("p", { class: "field-hint" }, `${t("Identifier")}: `, h("bdi", { dir: "ltr", class: "code-text" }, told.id));
  return part("documentation", t("Documentation"), [text("p-documentation", t("Documentation"), value, save, { rows: 4, hint }), identifier], Boolean(value));
}

function work({ write, bo, picks }) {
  if (!isAny(bo, ["bpmn:Lane", "bpmn:UserTask", "bpmn:ManualTask"])) return;
  const now = extensionOf(bo, "barzan:Work") ?? {};
  const set = (name) => (value) => write.extension("barzan:Work", { [name]: value });
  const lane = is(bo, "bpmn:Lane");
  const hint = lane ? t("All tasks of this lane are this unit's.") : t("Only where it is not the lane's.");
  return part(
    "work",
    t("Who works"),
    [
      pick("p-unit", t("Unit"), now.unit, picks.units, set("unit"), { hint }),
      pick("p-post", t("Post"), now.post, picks.posts, set("post"), { hint: t("Only holders of this post take the task.") }),
      pick("p-body", t("Commission or council"), now.body, picks.bodies, set("body"), { hint: t("It completes the task by its recorded decision.") }),
      check("p-outside", t("An outside authority"), now.outside, set("outside"), { hint: t("The unit keeps the record for it, with its number and receipt.") }),
    ],
    lane || Boolean(now.unit || now.post || now.body || now.outside),
  );
}

export const basic = [general, work, documentation];
