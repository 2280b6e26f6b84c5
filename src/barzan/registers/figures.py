"""Counts of entries by state, unit, place and month, over all that the actor may read and that passes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from barzan.access import Actor
from barzan.people.models import Unit
from barzan.places.models import Place
from barzan.registers.filters import Filters
from barzan.registers.models import Register, Tally
from barzan.registers.narrowing import counts_kept_of, expiring, narrowed, units_of
from barzan.registers.rules import ENTRY_READ
from barzan.registers.standing import month_of

TOP = 20
MONTHS = 24
POINTS = 2_000
SAMPLE, SEARCHED = 10_000, 1_000  # where no counts are kept, charts speak of so many (found) of the newest


@dataclass(frozen=True, slots=True)
class Figures:
    """Each list holds (key, count); places and units only the ``TOP`` largest, months the last ``MONTHS``.

    ``newest``: only so many of the newest that pass were counted, for there are more; 0: all were.
    """

    total: int
    newest: int
    states: list[tuple[str, int]]
    units: list[tuple[Unit, int]]
    places: list[tuple[Place, int]]
    months: list[tuple[int, int]]


class Point(NamedTuple):
    """An entry on the map."""

    pk: int
    number: str
    title: str
    state: str
    latitude: float
    longitude: float


def figures(actor: Actor, register: Register, filters: Filters) -> Figures:
    """The counts of a register, for its charts."""
    ENTRY_READ.require(actor)
    if counts_kept_of(actor, filters):
        counts, newest = _kept(_tallies(actor, register, filters)), 0
    else:
        counts, newest = _newest(actor, register, filters)
    return Figures(
        total=counts["state"].total(),
        newest=newest,
        states=counts["state"].most_common(),
        units=_with(Unit.objects, counts["unit"]),
        places=_with(Place.objects, counts["place"]),
        months=sorted(counts["month"].items())[-MONTHS:],
    )


def expiries(actor: Actor, register: Register, filters: Filters, year: int) -> list[tuple[int, int]]:
    """How many entries expire in each month of a Jalali year."""
    ENTRY_READ.require(actor)
    months = range(year * 100 + 1, year * 100 + 13)
    if counts_kept_of(actor, filters):
        rows = _tallies(actor, register, filters).filter(
            name="expiry", value__in=[str(each) for each in months]
        )
        found = {int(month): number for month, number in _sums(rows, "value")}
    else:
        found = expiring(actor, register, filters, months)
    return [(month, found.get(month, 0)) for month in months]


def this_month() -> int:
    return month_of(timezone.localdate())


def points(actor: Actor, register: Register, filters: Filters) -> list[Point]:
    """The newest entries that have a point, ``POINTS`` at most."""
    found = narrowed(actor, register, filters, Q(latitude__isnull=False), few=POINTS)
    return [Point(*row) for row in found.values(POINTS, *Point._fields)]


def _newest(actor: Actor, register: Register, filters: Filters) -> tuple[dict[str, Counter[Any]], int]:
    """Counts of the newest entries that pass; of how many, where more pass."""
    columns, most = ("state", "unit", "place", "month"), SEARCHED if filters.words else SAMPLE
    rows = narrowed(actor, register, filters, few=most).values(most + 1, *columns)
    counts = {name: Counter(row[at] for row in rows[:most]) for at, name in enumerate(columns)}
    return counts, most if len(rows) > most else 0


def _tallies(actor: Actor, register: Register, filters: Filters) -> QuerySet[Tally]:
    """The counts kept of the units that the actor may read, as far as unit and states are asked for."""
    rows, units = Tally.objects.filter(register=register), units_of(actor, filters)
    if units is not None:
        rows = rows.filter(unit__in=units)
    return rows.filter(state__in=filters.states) if filters.states else rows


def _kept(rows: QuerySet[Tally]) -> dict[str, Counter[Any]]:
    """Sums of kept counts by what is counted."""
    found: dict[str, Counter[Any]] = {name: Counter() for name in ("state", "unit", "place", "month")}
    for state, unit, number in _sums(rows.filter(name="all"), "state", "unit"):
        found["state"][state] += number
        found["unit"][unit] += number
    for name, value, number in _sums(rows.filter(name__in=("place", "month")), "name", "value"):
        found[name][int(value or 0)] = number
    return found


def _sums(rows: QuerySet[Tally], *by: str) -> QuerySet[Tally, tuple[Any, ...]]:
    return rows.order_by().values_list(*by).annotate(number=Sum("number")).exclude(number=0)


def _with(rows: Any, found: Counter[Any]) -> list[tuple[Any, int]]:
    """The largest, with their records."""
    top = [(key, number) for key, number in found.most_common() if key][:TOP]
    named = rows.in_bulk([key for key, _ in top])
    return [(named[key], number) for key, number in top]
