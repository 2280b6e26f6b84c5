"""What the answers to a question look like together: from counts of values to the rows of a chart. Pure."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from barzan.answers.core.columns import Column
from barzan.answers.core.filters import Filter
from barzan.persian.jalali import FIRST_YEAR, LAST_YEAR, Jalali

MOST_BINS = 12
MOST_MONTHS = 24
MOST_UNTAKEN = 20  # choices of a list that are shown whether anybody took them or not
AFTER = 621  # a Jalali year begins in the Gregorian year with a number so much higher


@dataclass(frozen=True, slots=True)
class Part:
    """One row of a distribution: ``of`` is the value it counts, ``filters`` the list that it opens."""

    of: str
    count: int
    filters: tuple[Filter, ...] = ()
    # For numbers and months: where the bar begins and ends.
    since: float | None = None
    until: float | None = None
    month: tuple[int, int] | None = None
    spellings: int = 1
    mean: float | None = None


@dataclass(frozen=True, slots=True)
class Numbers:
    """The summary of numeric answers."""

    minimum: float
    median: float
    mean: float
    maximum: float
    deviation: float


@dataclass(frozen=True, slots=True)
class Distribution:
    """All answers to a question: ``n`` answered, ``missing`` did not, ``unreadable`` are none of its kind.

    ``rest`` answers stand in ``others`` groups that are not shown.
    """

    column: Column
    n: int
    missing: int
    parts: tuple[Part, ...] = ()
    numbers: Numbers | None = None
    unreadable: int = 0
    others: int = 0
    rest: int = 0

    @property
    def total(self) -> int:
        return self.n + self.missing

    def share(self, part: Part) -> float:
        """The share of a part in all who answered, 0 to 1."""
        return part.count / self.n if self.n else 0.0


def of_choices(column: Column, counts: Mapping[str, int]) -> tuple[Part, ...]:
    """The offered choices in their order; then what is none of them, most often first. Of a long list (of
    places) only what was taken.
    """
    operator = {"many": "any", "rank": "first"}.get(column.kind, "is")
    strange = sorted(counts.keys() - column.choices.keys(), key=lambda value: (-counts[value], value))
    return tuple(
        Part(value, counts.get(value, 0), (Filter(column.path, operator, value),))
        for value in (*column.choices, *strange)
        if counts.get(value) or len(column.choices) <= MOST_UNTAKEN
    )


def of_ranks(column: Column, counts: Iterable[tuple[str, int, int]]) -> tuple[Part, ...]:
    """From (choice, position, count): how often each stands first, and its mean position; the best first."""
    places: dict[str, list[tuple[int, int]]] = {value: [] for value in column.choices}
    for value, position, count in counts:
        places.setdefault(value, []).append((position, count))
    parts = [_rank(column, value, found) for value, found in places.items()]
    return tuple(sorted(parts, key=lambda part: math.inf if part.mean is None else part.mean))


def _rank(column: Column, value: str, found: Sequence[tuple[int, int]]) -> Part:
    total = sum(count for _, count in found)
    mean = sum(position * count for position, count in found) / total if total else None
    first = sum(count for position, count in found if position == 1)
    return Part(value, first, (Filter(column.path, "first", value),), mean=mean)


def edges(minimum: float, maximum: float, *, whole: bool) -> tuple[float, float, int]:
    """(first edge, width, number) of the bars of a histogram: round numbers that a reader can add up."""
    span = maximum - minimum
    if not math.isfinite(span) or span <= 0:
        return minimum, 1.0, 1
    raw = span / MOST_BINS
    unit = 10.0 ** math.floor(math.log10(raw))
    width = next(unit * step for step in (1, 2, 2.5, 5, 10) if unit * step >= raw * 0.999999)
    if whole:
        width = max(1.0, float(math.ceil(width)))
    first = math.floor(minimum / width) * width
    return first, width, max(1, math.floor((maximum - first) / width) + 1)


def of_bins(
    column: Column, first: float, width: float, number: int, counts: Mapping[int, int]
) -> tuple[Part, ...]:
    """The bars of a histogram, empty ones too."""
    parts = []
    for index in range(number):
        since, until = _round(first + index * width), _round(first + (index + 1) * width)
        given = Filter(column.path, "bin", f"{_plain(since)}..{_plain(until)}")
        parts.append(Part(_plain(since), counts.get(index, 0), (given,), since, until))
    return tuple(parts)


def _round(value: float) -> float:
    return float(f"{value:.12g}")


def _plain(value: float) -> str:
    """A number as a filter's value has it."""
    return f"{value:.12f}".rstrip("0").rstrip(".") if abs(value) < 1e15 else f"{value:.0f}"


def of_days(column: Column, counts: Iterable[tuple[str, int]]) -> tuple[tuple[Part, ...], int]:
    """(the Jalali months from first to last, answers that are no day); years where months are many."""
    months: dict[tuple[int, int], int] = {}
    unreadable = 0
    for text, count in counts:
        month = _month(text)
        if month is None:
            unreadable += count
        else:
            months[month] = months.get(month, 0) + count
    if not months:
        return (), unreadable
    first, last = min(months), max(months)
    span = (last[0] - first[0]) * 12 + last[1] - first[1] + 1
    if span > MOST_MONTHS:
        return _years(column, months), unreadable
    shown = [((first[1] - 1 + step) // 12 + first[0], (first[1] - 1 + step) % 12 + 1) for step in range(span)]
    return tuple(_span(column, month, months.get(month, 0)) for month in shown), unreadable


def _years(column: Column, months: Mapping[tuple[int, int], int]) -> tuple[Part, ...]:
    years: dict[int, int] = {}
    for (year, _), count in months.items():
        years[year] = years.get(year, 0) + count
    return tuple(_span(column, (year, 0), years[year]) for year in sorted(years))


def _span(column: Column, month: tuple[int, int], count: int) -> Part:
    """A month, or a whole year (month 0)."""
    year, number = month
    since = Jalali(year, number or 1, 1).to_gregorian()
    after = (year + 1, 1) if number in (0, 12) else (year, number + 1)
    until = Jalali(after[0], after[1], 1).to_gregorian()
    given = Filter(column.path, "month", f"{since.isoformat()}..{until.isoformat()}")
    return Part(f"{year}-{number:02}" if number else str(year), count, (given,), month=month)


def _month(text: str) -> tuple[int, int] | None:
    """The Jalali month of a day; None where the text is no day of the years that we count."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    year = day.year - AFTER
    if FIRST_YEAR <= year <= LAST_YEAR and day < _beginnings(year)[0]:
        year -= 1
    return (year, bisect_right(_beginnings(year), day)) if FIRST_YEAR <= year < LAST_YEAR else None


@lru_cache(maxsize=4_096)
def _beginnings(year: int) -> tuple[date, ...]:
    """The first days of the months of a Jalali year."""
    return tuple(Jalali(year, month, 1).to_gregorian() for month in range(1, 13))


def of_texts(column: Column, groups: Iterable[tuple[str, str, int, int]]) -> tuple[Part, ...]:
    """From (key, a spelling of it, count, spellings): answers that are one after normalisation."""
    return tuple(
        Part(spelling, count, (Filter(column.path, "is", spelling),), spellings=spellings)
        for _, spelling, count, spellings in groups
    )


def of_hours(column: Column, counts: Mapping[str, int]) -> tuple[Part, ...]:
    """The hours of the day that were answered."""
    return tuple(
        Part(hour, counts[hour], (Filter(column.path, "hour", hour),)) for hour in sorted(counts) if hour
    )
