/* Reading and writing what an element says, always through the command stack: everything can be undone. */
import { getBusinessObject, is, isAny } from "bpmn-js/lib/util/ModelUtil";

export { is, isAny };
export const said = getBusinessObject;

/** The writer for one element of the drawing: `write.set(…)`, `write.extension(…)`, … */
export function writer(modeler, element) {
  const [modeling, factory] = [modeler.get("modeling"), modeler.get("bpmnFactory")];
  const bo = said(element);

  const set = (holder, properties) => modeling.updateModdleProperties(element, holder, properties);

  function make(type, properties, parent) {
    const made = factory.create(type, properties);
    made.$parent = parent;
    return made;
  }

  /** The extension elements of `holder`, made where there are none. */
  function extensions(holder) {
    if (!holder.extensionElements)
      set(holder, { extensionElements: make("bpmn:ExtensionElements", { values: [] }, holder) });
    return holder.extensionElements;
  }

  /** Sets `properties` of the one extension element of `type`; takes it away when it says nothing more. */
  function extension(type, properties, holder = bo) {
    const found = extensionOf(holder, type);
    const whole = { ...(found && plain(found)), ...properties };
    const empty = Object.values(whole).every((value) => value === undefined || value === "" || value === false);
    if (found && empty) return removeExtension(found, holder);
    if (found) return set(found, emptied(properties));
    if (!empty) append(type, properties, holder);
  }

  function append(type, properties, holder = bo) {
    const list = extensions(holder);
    const made = make(type, emptied(properties), list);
    set(list, { values: [...list.get("values"), made] });
    return made;
  }

  function removeExtension(value, holder = bo) {
    const list = holder.extensionElements;
    const values = list.get("values").filter((each) => each !== value);
    if (values.length) set(list, { values });
    else set(holder, { extensionElements: undefined });
  }

  /** Moves an extension element by one place among those of its type. */
  function moveExtension(value, by, holder = bo) {
    const list = holder.extensionElements;
    const alike = list.get("values").filter((each) => each.$type === value.$type);
    const other = alike[alike.indexOf(value) + by];
    if (!other) return;
    const swap = (each) => (each === value ? other : each === other ? value : each);
    set(list, { values: list.get("values").map(swap) });
  }

  /** An expression as the standard writes it, or its absence. */
  const expression = (text) => (text ? make("bpmn:FormalExpression", { body: text }, bo) : undefined);

  return { element, bo, set, make, extension, append, removeExtension, moveExtension, expression };
}

export function extensionOf(holder, type) {
  return extensionsOf(holder, type)[0];
}

export function extensionsOf(holder, type) {
  return (holder?.extensionElements?.get("values") ?? []).filter((each) => each.$type === type);
}

/** What an extension element says, without its children. */
function plain(value) {
  const names = value.$descriptor.properties.filter((each) => each.isAttr).map((each) => each.name);
  return Object.fromEntries(names.map((name) => [name, value.get(name)]));
}

/** Empty texts are not written at all. */
function emptied(properties) {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, value === "" ? undefined : value]));
}

export function triggerOf(bo, type) {
  return (bo.eventDefinitions ?? []).find((each) => each.$type === `bpmn:${type}EventDefinition`);
}

/** The definitions at the root of the file. */
export const root = (bo) => {
  let at = bo;
  while (at.$parent) at = at.$parent;
  return at;
};

/** All variables that the drawing sets, with the titles of the fields they come from. */
export function variables(modeler) {
  const found = new Map();
  for (const element of modeler.get("elementRegistry").getAll()) {
    const bo = said(element);
    if (!bo || element.labelTarget) continue;
    for (const field of extensionsOf(bo, "barzan:Field"))
      if (field.name) found.set(field.name, { title: field.title || field.name, type: field.type, choices: field.choices ?? [] });
    for (const output of extensionsOf(bo, "barzan:Output")) if (output.target) found.set(output.target, { title: output.target });
    for (const name of [extensionOf(bo, "barzan:Result")?.variable, extensionOf(bo, "barzan:Decision")?.result])
      if (name) found.set(name, { title: name });
    const result = extensionOf(bo.loopCharacteristics, "barzan:Each")?.result;
    if (result) found.set(result, { title: result });
  }
  return found;
}
