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

document.querySelector("[data-focus]")?.focus();
