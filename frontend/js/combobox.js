/* Search as you type, after the combobox pattern of the ARIA Authoring Practices (list autocomplete, manual selection).
 *
 * `input` names its list of suggestions in data-combobox; htmx fills that list with links of role "option". Focus stays
 * in the input: the arrow keys move aria-activedescendant, Enter opens the active link, Escape closes the list and, once
 * closed, clears the input. Without JavaScript the form sends the same words to the page of results.
 */
export function combobox(input) {
  const list = document.getElementById(input.dataset.combobox);
  let active = -1;

  const options = () => [...list.querySelectorAll('[role="option"]')];

  function open() {
    const some = options().length > 0 && document.activeElement === input;
    list.hidden = !some;
    input.setAttribute("aria-expanded", String(some));
    move(-1);
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    move(-1);
  }

  function move(to) {
    const all = options();
    active = to;
    all.forEach((option, index) => {
      option.id = `${list.id}-${index}`;
      option.setAttribute("aria-selected", String(index === active));
    });
    if (active < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", all[active].id);
    return all[active].scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const count = options().length;
    if (!count) return;
    if (list.hidden) open();
    // From the input (-1) down to the first, up to the last, round the ends back through the input.
    move(((active + by + 1 + count + 1) % (count + 1)) - 1);
  }

  const keys = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Enter: () => active >= 0 && (options()[active].click(), true),
    Escape: () => !list.hidden && (close(), true),
  };

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  list.setAttribute("role", "listbox");

  input.addEventListener("keydown", (event) => {
    const handled = event.isComposing ? false : keys[event.key]?.();
    if (handled !== false && event.key in keys) event.preventDefault();
  });
  input.addEventListener("focus", open);
  list.addEventListener("htmx:afterSwap", open);
  document.addEventListener("click", (event) => !input.form.contains(event.target) && close());
  input.form.addEventListener("focusout", (event) => !input.form.contains(event.relatedTarget) && close());
}
