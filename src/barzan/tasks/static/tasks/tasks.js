// Small helps of the pages of tasks; each page works without them.

// Keys of the inbox: J next, K previous, X chooses, T takes; Enter opens, since the link has the focus. Each reader
// can switch them off (WCAG 2.1.4); they are named at the foot of the list. By place of the key, not its letter: a
// Persian keyboard writes another one there.
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
    const box = present >= 0 ? rows[present].querySelector("[type=checkbox]") : null;
    if (event.code === "KeyJ") go(Math.min(present + 1, rows.length - 1));
    else if (event.code === "KeyK") go(Math.max(present - 1, 0));
    else if (event.code === "KeyX" && box) box.click();
    else if (event.code === "KeyT" && box) take(box);
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

// T takes the task under the focus alone, whatever is chosen besides.
function take(box) {
  for (const other of document.querySelectorAll("[data-rows] [type=checkbox]")) other.checked = other === box;
  box.form.querySelector('button[value="take"]').click();
}

// An amount is grouped in threes while it is typed, in the digits in which it is typed.
for (const input of document.querySelectorAll("[data-money]")) {
  group(input);
  input.addEventListener("input", () => group(input));
}

function group(input) {
  const after = input.value.slice(input.selectionEnd ?? input.value.length).replace(/[^0-9۰-۹٠-٩]/g, "").length;
  const digits = input.value.replace(/[^0-9۰-۹٠-٩]/g, "");
  const mark = /[۰-۹]/.test(digits) ? "٬" : ",";
  const sign = /^\s*[-−]/.test(input.value) ? "-" : "";
  input.value = sign + digits.replace(/\B(?=(.{3})+$)/g, mark);
  if (document.activeElement !== input) return;
  let place = input.value.length;
  for (let left = after; left > 0 && place > 0; place -= 1) if (/[0-9۰-۹٠-٩]/.test(input.value[place - 1])) left -= 1;
  input.setSelectionRange(place, place);
}

// Answers are kept as they are written; a form that somebody has not taken is kept by its button alone.
const form = document.querySelector("[data-draft]");
if (form) {
  const said = form.querySelector("[data-saved]");
  const WAIT = 2500;
  let timer = 0;
  let waiting = false;
  let sending = false;

  const keep = async () => {
    if (sending) return;
    [waiting, sending] = [false, true];
    const sent = new FormData(form);
    for (const [name, value] of [...sent]) if (value instanceof File) sent.delete(name);
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body: sent, headers: { Accept: "application/json" } });
      const told = await answer.json();
      said.textContent = told.said;
      if (answer.ok) form.elements.seen.value = told.seen;
      else waiting = false;
    } catch {
      said.textContent = form.dataset.lost;
      waiting = true;
    }
    sending = false;
    if (waiting) timer = setTimeout(keep, 4 * WAIT);
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    waiting = true;
    timer = setTimeout(keep, WAIT);
  });

  // The counter goes with what was kept last: the form waits for it.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!sending) return;
    event.preventDefault();
    const { submitter } = event;
    const again = setInterval(() => {
      if (sending) return;
      clearInterval(again);
      form.requestSubmit(submitter);
    }, 50);
  });
}

// The tabs are wider than a phone: the chosen one stands in sight.
document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
