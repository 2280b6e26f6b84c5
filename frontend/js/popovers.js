/* What opens over the page (details with data-popover) closes with Escape and with a press elsewhere. */
export function popovers() {
  const opened = () => document.querySelectorAll("details[data-popover][open]");

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    for (const details of opened()) {
      details.open = false;
      details.querySelector("summary").focus();
    }
  });

  document.addEventListener("click", (event) => {
    for (const details of opened()) if (!details.contains(event.target)) details.open = false;
  });
}
