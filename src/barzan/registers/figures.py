"""Counts of entries by state, unit, place and month, over all that the actor may read and that passes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from barzan.access import Actor
from barzan.people.models import Unit
from barzan.places.models import Place
from barzan.registers.filters import Filters
from barzan.registers.models import SHOWN, Entry, Register
from barzan.registers.narrowing import narrowed
from barzan.registers.rules import ENTRY_READ
from barzan.registers.standing import month_of

TOP = 20
MONTHS = 24
POINTS = 2_000


@dataclass(frozen=True, slots=True)
class Figures:
    """Each list holds (key, count); places and units only the ``TOP`` largest, months the last ``MONTHS``."""

    total: int
    states: list[tuple[str, int]]
    units: list[tuple[Unit, int]]
    places: list[tuple[Place, int]]
    months: list[tuple[int, int]]


Counts = Callable[[str], "Counter[Hashable]"]


def figures(actor: Actor, register: Register, filters: Filters) -> Figures:
    """The counts of a register, for its charts."""
    ENTRY_READ.require(actor)
    known: dict[int, Unit] = {}
    counts = _counts(actor, register, filters, known)
    states, units, places, months = (counts(name) for name in ("state", "unit", "place", "month"))
    return Figures(
        total=sum(states.values()),
        states=_sorted(states),
        units=_with(Unit.objects.all(), units, known),
        places=_with(Place.objects.all(), places, {}),
        months=sorted(months.items())[-MONTHS:],
    )


def expiries(actor: Actor, register: Register, filters: Filters, year: int) -> list[tuple[int, int]]:
    """How many entries expire in each month of a Jalali year."""
    ENTRY_READ.require(actor)
    found = _counts(actor, register, filters, {})("expiry_month")
    return [(month, found[month]) for month in range(year * 100 + 1, year * 100 + 13)]


def this_month() -> int:
    return month_of(timezone.localdate())


def points(actor: Actor, register: Register, filters: Filters) -> list[Entry]:
    """The newest entries that have a point, ``POINTS`` at most."""
    rows = narrowed(actor, register, filters).rows.filter(latitude__isnull=False)
    fields = ("pk", "title", "number", "state", "latitude", "longitude", "register_id")
    return list(rows.only(*fields).order_by("-pk")[:POINTS])


def _counts(actor: Actor, register: Register, filters: Filters, known: dict[int, Unit]) -> Counts:
    """Counting by a column. Without filters it is read from an index that holds column and unit, and what the
    actor may not read is left out by the unit (``known`` gets all units); else what passes is counted.
    """
    scope = ENTRY_READ.scope(actor)
    plain = not filters.narrowed and all(not place for _, place in scope.areas) and scope.person is None
    if not plain:
        rows = narrowed(actor, register, filters).rows
        return lambda name: Counter(dict(_grouped(rows, name)))
    known |= {} if scope.everything else Unit.objects.order_by().in_bulk()
    areas = [unit for unit, _ in scope.areas]
    covered = {pk for pk, unit in known.items() if any(unit.path.startswith(area) for area in areas)}
    rows = Entry.objects.filter(SHOWN, register=register)

    def counted(name: str) -> Counter[Hashable]:
        found: Counter[Hashable] = Counter()
        if scope.everything:
            return Counter(dict(_grouped(rows, name)))
        names = (name,) if name == "unit" else (name, "unit")
        for *key, number in rows.order_by().values_list(*names).annotate(Count("pk")):
            if key[-1] in covered:
                found[key[0]] += number
        return found

    return counted


def _grouped(rows: QuerySet[Entry], name: str) -> Iterable[tuple[Hashable, int]]:
    return rows.order_by().values_list(name).annotate(Count("pk"))


def _sorted(found: Counter[Hashable]) -> list[tuple[str, int]]:
    return [(str(key), number) for key, number in found.most_common()]


def _with(rows: QuerySet[Any], found: Counter[Hashable], known: Mapping[int, Any]) -> list[tuple[Any, int]]:
    """The largest, with their records."""
    top = [(key, number) for key, number in found.most_common() if key is not None][:TOP]
    named = known or rows.in_bulk([key for key, _ in top])
    return [(named[key], number) for key, number in top if key in named]
