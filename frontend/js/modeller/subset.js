/* The published subset: palette, context pad and menus offer only what the engine runs. What a file brings besides stays. */
import { t } from "./words.js";

const BEYOND =
  /^replace-with-(task$|transaction|.*ad-hoc|event-subprocess|collapsed-subprocess|complex-gateway|.*signal|.*escalation|conditional-(start|intermediate|boundary)|non-interrupting-conditional|link-|.*cancel|.*compensation|collapsed-pool)/;
const HEADERS = ["toggle-participant-multiplicity", "toggle-is-collection"];

const TOOLS = [
  ["hand-tool", "bpmn-icon-hand-tool", "Activate hand tool", (tools, event) => tools.handTool.activateHand(event)],
  ["lasso-tool", "bpmn-icon-lasso-tool", "Activate lasso tool", (tools, event) => tools.lassoTool.activateSelection(event)],
  ["space-tool", "bpmn-icon-space-tool", "Activate create/remove space tool", (tools, event) => tools.spaceTool.activateSelection(event)],
  ["global-connect-tool", "bpmn-icon-connection-multi", "Activate global connect tool", (tools, event) => tools.globalConnect.start(event)],
];
const SHAPES = [
  ["start", "event", "bpmn-icon-start-event-none", "Create start event", { type: "bpmn:StartEvent" }],
  ["timer", "event", "bpmn-icon-intermediate-event-catch-timer", "Create timer", { type: "bpmn:IntermediateCatchEvent", eventDefinitionType: "bpmn:TimerEventDefinition" }],
  ["end", "event", "bpmn-icon-end-event-none", "Create end event", { type: "bpmn:EndEvent" }],
  ["user-task", "activity", "bpmn-icon-user-task", "Create user task", { type: "bpmn:UserTask" }],
  ["exclusive", "gateway", "bpmn-icon-gateway-xor", "Create question (exclusive gateway)", { type: "bpmn:ExclusiveGateway" }],
  ["parallel", "gateway", "bpmn-icon-gateway-parallel", "Create parallel gateway", { type: "bpmn:ParallelGateway" }],
  ["subprocess", "activity", "bpmn-icon-subprocess-expanded", "Create expanded sub-process", { type: "bpmn:SubProcess", isExpanded: true }],
  ["annotation", "artifact", "bpmn-icon-text-annotation", "Create text annotation", { type: "bpmn:TextAnnotation" }],
  ["group", "artifact", "bpmn-icon-group", "Create group", { type: "bpmn:Group" }],
];

function Palette(palette, create, elementFactory, handTool, lassoTool, spaceTool, globalConnect) {
  this.make = { create, elementFactory };
  this.tools = { handTool, lassoTool, spaceTool, globalConnect };
  palette.registerProvider(this);
}
Palette.$inject = ["palette", "create", "elementFactory", "handTool", "lassoTool", "spaceTool", "globalConnect"];

Palette.prototype.getPaletteEntries = function () {
  const entries = {};
  for (const [name, className, title, start] of TOOLS)
    entries[name] = { group: "tools", className, title: t(title), action: { click: (event) => start(this.tools, event) } };
  entries["tool-separator"] = { group: "tools", separator: true };
  const { create, elementFactory } = this.make;
  const offer = (group, className, title, start) => ({ group, className, title: t(title), action: { dragstart: start, click: start } });
  for (const [name, group, className, title, shape] of SHAPES)
    entries[`create.${name}`] = offer(group, className, title, (event) => create.start(event, elementFactory.createShape({ ...shape })));
  entries["create.participant"] = offer("collaboration", "bpmn-icon-participant", "Create pool/participant", (event) =>
    create.start(event, elementFactory.createParticipantShape()),
  );
  return entries;
};

/** Runs after bpmn-js's own provider: an append of a plain task appends a user task, what is beyond the subset goes. */
function Pad(contextPad, elementFactory, autoPlace, create) {
  Object.assign(this, { elementFactory, autoPlace, create });
  contextPad.registerProvider(500, this);
}
Pad.$inject = ["contextPad", "elementFactory", "autoPlace", "create"];

Pad.prototype.getContextPadEntries = function () {
  const append = (className, title, shape) => ({
    group: "model",
    className,
    title: t(title),
    action: {
      click: (_event, source) => this.autoPlace.append(source, this.elementFactory.createShape({ ...shape })),
      dragstart: (event, source) => this.create.start(event, this.elementFactory.createShape({ ...shape }), { source }),
    },
  });
  return (entries) => {
    for (const beyond of ["append.condition-intermediate-event", "append.signal-intermediate-event", "append.compensation-activity"]) delete entries[beyond];
    if (entries["append.append-task"]) {
      entries["append.append-task"] = append("bpmn-icon-user-task", "Append user task", { type: "bpmn:UserTask" });
      entries["append.intermediate-event"] = append("bpmn-icon-intermediate-event-catch-timer", "Append timer", {
        type: "bpmn:IntermediateCatchEvent",
        eventDefinitionType: "bpmn:TimerEventDefinition",
      });
    }
    return entries;
  };
};

function Menu(popupMenu) {
  popupMenu.registerProvider("bpmn-replace", 500, this);
}
Menu.$inject = ["popupMenu"];
Menu.prototype.getPopupMenuEntries = () => (entries) => Object.fromEntries(Object.entries(entries).filter(([name]) => !BEYOND.test(name)));
Menu.prototype.getPopupMenuHeaderEntries = () => (entries) => Object.fromEntries(Object.entries(entries).filter(([name]) => !HEADERS.includes(name)));

export const subset = {
  __init__: ["paletteProvider", "subsetPad", "subsetMenu"],
  paletteProvider: ["type", Palette],
  subsetPad: ["type", Pad],
  subsetMenu: ["type", Menu],
};
