/* Typing paper in by the keyboard alone: Enter goes on to the next answer, a digit ticks the choice of that number. */
import { changed, latinDigits } from "./elements.js";

const ASKED = "input:not([type=hidden], [type=file]), select, textarea";

export function typeIn(form) {
  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const { target } = event;
    if (event.key === "Enter" && target.matches("input, select")) {
      event.preventDefault();
      event.stopImmediatePropagation();
      changed(target);
      onward(form, target);
      return;
    }
    const digit = latinDigits(event.key);
    if (/^[1-9]$/.test(digit) && target.matches("[type=radio], [type=checkbox]")) tick(target, Number(digit), event);
  });
}

// The next answer: choices of one question are passed together.
function onward(form, from) {
  const all = [...form.querySelectorAll(ASKED)].filter((each) => each.offsetParent !== null);
  const group = from.name;
  const after = all.slice(all.indexOf(from) + 1).filter((each) => each.name !== group || !each.matches("[type=radio], [type=checkbox]"));
  const next = after[0] ?? form.querySelector('button[value="send"]');
  next?.focus();
  if (next?.matches("input[type=text]")) next.select();
}

function tick(target, number, event) {
  const choices = [...target.closest("fieldset").querySelectorAll("[type=radio], [type=checkbox]")].filter((each) => each.name === target.name);
  const chosen = choices[number - 1];
  if (!chosen) return;
  event.preventDefault();
  chosen.checked = chosen.type === "radio" || !chosen.checked;
  chosen.focus();
  changed(chosen);
}
