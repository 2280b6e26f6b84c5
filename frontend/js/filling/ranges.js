/* A slider beside the number of a range. */
import { changed, element, latinDigits, once, shown } from "./elements.js";

export function ranges(scope) {
  once(scope, "[data-range]", (box) => {
    const number = box.querySelector("input");
    const { start, end, step } = number.dataset;
    const slider = element("input", { type: "range", class: "slider", min: start, max: end, step, "aria-hidden": "true", tabindex: "-1" });
    const digits = document.documentElement.lang === "fa" ? "fa" : "latin";
    const follow = () => (slider.value = latinDigits(number.value).replace("٫", ".") || start);
    follow();
    number.addEventListener("input", follow);
    slider.addEventListener("input", () => (number.value = shown(slider.value, digits).replace(".", digits === "fa" ? "٫" : ".")));
    slider.addEventListener("change", () => changed(number));
    box.append(slider);
  });
}
