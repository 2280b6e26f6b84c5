/* The extension elements of Barzan (docs/bpmn.md) as a descriptor of moddle: what bpmn-js reads and writes with their names. */
const attribute = (name, type = "String") => ({ name, type, isAttr: true });
const texts = (...names) => names.map((name) => attribute(name));
const type = (name, properties) => ({ name, superClass: ["Element"], properties });

export const descriptor = {
  name: "Barzan",
  uri: "urn:barzan:bpmn:1",
  prefix: "barzan",
  xml: { tagAlias: "lowerCase" },
  associations: [],
  enumerations: [],
  types: [
    type("Name", texts("en")),
    type("Work", [...texts("unit", "post", "body"), attribute("outside", "Boolean")]),
    type("Deadline", texts("amount", "counting", "runsFrom", "basis", "article", "silence", "escalation")),
    type("Field", [
      ...texts("name", "title", "titleEn", "type"),
      attribute("required", "Boolean"),
      { name: "choices", type: "Choice", isMany: true },
    ]),
    type("Choice", texts("value", "title", "titleEn")),
    type("Result", texts("variable")),
    type("Decision", texts("key", "result")),
    type("Action", texts("name")),
    type("Input", texts("target", "source")),
    type("Output", texts("target", "source")),
    type("Subscription", texts("correlation")),
    type("Each", texts("collection", "item", "output", "result")),
  ],
};
