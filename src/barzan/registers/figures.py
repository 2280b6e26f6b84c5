"""Counts of entries by state, unit, place and month, over all that the actor may read and that passes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from barzan.access import Actor
from barzan.people.models import Unit
from barzan.places.models import Place
from barzan.registers.filters import Filters
from barzan.registers.models import SHOWN, Entry, Register
from barzan.registers.narrowing import by_index, narrowed
from barzan.registers.rules import ENTRY_READ
from barzan.registers.standing import month_of

TOP = 20
MONTHS = 24
POINTS = 2_000
SAMPLE = 10_000  # with filters, charts speak of so many of the newest
LARGE, FRESH = 20_000, 60.0  # entries, seconds


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
    months = range(year * 100 + 1, year * 100 + 13)
    if _partly(actor, filters):
        rows = by_index(actor, register, filters)
        rows = rows.filter(expiry_month__gte=months[0], expiry_month__lte=months[-1])
        found = Counter(dict(rows.order_by().values_list("expiry_month").annotate(Count("pk"))))
    else:
        found = _counts(actor, register, filters, {})("expiry_month")
    return [(month, found[month]) for month in months]


def _partly(actor: Actor, filters: Filters) -> bool:
    """Whether more than the unit narrows what is counted."""
    scope = ENTRY_READ.scope(actor)
    return filters.narrowed or scope.person is not None or any(place for _, place in scope.areas)


def this_month() -> int:
    return month_of(timezone.localdate())


def points(actor: Actor, register: Register, filters: Filters) -> list[Entry]:
    """The newest entries that have a point, ``POINTS`` at most."""
    rows = narrowed(actor, register, filters).rows.filter(latitude__isnull=False)
    fields = ("pk", "title", "number", "state", "latitude", "longitude", "register_id")
    return list(rows.only(*fields).order_by("-pk")[:POINTS])


def _counts(actor: Actor, register: Register, filters: Filters, known: dict[int, Unit]) -> Counts:
    """Counting by a column. Without filters the whole register is counted by column and unit, from an index
    that holds both (a large one at most once a minute), and what the actor may not read is left out by the
    unit (``known`` gets all units). With filters, the newest ``SAMPLE`` entries that pass are counted.
    """
    scope = ENTRY_READ.scope(actor)
    if _partly(actor, filters):
        newest = by_index(actor, register, filters).order_by("-pk").values_list("pk", flat=True)[:SAMPLE]
        columns = ("state", "unit", "place", "month")
        rows = list(Entry.objects.filter(pk__in=list(newest)).order_by().values_list(*columns))
        return lambda name: Counter(row[columns.index(name)] for row in rows)
    areas = [unit for unit, _ in scope.areas]
    if not scope.everything:
        known |= Unit.objects.order_by().in_bulk()
    covered = {pk for pk, unit in known.items() if any(unit.path.startswith(area) for area in areas)}

    def counted(name: str) -> Counter[Hashable]:
        found: Counter[Hashable] = Counter()
        for value, unit, number in _whole(register, name):
            if scope.everything or unit in covered:
                found[value] += number
        return found

    return counted


_kept: dict[tuple[int, str], tuple[float, list[tuple[Hashable, int, int]]]] = {}


def _whole(register: Register, name: str) -> list[tuple[Hashable, int, int]]:
    """(value, unit, count) over a whole register; of a large one as it was counted within ``FRESH``."""
    kept = _kept.get((register.pk, name))
    if kept and monotonic() - kept[0] < FRESH:
        return kept[1]
    rows = Entry.objects.filter(SHOWN, register=register).order_by()
    if name == "unit":
        return [(unit, unit, number) for _, unit, number in _whole(register, "state")]
    found = list(rows.values_list(name, "unit").annotate(Count("pk")))
    if sum(number for _, _, number in found) >= LARGE:
        _kept[register.pk, name] = (monotonic(), found)
    return found


def _sorted(found: Counter[Hashable]) -> list[tuple[str, int]]:
    return [(str(key), number) for key, number in found.most_common()]


def _with(rows: QuerySet[Any], found: Counter[Hashable], known: Mapping[int, Any]) -> list[tuple[Any, int]]:
    """The largest, with their records."""
    top = [(key, number) for key, number in found.most_common() if key is not None][:TOP]
    named = known or rows.in_bulk([key for key, _ in top])
    return [(named[key], number) for key, number in top if key in named]
