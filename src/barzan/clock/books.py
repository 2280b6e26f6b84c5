"""The calendars and plans of the installation, read whole and kept until their edition changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any
from uuid import uuid4

from django.db.models import Subquery

from barzan.clock.core import Calendar, Closed, Counting, Hours, MonthEnd, Period, Rule, Ruled, Weekend
from barzan.clock.core.calendars import IRAN_HOURS, IRAN_WEEKEND
from barzan.clock.core.plans import DEFAULT_PLAN, NOTHING, Plan
from barzan.clock.models import (
    Certainty,
    Closure,
    CountingRule,
    Edition,
    EscalationPlan,
    Holiday,
    OfficeHours,
    WeekendPeriod,
    Year,
)
from barzan.people.models import Unit

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Where:
    """What decides which calendar holds: the organisation of a unit, and the path of its place."""

    organisation: int
    place_path: str


@dataclass(frozen=True, slots=True)
class _Local:
    """A part of a calendar and for whom it is."""

    organisation: int | None
    place_path: str
    value: Any

    def holds(self, where: Where) -> bool:
        if self.organisation is not None:
            return self.organisation == where.organisation
        return bool(where.place_path.startswith(self.place_path))

    @property
    def nearness(self) -> int:
        """The nearest first: an organisation, then the smallest place, then everybody."""
        return -10_000 if self.organisation is not None else -len(self.place_path)


@dataclass(slots=True)
class Book:
    """All calendars and plans of one edition."""

    weekends: list[_Local] = field(default_factory=list)
    hours: list[_Local] = field(default_factory=list)
    rules: list[_Local] = field(default_factory=list)
    closures: list[_Local] = field(default_factory=list)
    holidays: dict[date, Closed] = field(default_factory=dict)
    years: frozenset[int] = frozenset()
    computed: frozenset[int] = frozenset()
    plans: dict[str, Plan] = field(default_factory=dict)
    _made: dict[Where, Calendar] = field(default_factory=dict)

    def calendar(self, where: Where) -> Calendar:
        """The calendar that holds for an organisation."""
        if where not in self._made:
            self._made[where] = self._make(where)
        return self._made[where]

    def plan(self, code: str) -> Plan:
        """The plan of ``code``; "" is the default one; a plan that does not exist is none."""
        return self.plans.get(code or DEFAULT_PLAN, NOTHING)

    def _make(self, where: Where) -> Calendar:
        closed = dict(self.holidays)
        for each in _near(self.closures, where):
            day, last, why = each
            while day <= last:
                closed.setdefault(day, why)
                day += timedelta(1)
        return Calendar(
            (*_near(self.weekends, where), *IRAN_WEEKEND),
            (*_near(self.hours, where), *IRAN_HOURS),
            MappingProxyType(closed),
            tuple(_near(self.rules, where)),
            self.years,
            self.computed,
        )


def _near(parts: Iterable[_Local], where: Where) -> list[Any]:
    """What holds there, the nearest first; among equals the one that begins last."""
    return [each.value for each in sorted(parts, key=lambda each: each.nearness) if each.holds(where)]


_kept: tuple[str, Book] | None = None


def book() -> Book:
    """The book of the present edition: one question, and more only after a change."""
    return _book(Edition.objects.values_list("token", flat=True).first() or "")


def here(units: Collection[int]) -> tuple[Book, dict[int, Calendar]]:
    """The book, and by unit (id) the calendar that holds for it; one question for both."""
    token = Subquery(Edition.objects.values("token")[:1])
    rows = Unit.objects.filter(pk__in=set(units)).order_by().annotate(token=token)
    found = list(rows.values_list("pk", "organisation", "organisation__place__path", "token"))
    present = _book(found[0][3] or "") if found else book()
    return present, {pk: present.calendar(Where(of, path or "")) for pk, of, path, _ in found}


def calendars(units: Collection[int]) -> dict[int, Calendar]:
    """By unit (id): the calendar that holds for it."""
    return here(units)[1]


def renew() -> None:
    """A new edition: every process reads the book anew. Called in the transaction of the change."""
    Edition.objects.update_or_create(pk=1, defaults={"token": uuid4().hex})


def _book(token: str) -> Book:
    global _kept
    if _kept is None or _kept[0] != token:
        _kept = (token, _read())
    return _kept[1]


def weekdays_of(text: str) -> frozenset[int]:
    """Numbers of English weekday names. Raises ``ValueError`` for what is none."""
    return frozenset(WEEKDAYS.index(name) for name in text.lower().split())


def _read() -> Book:
    return Book(
        weekends=[
            _local(row, Weekend(weekdays_of(row.weekdays), Period(row.since, row.until)))
            for row in _periods(WeekendPeriod)
        ],
        hours=[
            _local(row, Hours(weekdays_of(row.weekdays), row.opens, row.closes, Period(row.since, row.until)))
            for row in _periods(OfficeHours)
        ],
        rules=[
            _local(row, Ruled(_rule(row), Period(row.since, row.until))) for row in _periods(CountingRule)
        ],
        closures=[
            _local(row, (row.first, row.last, _closed(row)))
            for row in Closure.objects.filter(withdrawal__isnull=True).select_related("place").order_by("pk")
        ],
        holidays=_holidays(),
        **_years(),
        plans={row.code: plan_of(row) for row in EscalationPlan.objects.all()},
    )


def _periods(model: Any) -> Any:
    """Rows of periods, those that begin last first, so that a later one stands before an open-ended one."""
    rows = model.objects.select_related("place").order_by("pk")
    return sorted(rows, key=lambda row: row.since or date.min, reverse=True)


def _local(row: Any, value: Any) -> _Local:
    return _Local(row.organisation_id, row.place.path if row.place else "", value)


def _closed(row: Closure) -> Closed:
    return Closed("closure", row.why or "تعطیلی اعلام‌شده", row.why or "declared closure")


def _holidays() -> dict[date, Closed]:
    """Each holiday; where two fall on one day both are named."""
    found: dict[date, Closed] = {}
    for row in Holiday.objects.all():
        fa, en = row.name, row.name_en or row.name
        if before := found.get(row.day):
            fa, en = f"{before.fa} و {fa}", f"{before.en} and {en}"
        found[row.day] = Closed("holiday", fa, en)
    return found


def _years() -> dict[str, frozenset[int]]:
    rows = list(Year.objects.all())
    return {
        "years": frozenset(row.year for row in rows),
        "computed": frozenset(row.year for row in rows if row.certainty == Certainty.COMPUTED),
    }


def _rule(row: CountingRule) -> Rule:
    return Rule(
        Counting(row.counting),
        row.first_day_counts,
        row.action_day_counts,
        row.end_moves,
        row.month_days,
        MonthEnd(row.month_end),
        row.basis,
        row.basis_en or row.basis,
    )


def plan_of(row: EscalationPlan) -> Plan:
    return Plan(row.code, row.remind, row.superior, row.take_over, Counting(row.counting))
