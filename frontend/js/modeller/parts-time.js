/* Deadlines of tasks and timers of events: how much, counted how, resting on which law. */
import { choice, field, h, part, text } from "./dom.js";
import { pick } from "./pick.js";
import { extensionOf, isAny, triggerOf } from "./values.js";
import { digits, t } from "./words.js";

const COUNTINGS = () => [
  ["calendar-days", t("Calendar days (a month is 30 days)")],
  ["working-days", t("Working days")],
  ["hours", t("Hours")],
  ["office-hours", t("Office hours")],
  ["jalali-months", t("Months of the Jalali calendar")],
  ["gregorian-months", t("Months of the Gregorian calendar")],
  ["exact", t("Elapsed time, to the second")],
];
const UNITS = { D: /^P(\d+)D$/, W: /^P(\d+)W$/, M: /^P(\d+)M$/, H: /^PT(\d+)H$/, I: /^PT(\d+)M$/ };
const WRITTEN = { D: (n) => `P${n}D`, W: (n) => `P${n}W`, M: (n) => `P${n}M`, H: (n) => `PT${n}H`, I: (n) => `PT${n}M` };
const latin = (value) => value.replace(/[۰-۹]/g, (digit) => "۰۱۲۳۴۵۶۷۸۹".indexOf(digit)).replace(/[٠-٩]/g, (digit) => "٠١٢٣٤٥٦٧٨٩".indexOf(digit));

/** A duration as a number and a unit; anything else as an ISO 8601 text or a FEEL expression. */
function amount(id, label, value, write, refresh) {
  const unit = Object.keys(UNITS).find((each) => UNITS[each].test(value ?? "")) ?? (value ? "E" : "D");
  const number = unit === "E" ? value : (value ?? "").replace(UNITS[unit], "$1");
  const input = h("input", { type: "text", value: unit === "E" ? value : digits(number), dir: unit === "E" ? "ltr" : undefined, inputmode: unit === "E" ? undefined : "numeric", autocomplete: "off" });
  const select = h(
    "select",
    { id: `${id}-unit`, "aria-label": t("Unit of time") },
    [["D", t("days")], ["W", t("weeks")], ["M", t("months")], ["H", t("hours")], ["I", t("minutes")], ["E", t("expression")]].map(([each, words]) =>
      h("option", { value: each, selected: each === unit }, words),
    ),
  );
  const save = () => {
    const written = latin(input.value.trim());
    write(written && select.value !== "E" && /^\d+$/.test(written) ? WRITTEN[select.value](written) : written);
  };
  input.addEventListener("change", save);
  select.addEventListener("change", () => (save(), refresh()));
  const box = field(id, label, input, unit === "E" ? t("ISO 8601 such as P3M, or FEEL that gives a duration") : undefined);
  const pair = h("div", { class: "amount" });
  input.replaceWith(pair);
  pair.append(input, select);
  return box;
}

/** Counting and legal basis, the same for deadlines and timers. */
function terms(id, now, set, picks, first) {
  return [
    choice(`${id}-counting`, t("How it is counted"), now.counting || first, COUNTINGS(), set("counting")),
    pick(`${id}-basis`, t("Legal basis"), now.basis, picks.instruments, set("basis")),
    text(`${id}-article`, t("Article or paragraph"), now.article, set("article")),
  ];
}

function deadline({ write, bo, picks, refresh }) {
  if (!isAny(bo, ["bpmn:UserTask", "bpmn:ManualTask"])) return;
  const now = extensionOf(bo, "barzan:Deadline") ?? {};
  const set = (name) => (value) => write.extension("barzan:Deadline", { [name]: value });
  const setAmount = (value) => {
    const bare = Object.fromEntries(["counting", "runsFrom", "basis", "article", "silence", "escalation"].map((name) => [name, ""]));
    write.extension("barzan:Deadline", value ? { amount: value } : { amount: "", ...bare });
    refresh();
  };
  const more = !now.amount
    ? []
    : [
        ...terms("p-deadline", now, set, picks, "calendar-days"),
        choice("p-runs", t("It runs from"), now.runsFrom || "opened", [
          ["opened", t("the moment the task opens")],
          ["notice", t("recorded notice")],
          ["complete", t("receipt of complete documents")],
        ], set("runsFrom")),
        choice("p-silence", t("What silence means"), now.silence, [["", t("nothing")], ["consent", t("consent")], ["refusal", t("refusal")]], set("silence")),
        pick("p-escalation", t("Plan of escalation"), now.escalation, picks.escalations, set("escalation"), { hint: t("Empty: the usual plan.") }),
      ];
  return part("deadline", t("Deadline"), [amount("p-amount", t("Time allowed"), now.amount, setAmount, refresh), ...more], Boolean(now.amount));
}

const KINDS = ["timeDuration", "timeDate", "timeCycle"];

function timer({ write, bo, picks, refresh }) {
  const event = triggerOf(bo, "Timer");
  if (!event) return;
  const kind = KINDS.find((each) => event[each]) ?? "timeDuration";
  const value = event[kind]?.body ?? "";
  const now = extensionOf(event, "barzan:Deadline") ?? {};
  const set = (name) => (next) => write.extension("barzan:Deadline", { [name]: next }, event);
  const put = (which, next) => {
    const all = Object.fromEntries(KINDS.map((each) => [each, each === which ? write.expression(next) : undefined]));
    write.set(event, all);
  };
  const turn = (which) => (put(which, value || { timeDuration: "P1D", timeDate: "today()", timeCycle: "R3/P1D" }[which]), refresh());
  const shown =
    kind === "timeDuration"
      ? amount("p-timer", t("After how long"), value, (next) => put(kind, next), refresh)
      : text("p-timer", kind === "timeDate" ? t("When") : t("How often"), value, (next) => put(kind, next), {
          dir: "ltr",
          hint: kind === "timeDate" ? t("A date and time such as 2026-03-21T08:00:00, or FEEL that gives one") : t("Such as R3/P1D: three times, every day"),
        });
  return part("timer", t("Timer"), [
    choice("p-timer-kind", t("Kind of timer"), kind, [["timeDuration", t("After a time")], ["timeDate", t("At a date")], ["timeCycle", t("Again and again")]], turn),
    shown,
    ...terms("p-timer-terms", now, set, picks, "exact"),
  ]);
}

export const time = [deadline, timer];
