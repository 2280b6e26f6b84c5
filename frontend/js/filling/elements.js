/* Making elements, and digits as the page writes them. */
import { latinDigits, persianDigits } from "../../../src/barzan/persian/static/persian/jalali-picker.js";

export { latinDigits };

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export function button(label, classes, pressed) {
  const made = element("button", { type: "button", class: `button ${classes}` }, label);
  made.addEventListener("click", pressed);
  return made;
}

export const shown = (text, digits) => (digits === "fa" ? persianDigits(String(text)) : String(text));

/** Takes each element of `scope` that matches once. */
export function once(scope, selector, take) {
  for (const found of scope.querySelectorAll(selector)) {
    if (found.dataset.ready !== undefined) continue;
    found.dataset.ready = "";
    take(found);
  }
}

export const changed = (input) => input.dispatchEvent(new Event("change", { bubbles: true }));
