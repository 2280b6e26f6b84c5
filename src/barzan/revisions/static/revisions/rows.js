// Keys of a list of rows: J next, K previous, X chooses; Enter opens, since the link has the focus. Each reader
// can switch them off (WCAG 2.1.4); they are named at the foot of the list. By place of the key, not its letter:
// a Persian keyboard writes another one there.
const foot = document.querySelector("[data-keys]");
const rows = [...document.querySelectorAll("[data-rows] [data-row]")];
const KEPT = "barzan-row-keys";

if (foot && rows.length) {
  const on = foot.querySelector("[data-keys-on]");
  foot.hidden = false;
  on.checked = localStorage.getItem(KEPT) !== "off";
  on.addEventListener("change", () => localStorage.setItem(KEPT, on.checked ? "on" : "off"));

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (!on.checked || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const present = rows.findIndex((row) => row.contains(document.activeElement));
    if (event.code === "KeyJ") go(Math.min(present + 1, rows.length - 1));
    else if (event.code === "KeyK") go(Math.max(present - 1, 0));
    else if (event.code === "KeyX" && present >= 0) rows[present].querySelector("[type=checkbox]")?.click();
    else return;
    event.preventDefault();
  });
}

function go(place) {
  rows.forEach((row, index) => {
    if (index === place) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  });
  rows[place].querySelector("a[href]").focus();
}
