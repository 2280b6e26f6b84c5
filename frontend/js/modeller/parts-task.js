/* The questions of a task: their order, types, choices. */
import { check, choice, part, rows, text } from "./dom.js";
import { extensionsOf, isAny } from "./values.js";
import { t } from "./words.js";

const FIELD = "barzan:Field";
const TYPES = () => [
  ["text", t("Text")],
  ["number", t("Number")],
  ["money", t("Amount in rials")],
  ["boolean", t("Yes or no")],
  ["date", t("Date")],
  ["choice", t("One of several")],
  ["document", t("Document")],
];

function fields({ write, bo, modeler, refresh }) {
  if (!isAny(bo, ["bpmn:UserTask", "bpmn:ManualTask"])) return;
  const list = extensionsOf(bo, FIELD);
  const done = (act) => (...given) => (act(...given), refresh());
  const taken = () => new Set(modeler.get("elementRegistry").getAll().flatMap((each) => extensionsOf(each.businessObject, FIELD)).map((each) => each.name));
  const add = () => {
    const names = taken();
    let number = 1;
    while (names.has(`field_${number}`)) number += 1;
    write.append(FIELD, { name: `field_${number}`, title: t("New question"), type: "text", required: true });
  };
  const order = { add: done(add), remove: done((row) => write.removeExtension(row)), move: done((row, by) => write.moveExtension(row, by)) };
  return part("fields", t("Questions of the task"), rows("p-field", t("Question"), list, (row, index) => one(write, row, `p-field-${index}`, refresh), order), list.length > 0);
}

function one(write, row, id, refresh) {
  const set = (name) => (value) => write.set(row, { [name]: value === "" ? undefined : value });
  const shown = [
    text(`${id}-title`, t("Question in Persian"), row.title, set("title"), { dir: "rtl" }),
    text(`${id}-title-en`, t("Question in English"), row.titleEn, set("titleEn"), { dir: "ltr" }),
    text(`${id}-name`, t("Variable"), row.name, set("name"), { dir: "ltr", hint: t("Latin letters, digits and _: conditions use this name.") }),
    choice(`${id}-type`, t("Type"), row.type || "text", TYPES(), (value) => (set("type")(value), refresh())),
    check(`${id}-required`, t("An answer is needed"), row.required !== false, (value) => write.set(row, { required: value })),
  ];
  return row.type === "choice" ? [...shown, ...choices(write, row, id, refresh)] : shown;
}

function choices(write, row, id, refresh) {
  const list = row.get("choices");
  const put = (next) => (write.set(row, { choices: next }), refresh());
  const show = (each, index) => [
    text(`${id}-choice-${index}-title`, t("Choice in Persian"), each.title, (title) => write.set(each, { title }), { dir: "rtl" }),
    text(`${id}-choice-${index}-title-en`, t("Choice in English"), each.titleEn, (titleEn) => write.set(each, { titleEn }), { dir: "ltr" }),
    text(`${id}-choice-${index}-value`, t("Value"), each.value, (value) => write.set(each, { value }), { dir: "ltr" }),
  ];
  const move = (each, by) => {
    const next = [...list];
    const at = next.indexOf(each);
    [next[at], next[at + by]] = [next[at + by], next[at]];
    put(next);
  };
  const add = () => put([...list, write.make("barzan:Choice", { value: `choice_${list.length + 1}`, title: t("New choice") }, row)]);
  return rows(`${id}-choice`, t("Choice"), list, show, { add, remove: (each) => put(list.filter((other) => other !== each)), move });
}

export const task = [fields];
