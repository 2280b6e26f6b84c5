/* Search as you type, after the combobox pattern of the ARIA Authoring Practices (list autocomplete, manual selection).
 *
 * `input` names its list of suggestions in data-combobox; htmx fills that list with links of role "option". Focus stays
 * in the input: the arrow keys move aria-activedescendant, Enter opens the active link, Escape closes the list (and, once
 * it is closed, clears the input as browsers do). Without JavaScript the form sends the same words to the results.
 */
export function combobox(input) {
  const list = document.getElementById(input.dataset.combobox);
  const options = () => [...list.querySelectorAll('[role="option"]')];
  let active = -1;

  function activate(index) {
    active = index;
    input.removeAttribute("aria-activedescendant");
    for (const [at, option] of options().entries()) {
      option.id = `${list.id}-${at}`;
      option.setAttribute("aria-selected", String(at === active));
      if (at !== active) continue;
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }
  }

  function show(open) {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    activate(-1);
  }

  const open = () => show(options().length > 0 && document.activeElement === input);

  // Down from the input (-1) to the first, up to the last, and round the ends back through the input.
  function step(by) {
    const places = options().length + 1;
    if (list.hidden) open();
    if (!list.hidden) activate(((active + 1 + by + places) % places) - 1);
  }

  // Each answers whether it used the key; what it did not use is left to the browser.
  const keys = {
    ArrowDown: () => (step(1), true),
    ArrowUp: () => (step(-1), true),
    Enter: () => active >= 0 && (options()[active].click(), true),
    Escape: () => !list.hidden && (show(false), true),
  };

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  list.setAttribute("role", "listbox");

  input.addEventListener("keydown", (event) => {
    if (!event.isComposing && keys[event.key]?.()) event.preventDefault();
  });
  input.addEventListener("focus", open);
  list.addEventListener("htmx:afterSwap", open);
  document.addEventListener("click", (event) => input.form.contains(event.target) || show(false));
  input.form.addEventListener("focusout", (event) => input.form.contains(event.relatedTarget) || show(false));
}
