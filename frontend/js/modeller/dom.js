/* Small plain DOM: elements, and the fields of the panel with their labels. */
import { digits, t } from "./words.js";

export function h(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "value") made.value = value;
    else if (name === "checked") made.checked = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return made;
}

/** The drawing `name` of the house's icons, kept on the page in a template. */
export function icon(name) {
  return document.getElementById(`icon-${name}`)?.content.cloneNode(true) ?? "";
}

export function button(label, onclick, { id, tone = "", name, pressed, quiet = true } = {}) {
  const classes = `button button-small${quiet ? " button-quiet" : ""}${tone ? ` button-${tone}` : ""}`;
  const picture = name ? icon(name) : "";
  return h("button", { type: "button", id, class: classes, onclick, "aria-pressed": pressed }, picture, h("span", {}, label));
}

/** A label, a hint and the control between them and the error; the control's id comes from `id`. */
export function field(id, label, control, hint) {
  control.id = id;
  if (hint) control.setAttribute("aria-describedby", `${id}-hint`);
  return h(
    "div",
    { class: "field" },
    h("label", { class: "field-label", for: id }, label),
    hint && h("p", { class: "field-hint", id: `${id}-hint` }, hint),
    control,
  );
}

export function text(id, label, value, write, { hint, rows, dir, list } = {}) {
  const common = { dir, value: value ?? "", autocomplete: "off", list, onchange: (event) => write(event.target.value.trim()) };
  const control = rows ? h("textarea", { ...common, rows }) : h("input", { type: "text", ...common });
  control.rendered = control.value;
  return field(id, label, control, hint);
}

export function choice(id, label, value, options, write, { hint } = {}) {
  const known = options.some(([each]) => each === (value ?? ""));
  const all = known ? options : [...options, [value, value]];
  const control = h(
    "select",
    { onchange: (event) => write(event.target.value) },
    all.map(([each, words]) => h("option", { value: each, selected: each === (value ?? "") }, words)),
  );
  return field(id, label, control, hint);
}

export function check(id, label, value, write, { hint } = {}) {
  const control = h("input", { type: "checkbox", id, checked: Boolean(value), onchange: (event) => write(event.target.checked) });
  if (hint) control.setAttribute("aria-describedby", `${id}-hint`);
  return h(
    "div",
    { class: "field field-check" },
    h("label", {}, control, h("span", {}, label)),
    hint && h("p", { class: "field-hint", id: `${id}-hint` }, hint),
  );
}

/** A part of the panel that folds. */
export function part(id, title, children, open = true) {
  const body = h("div", { class: "panel-part-body" }, children);
  return h("details", { class: "panel-part", id: `part-${id}`, open }, h("summary", {}, title, icon("chevron-down")), body);
}

/** Rows that can be added, removed and put in order. `show(row, index)` gives the fields of one. */
export function rows(id, title, list, show, { add, remove, move }) {
  const shown = list.map((row, index) =>
    h(
      "fieldset",
      { class: "panel-row" },
      h("legend", {}, `${title} ${digits(index + 1)}`),
      show(row, index),
      h(
        "div",
        { class: "buttons" },
        move && index > 0 && button(t("Up"), () => move(row, -1), { id: `${id}-${index}-up` }),
        move && index < list.length - 1 && button(t("Down"), () => move(row, 1), { id: `${id}-${index}-down` }),
        button(t("Remove"), () => remove(row), { id: `${id}-${index}-remove` }),
      ),
    ),
  );
  return [...shown, button(`${t("Add")}: ${title}`, add, { id: `${id}-add`, name: "plus", quiet: false })];
}
