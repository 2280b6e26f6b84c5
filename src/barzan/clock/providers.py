"""What a blueprint can load into the room; the columns are described in ``docs/clock.md``.

A file adds what is missing and changes what stands under the same key. A file of holidays is the whole truth
for the Jalali years that it names: what it leaves out there is removed (a moon was seen a day later).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db import models

from barzan.access import Actor
from barzan.blueprints.cells import Cells, problems_of, repeated
from barzan.blueprints.registry import Change, Columns, Context, Problem, Provider, Row, register
from barzan.clock import actions
from barzan.clock.books import WEEKDAYS, plan_of, weekdays_of
from barzan.clock.core import ClockError, MonthEnd
from barzan.clock.core.plans import Plan
from barzan.clock.core.reckoning import fitting
from barzan.clock.core.values import Counting as CountingValue
from barzan.clock.models import (
    Certainty,
    Counting,
    CountingRule,
    EscalationPlan,
    Holiday,
    HolidayKind,
    OfficeHours,
    WeekendPeriod,
    Year,
)
from barzan.people.models import Organisation
from barzan.persian import Jalali
from barzan.persian.jalali import FIRST_YEAR, LAST_YEAR
from barzan.places.models import Place

PREFIX = "clock."
LONG_AGO = date(1979, 3, 21)
FLAGS = ("first_day_counts", "action_day_counts", "end_moves")
SCOPED = ("organisation", "place", "since", "until", "basis")
Rows = Sequence[Row]
Sorted = tuple[list[Any], list[tuple[Any, tuple[str, ...]]], list[Any], list[Any]]


@dataclass(frozen=True, slots=True)
class Table:
    """One file of the calendar: its name, table and columns, what identifies a row and how a row is read."""

    name: str
    model: type[models.Model]
    columns: Columns
    key: tuple[str, ...]
    read: Callable[[Cells], dict[str, Any]]
    first: Callable[[dict[str, Any]], date]
    whole_years: bool = False

    def provider(self) -> Provider:
        return Provider(PREFIX + self.name, self.columns, self.check, self.changes, self.apply)

    def check(self, rows: Rows, context: Context) -> list[Problem]:
        key = tuple(name.removesuffix("_id") for name in self.key)
        found = problems_of(rows, context, self.read) + repeated(rows, context, PREFIX + self.name, key)
        for row in [row for row in rows if not any(row[name] for name in key)][1:]:
            fa = "دو ردیف بی سازمان و محل و آغاز، یکی را بردارید."
            en = "Two rows have no organisation, place and beginning; remove one of them."
            found.append(context.problem(row, key[0], fa, en))
        return found

    def changes(self, actor: Actor, rows: Rows, context: Context) -> list[Change]:
        added, changed, kept, removed = self._sorted(rows, context)
        return [
            *(Change("add", self._named(row)) for row in added),
            *(Change("change", self._named(row), fields) for row, fields in changed),
            *(Change("keep", self._named(row)) for row in kept),
            *(Change("remove", self._named(row)) for row in removed),
        ]

    def apply(self, actor: Actor, rows: Rows, context: Context) -> None:
        added, changed, _, removed = self._sorted(rows, context)
        touched = [*added, *(row for row, _ in changed), *removed]
        if touched:
            actions.change_calendar(
                actor,
                self.model,
                added=added,
                changed=[row for row, _ in changed],
                removed=removed,
                first=min(self.first(vars(row)) for row in touched),
                why=context.blueprint,
            )

    def _sorted(self, rows: Rows, context: Context) -> Sorted:
        """(rows to add, rows to change with their fields, rows that stay, rows to remove)."""
        present = {self._key(vars(row)): row for row in self.model._default_manager.all()}
        added, changed, kept = [], [], []
        given = [self.read(Cells(row, context)) for row in rows]
        for fields in given:
            row = present.pop(self._key(fields), None)
            if row is None:
                added.append(self.model(**fields))
                continue
            differing = tuple(name for name, value in fields.items() if getattr(row, name) != value)
            for name in differing:
                setattr(row, name, fields[name])
            if differing:
                changed.append((row, differing))
            else:
                kept.append(row)
        return added, changed, kept, self._left_out(given, present.values())

    def _left_out(self, given: list[dict[str, Any]], present: Any) -> list[Any]:
        if not self.whole_years:
            return []
        years = {Jalali.from_gregorian(fields["day"]).year for fields in given}
        return [row for row in present if Jalali.from_gregorian(row.day).year in years]

    def _key(self, fields: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(fields[name] for name in self.key)

    def _named(self, row: models.Model) -> str:
        return " ".join(str(part) for part in self._key(vars(row)) if part is not None) or self.name


def _year(cells: Cells) -> dict[str, Any]:
    year = cells.number("year", LAST_YEAR - 1) or 0
    if not cells.problems and year < FIRST_YEAR:
        cells.wrong("year", "سال شمسی را چهاررقمی بنویسید.", "Write the Jalali year with four digits.")
    return {
        "year": year,
        "certainty": cells.choice("certainty", Certainty.values),
        "source": cells.text("source", 300),
    }


def _holiday(cells: Cells) -> dict[str, Any]:
    return {
        "day": cells.day("day", None) or LONG_AGO,
        "name": cells.text("name", 120),
        "name_en": cells.text("name_en", 120),
        "kind": cells.choice("kind", HolidayKind.values),
    }


def _period(cells: Cells) -> dict[str, Any]:
    """For whom, from when to when, and by what."""
    since, until = cells.day("since", None), cells.day("until", None)
    if since and until and until <= since:
        cells.wrong("until", "پایان دوره باید پس از آغاز آن باشد.", "The period must end after it begins.")
    if cells.row["organisation"] and cells.row["place"]:
        cells.wrong(
            "place",
            "یا سازمان را بنویسید یا محل را، نه هر دو را.",
            "Write the organisation or the place, not both.",
        )
    return {
        "organisation_id": _code(cells, "organisation", Organisation.objects, "سازمانی", "organisation"),
        "place_id": _code(cells, "place", Place.objects.filter(valid_to__isnull=True), "محلی", "place"),
        "since": since,
        "until": until,
        "basis": cells.text("basis", 300),
    }


def _code(cells: Cells, column: str, rows: Any, fa: str, en: str) -> int | None:
    """The id behind a code that is there already or that this load is about to make (then None)."""
    value = cells.row[column]
    if not value:
        return None
    found = rows.filter(code=value).values_list("pk", flat=True).first()
    if found is None:
        made = cells.context.rows_of("people.organisations" if column == "organisation" else "places.places")
        cells.known(column, {row["code"] for row in made}, fa, en)
    return found


def _weekdays(cells: Cells) -> str:
    value = " ".join(cells.text("weekdays", 80).lower().split())
    try:
        weekdays_of(value)
    except ValueError:
        cells.wrong(
            "weekdays",
            "نام روزها را به انگلیسی و با فاصله بنویسید، مانند thursday friday.",
            f"Write English names of weekdays with blanks between: {' '.join(WEEKDAYS)}.",
        )
    return value


def _weekend(cells: Cells) -> dict[str, Any]:
    return {**_period(cells), "weekdays": _weekdays(cells)}


def _time(cells: Cells, column: str) -> time:
    try:
        return time.fromisoformat(cells.row[column])
    except ValueError:
        cells.wrong(column, "ساعت را مانند 07:30 بنویسید.", "Write the time as 07:30.")
        return time(0)


def _hours(cells: Cells) -> dict[str, Any]:
    opens, closes = _time(cells, "opens"), _time(cells, "closes")
    if not cells.problems and opens >= closes:
        cells.wrong("closes", "پایان کار باید پس از آغاز آن باشد.", "Closing comes after opening.")
    return {**_period(cells), "weekdays": _weekdays(cells), "opens": opens, "closes": closes}


def _flag(cells: Cells, column: str, default: bool) -> bool:
    return {"": default, "yes": True, "no": False}[cells.choice(column, ("yes", "no"))]


def _rule(cells: Cells) -> dict[str, Any]:
    days = cells.number("month_days", 31)
    return {
        **_period(cells),
        "counting": cells.choice("counting", Counting.values),
        "first_day_counts": _flag(cells, "first_day_counts", False),
        "action_day_counts": _flag(cells, "action_day_counts", False),
        "end_moves": _flag(cells, "end_moves", True),
        "month_days": 30 if days is None else days,
        "month_end": cells.choice("month_end", list(MonthEnd)) or MonthEnd.CLAMP.value,
        "basis_en": cells.text("basis_en", 300),
    }


def _since(fields: dict[str, Any]) -> date:
    return fields["since"] or LONG_AGO


TABLES = (
    Table(
        "years", Year, Columns(("year", "certainty", "source")), ("year",), _year,
        lambda fields: Jalali(fields["year"], 1, 1).to_gregorian(),
    ),
    Table(
        "holidays", Holiday, Columns(("day", "name", "kind"), ("name_en",)), ("day", "name"), _holiday,
        lambda fields: fields["day"], whole_years=True,
    ),
    Table(
        "weekends", WeekendPeriod, Columns(("weekdays",), SCOPED), ("organisation_id", "place_id", "since"),
        _weekend, _since,
    ),
    Table(
        "hours", OfficeHours, Columns(("weekdays", "opens", "closes"), SCOPED),
        ("organisation_id", "place_id", "since", "weekdays"), _hours, _since,
    ),
    Table(
        "rules", CountingRule,
        Columns(
            ("counting",),
            (*SCOPED, *FLAGS, "month_days", "month_end", "basis_en"),
        ),
        ("organisation_id", "place_id", "since", "counting"), _rule, _since,
    ),
)  # fmt: skip

PLANS = PREFIX + "plans"
_AMOUNTS = ("remind", "superior", "take_over")


def _plan(cells: Cells) -> tuple[Plan, str, str]:
    counting = CountingValue(cells.choice("counting", Counting.values) or CountingValue.WORKING_DAYS)
    for column in _AMOUNTS:
        try:
            if cells.row[column]:
                fitting(cells.row[column], counting)
        except ClockError as error:
            cells.wrong(column, error.fa, error.en)
    amounts = [cells.text(column, 20) for column in _AMOUNTS]
    plan = Plan(cells.text("code", 40), *amounts, counting)
    return plan, cells.text("title", 120), cells.text("title_en", 120)


def _check_plans(rows: Rows, context: Context) -> list[Problem]:
    return problems_of(rows, context, _plan) + repeated(rows, context, PLANS, ("code",))


def _changes_of_plans(actor: Actor, rows: Rows, context: Context) -> list[Change]:
    present = {row.code: (plan_of(row), row.title, row.title_en) for row in EscalationPlan.objects.all()}
    found = []
    for row in rows:
        given, old = _plan(Cells(row, context)), present.get(row["code"])
        found.append(Change("add" if old is None else "keep" if old == given else "change", row["code"]))
    return found


def _apply_plans(actor: Actor, rows: Rows, context: Context) -> None:
    for row, change in zip(rows, _changes_of_plans(actor, rows, context), strict=True):
        if change.kind != "keep":
            plan, title, title_en = _plan(Cells(row, context))
            actions.save_plan(actor, plan, title=title, title_en=title_en, why=context.blueprint)


def register_all() -> None:
    """Makes the providers of the room known (called once, at start)."""
    for table in TABLES:
        register(table.provider())
    columns = Columns(("code", "title"), ("title_en", *_AMOUNTS, "counting"))
    register(Provider(PLANS, columns, _check_plans, _changes_of_plans, _apply_plans))
