/* A long list of choices is searched by typing: the select stays and is what is sent. */
import { changed, element, once } from "./elements.js";

export function typed(scope) {
  once(scope, "select[data-typed]", (select) => {
    const choices = [...select.options].filter((option) => option.value);
    const list = element("datalist", { id: `${select.id}:list` }, ...choices.map((option) => element("option", { value: option.text })));
    const input = element("input", { type: "text", list: list.id, autocomplete: "off", placeholder: choices.length ? select.dataset.hint : select.options[0].text });
    for (const name of ["aria-describedby", "aria-invalid", "aria-required"]) {
      if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
    }
    input.value = select.value ? select.selectedOptions[0].text : "";
    input.id = select.id;
    select.id = `${input.id}:select`;
    select.hidden = true;
    const none = element("p", { class: "field-error", role: "status", hidden: "" }, select.dataset.none);
    input.addEventListener("change", (event) => {
      event.stopPropagation();
      const wanted = fold(input.value);
      const found = choices.find((option) => fold(option.text) === wanted) ?? only(choices, wanted);
      if (found) input.value = found.text;
      none.hidden = Boolean(found) || !wanted;
      select.value = found?.value ?? "";
      changed(select);
    });
    select.after(input, list, none);
  });
}

const fold = (text) => text.trim().replace(/[ي]/g, "ی").replace(/[ك]/g, "ک").replace(/[\u200c\s]+/g, " ").toLowerCase();

// The one choice that begins with what was typed.
function only(choices, wanted) {
  const begun = wanted ? choices.filter((option) => fold(option.text).startsWith(wanted)) : [];
  return begun.length === 1 ? begun[0] : undefined;
}
