/* A ranking is dragged by its items, with a finger by their handles alone: elsewhere the finger moves the page. The buttons
 * up and down stay for the keyboard.
 */
import { changed, element, once } from "./elements.js";

export function rankings(scope) {
  once(scope, "[data-rank]", (list) => {
    let held = null;
    for (const item of list.children) item.querySelector(".rank-label").before(element("span", { class: "rank-handle", "aria-hidden": "true" }));
    list.addEventListener("pointerdown", (event) => {
      if (event.button || event.target.closest("button")) return;
      if (event.pointerType === "touch" && !event.target.closest(".rank-handle")) return;
      held = event.target.closest(".rank-item");
      if (!held) return;
      held.classList.add("rank-held");
      list.setPointerCapture(event.pointerId);
    });
    list.addEventListener("pointermove", (event) => {
      if (!held) return;
      for (const item of list.children) {
        const box = item.getBoundingClientRect();
        if (item === held || event.clientY < box.top || event.clientY > box.bottom) continue;
        const after = item.compareDocumentPosition(held) & Node.DOCUMENT_POSITION_PRECEDING;
        if (after) item.after(held);
        else item.before(held);
        break;
      }
    });
    const drop = () => {
      if (!held) return;
      held.classList.remove("rank-held");
      held = null;
      answer(list);
    };
    list.addEventListener("pointerup", drop);
    list.addEventListener("pointercancel", drop);
  });
}

// The order as the form sends it: a hidden input in each item.
function answer(list) {
  const { name } = list.previousElementSibling;
  for (const item of list.children) {
    item.querySelector("input")?.remove();
    item.prepend(element("input", { type: "hidden", name, value: item.dataset.value }));
  }
  changed(list.querySelector("input"));
}
