// A Jalali calendar beside the three fields of a date (progressive enhancement).
//
// Follows the date picker dialog of the ARIA Authoring Practices: a button opens a modal dialog with a grid
// of days; one day has the focus. In a right-to-left page the left arrow is the next day. Names of months
// come from the month list, all sentences from data attributes, so that no language is written here.

export const FIRST_YEAR = 1200;
export const LAST_YEAR = 1500;
const DAY = 86_400_000;
const EPOCH = Date.UTC(1821, 2, 21); // 1 Farvardin 1200, a Wednesday
const EPOCH_WEEKDAY = 4; // counted from Saturday

// The 33-year cycle, exact from 1200 to 1500; the tests compare every month with the Python core.
export function isLeap(year) {
  return (25 * year + 11) % 33 < 8;
}

export function monthLength(year, month) {
  if (month <= 6) return 31;
  return month < 12 || isLeap(year) ? 30 : 29;
}

// Days from 1 Farvardin 1200.
export function dayNumber({ year, month, day }) {
  let days = day - 1;
  for (let y = FIRST_YEAR; y < year; y += 1) days += isLeap(y) ? 366 : 365;
  for (let m = 1; m < month; m += 1) days += monthLength(year, m);
  return days;
}

export function fromDayNumber(number) {
  let year = FIRST_YEAR;
  let rest = number;
  while (rest >= (isLeap(year) ? 366 : 365)) {
    rest -= isLeap(year) ? 366 : 365;
    year += 1;
  }
  let month = 1;
  while (rest >= monthLength(year, month)) {
    rest -= monthLength(year, month);
    month += 1;
  }
  return { year, month, day: rest + 1 };
}

// 0 is Saturday.
export function weekday(date) {
  return (dayNumber(date) + EPOCH_WEEKDAY) % 7;
}

export function fromGregorian(date) {
  return fromDayNumber((Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) - EPOCH) / DAY);
}

// Moves by whole months and keeps the day where the month has it; never leaves 1200 to 1500.
export function addMonths(date, months) {
  const first = FIRST_YEAR * 12;
  const last = LAST_YEAR * 12 + 11;
  const index = Math.min(Math.max(date.year * 12 + date.month - 1 + months, first), last);
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  return { year, month, day: Math.min(date.day, monthLength(year, month)) };
}

export function addDays(date, days) {
  const last = dayNumber({ year: LAST_YEAR, month: 12, day: monthLength(LAST_YEAR, 12) });
  return fromDayNumber(Math.min(Math.max(dayNumber(date) + days, 0), last));
}

export function latinDigits(text) {
  return text.replace(/[۰-۹٠-٩]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}

export function persianDigits(text) {
  return text.replace(/[0-9]/g, (digit) => String.fromCharCode(0x06f0 + Number(digit)));
}

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

class JalaliPicker {
  constructor(root) {
    this.root = root;
    this.text = root.dataset;
    [this.dayField, this.monthField, this.yearField] = root.querySelectorAll("input, select");
    this.months = [...this.monthField.options].slice(1).map((option) => option.text);
    this.button = element("button", { type: "button", class: "jp-open", "aria-haspopup": "dialog" }, this.text.open);
    this.button.addEventListener("click", () => this.open());
    root.append(this.button);
  }

  show(number) {
    return this.text.digits === "fa" ? persianDigits(String(number)) : String(number);
  }

  // What the fields say, or today where they name no day.
  current() {
    const [day, month, year] = [this.dayField, this.monthField, this.yearField].map((field) =>
      Number(latinDigits(field.value.trim())),
    );
    const named = year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= 12;
    return named && day >= 1 && day <= monthLength(year, month) ? { year, month, day } : null;
  }

  open() {
    this.chosen = this.current();
    this.focused = this.chosen ?? fromGregorian(new Date());
    this.dialog ??= this.build();
    this.draw();
    this.dialog.showModal();
    this.focusDay();
  }

  build() {
    const step = (label, mark, months) => {
      const button = element("button", { type: "button", class: "jp-step", "aria-label": label }, mark);
      button.addEventListener("click", () => this.move(addMonths(this.focused, months), false));
      return button;
    };
    this.heading = element("h2", { class: "jp-heading", "aria-live": "polite" });
    this.grid = element("table", { class: "jp-grid", role: "grid" });
    const today = element("button", { type: "button", class: "jp-today" }, this.text.today);
    today.addEventListener("click", () => this.choose(fromGregorian(new Date())));
    const close = element("button", { type: "button", class: "jp-close" }, this.text.close);
    const dialog = element(
      "dialog",
      { class: "jp-dialog", "aria-label": this.text.title },
      element(
        "div",
        { class: "jp-bar" },
        step(this.text.previousYear, "«", -12),
        step(this.text.previousMonth, "‹", -1),
        this.heading,
        step(this.text.nextMonth, "›", 1),
        step(this.text.nextYear, "»", 12),
      ),
      this.grid,
      element("p", { class: "jp-keys" }, this.text.keys),
      element("div", { class: "jp-foot" }, today, close),
    );
    close.addEventListener("click", () => dialog.close());
    // The native dialog closes on Escape and gives the focus back to the button.
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    this.grid.addEventListener("keydown", (event) => this.onKey(event));
    this.grid.addEventListener("click", (event) => this.onClick(event));
    this.root.append(dialog);
    return dialog;
  }

  draw() {
    const { year, month } = this.focused;
    this.heading.textContent = `${this.months[month - 1]} ${this.show(year)}`;
    this.grid.setAttribute("aria-label", this.heading.textContent);
    const names = this.text.weekdays.split(",");
    const head = names.map((name) => element("th", { scope: "col", abbr: name }, [...name][0]));
    const today = fromGregorian(new Date());
    const cells = Array.from({ length: weekday({ year, month, day: 1 }) }, () => element("td"));
    for (let day = 1; day <= monthLength(year, month); day += 1) {
      cells.push(this.cell({ year, month, day }, today, names));
    }
    while (cells.length % 7) cells.push(element("td"));
    const rows = [];
    for (let at = 0; at < cells.length; at += 7) rows.push(element("tr", {}, ...cells.slice(at, at + 7)));
    this.grid.replaceChildren(
      element("thead", {}, element("tr", {}, ...head)),
      element("tbody", {}, ...rows),
    );
  }

  cell(date, today, names) {
    const same = (other) => other !== null && dayNumber(other) === dayNumber(date);
    const name = `${names[weekday(date)]} ${this.show(date.day)} ${this.months[date.month - 1]} ${this.show(date.year)}`;
    return element(
      "td",
      {
        class: "jp-day",
        "data-day": date.day,
        tabindex: same(this.focused) ? 0 : -1,
        "aria-label": name,
        "aria-selected": same(this.chosen),
        ...(same(today) && { "aria-current": "date" }),
      },
      this.show(date.day),
    );
  }

  focusDay() {
    this.grid.querySelector('[tabindex="0"]').focus();
  }

  move(date, focus = true) {
    this.focused = date;
    this.draw();
    if (focus) this.focusDay();
  }

  onKey(event) {
    const forward = getComputedStyle(this.grid).direction === "rtl" ? -1 : 1;
    const today = this.focused;
    const moves = {
      ArrowRight: () => addDays(today, forward),
      ArrowLeft: () => addDays(today, -forward),
      ArrowDown: () => addDays(today, 7),
      ArrowUp: () => addDays(today, -7),
      Home: () => addDays(today, -weekday(today)),
      End: () => addDays(today, 6 - weekday(today)),
      PageDown: () => addMonths(today, event.shiftKey ? 12 : 1),
      PageUp: () => addMonths(today, event.shiftKey ? -12 : -1),
    };
    if (event.key === "Enter" || event.key === " ") this.choose(today);
    else if (event.key in moves) this.move(moves[event.key]());
    else return;
    event.preventDefault();
  }

  onClick(event) {
    const cell = event.target.closest("[data-day]");
    if (cell) this.choose({ ...this.focused, day: Number(cell.dataset.day) });
  }

  choose({ year, month, day }) {
    this.dayField.value = this.show(day);
    this.monthField.value = String(month);
    this.yearField.value = this.show(year);
    this.dayField.dispatchEvent(new Event("change", { bubbles: true }));
    this.dialog.close();
  }
}

export function enhance(scope) {
  for (const root of scope.querySelectorAll("[data-jalali-picker]:not([data-ready])")) {
    root.dataset.ready = "";
    new JalaliPicker(root);
  }
}

if (typeof document !== "undefined") {
  enhance(document);
  document.addEventListener("htmx:load", (event) => enhance(event.detail.elt.parentNode ?? document));
}
