/* The one script of the pages: htmx, and small enhancements of markup that works without them. */
import "htmx.org";
import { combobox } from "./combobox.js";
import { popovers } from "./popovers.js";

for (const input of document.querySelectorAll("[data-combobox]")) combobox(input);

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

popovers();

/* The rail is longer than a phone is wide: where one is stands in sight. */
const here = document.querySelector(".rail [aria-current]");
const rail = here?.closest(".rail-list");
if (rail) {
  const [mark, frame] = [here.getBoundingClientRect(), rail.getBoundingClientRect()];
  rail.scrollBy(mark.left - frame.left - (frame.width - mark.width) / 2, mark.top - frame.top - (frame.height - mark.height) / 2);
}

document.querySelector("[data-focus]")?.focus();
