/* A searchable pick list after the combobox pattern of the ARIA Authoring Practices (list autocomplete, manual selection).
 *
 * `options` are {value, label, note}; the input shows the label, `write` gets the value. What is no option is kept as it
 * was written, and named so: a code from another installation. */
import { field, h } from "./dom.js";
import { t } from "./words.js";

const SHOWN = 60;
// Arabic letters and zero-width signs are not what tells one name from another.
const folded = (text) => text.replace(/[يى]/g, "ی").replace(/ك/g, "ک").replace(/[\u200c\u064b-\u0652]/g, "").toLowerCase();

export function pick(id, label, value, options, write, { hint } = {}) {
  const known = options.find((each) => each.value === value);
  const list = h("ul", { class: "pick-list", role: "listbox", id: `${id}-list`, hidden: true, "aria-label": label });
  const input = h("input", {
    type: "text",
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": `${id}-list`,
    autocomplete: "off",
    value: known?.label ?? value ?? "",
  });
  const note = h("p", { class: "field-hint pick-note", id: `${id}-note` });
  let [active, chosen] = [-1, value ?? ""];

  const tell = (option) => {
    note.textContent = option?.note ?? (chosen && !option ? t("Not known in this installation") : "");
    note.classList.toggle("pick-unknown", Boolean(chosen && !option));
  };
  tell(known);

  function choose(option) {
    chosen = option?.value ?? "";
    input.value = option?.label ?? "";
    tell(option);
    open(false);
    write(chosen);
  }

  function activate(at) {
    const items = [...list.children].filter((item) => item.role === "option");
    active = items.length ? (at + items.length) % items.length : -1;
    for (const [index, item] of items.entries()) item.setAttribute("aria-selected", String(index === active));
    items[active]?.scrollIntoView({ block: "nearest" });
    if (items[active]) input.setAttribute("aria-activedescendant", items[active].id);
    else input.removeAttribute("aria-activedescendant");
  }

  function open(wanted, all = false) {
    active = -1;
    list.hidden = !wanted;
    input.setAttribute("aria-expanded", String(wanted));
    input.removeAttribute("aria-activedescendant");
    if (wanted) list.replaceChildren(...suggestions(all ? "" : input.value));
  }

  function suggestions(asked) {
    const parts = folded(asked).split(/\s+/).filter(Boolean);
    const found = options.filter((each) => parts.every((piece) => folded(`${each.label} ${each.value} ${each.note ?? ""}`).includes(piece)));
    const items = found.slice(0, SHOWN).map((each, index) =>
      h(
        "li",
        { role: "option", id: `${id}-option-${index}`, "aria-selected": "false", onmousedown: (event) => (event.preventDefault(), choose(each)) },
        h("span", {}, each.label),
        each.note && h("small", {}, each.note),
      ),
    );
    if (!found.length) items.push(h("li", { class: "pick-none" }, t("Nothing is called so")));
    if (found.length > SHOWN) items.push(h("li", { class: "pick-none" }, t("More: write on to narrow the list")));
    return items;
  }

  const keys = {
    ArrowDown: () => (list.hidden ? open(true, input.value === known?.label) : 0, activate(active + 1)),
    ArrowUp: () => !list.hidden && activate(active - 1),
    Escape: () => !list.hidden && (open(false), true),
    Enter: () => active >= 0 && (list.children[active].dispatchEvent(new MouseEvent("mousedown", { cancelable: true })), true),
  };
  input.addEventListener("keydown", (event) => {
    if (!event.isComposing && keys[event.key]?.() !== false) if (keys[event.key]) event.preventDefault();
  });
  input.addEventListener("input", () => open(true));
  input.addEventListener("click", () => open(true, true));
  input.addEventListener("blur", () => {
    open(false);
    const written = input.value.trim();
    const option = options.find((each) => each.label === written || each.value === written);
    const next = option ? option.value : written;
    if (next === chosen) return;
    chosen = next;
    tell(option);
    write(next);
  });

  const box = field(id, label, input, hint);
  input.setAttribute("aria-describedby", [hint && `${id}-hint`, `${id}-note`].filter(Boolean).join(" "));
  box.classList.add("pick");
  box.append(list, note);
  return box;
}
