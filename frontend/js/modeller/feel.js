/* A field for an expression of FEEL: checked by the server while one writes. */
import { text } from "./dom.js";
import { calm, post } from "./server.js";
import { variables } from "./values.js";
import { t } from "./words.js";

/** The field, with the verdict of the server under it: right, wrong with its place, or right with a name that nothing sets. */
export function feel(id, label, value, write, { modeler, urls }, { hint, rows = 2 } = {}) {
  const box = text(id, label, value, write, { hint, rows, dir: "ltr" });
  const control = box.querySelector("textarea");
  control.classList.add("feel");
  control.setAttribute("spellcheck", "false");
  const verdict = document.createElement("p");
  verdict.className = "field-hint feel-verdict";
  verdict.id = `${id}-verdict`;
  verdict.setAttribute("role", "status");
  box.append(verdict);
  control.setAttribute("aria-describedby", [hint && `${id}-hint`, verdict.id].filter(Boolean).join(" "));

  const ask = calm(async () => {
    const asked = control.value.trim();
    if (!asked) return show("", "");
    const known = variables(modeler);
    const { status, body } = await post(urls.feel, { text: asked });
    if (control.value.trim() !== asked || status !== 200) return;
    if (body.error) return show("wrong", body.error);
    const strange = body.names.filter((name) => !known.has(name) && !["item", "loopCounter"].includes(name));
    if (strange.length) return show("strange", t("No question or step sets: {names}", { names: strange.join(", ") }));
    show("right", t("Can be evaluated"));
  }, 350);

  function show(state, words) {
    box.dataset.verdict = state;
    verdict.textContent = words;
    control.toggleAttribute("aria-invalid", state === "wrong");
    if (state === "wrong") control.setAttribute("aria-invalid", "true");
  }

  control.addEventListener("input", ask);
  if (value) ask();
  return box;
}
