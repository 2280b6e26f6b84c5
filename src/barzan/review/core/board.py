"""The list of a review: groups, filters, neighbours, how far it is, what the booklet's counts still admit."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from barzan.persian import search_key
from barzan.review.core.fold import DECIDED, OPEN, QUESTIONED

STATES = {"todo": (OPEN,), "questioned": (QUESTIONED,), "decided": DECIDED}
FIGURES = ("total", "specific", "general", "shared", "client")
LONGEST_PAUSE = timedelta(minutes=10)
FEWEST_FOR_A_PACE = 5
WINDOW = 24


@dataclass(frozen=True, slots=True)
class Line:
    """One item in the list. ``kinds`` are those of its findings; ``group`` is 0 (decide) to 2 (clean)."""

    order: int
    group: int
    office: int
    row: int | None
    title: str
    state: str
    service_class: str | None
    has_client: bool | None
    kinds: tuple[str, ...]
    lost: bool
    decided_at: datetime | None = None
    decided_by: int | None = None

    @property
    def is_decided(self) -> bool:
        return self.state in DECIDED


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; empty fields narrow nothing. ``text`` is of a title, or a row number."""

    office: int | None = None
    kind: str = ""
    state: str = "todo"
    text: str = ""

    def passes(self, line: Line) -> bool:
        if self.office is not None and line.office != self.office:
            return False
        if self.kind and self.kind not in line.kinds:
            return False
        if self.state in STATES and line.state not in STATES[self.state]:
            return False
        return self.text_passes(line)

    def text_passes(self, line: Line) -> bool:
        return not self.text or self.text == str(line.row) or search_key(self.text) in search_key(line.title)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of an office: stated by the booklet, decided, still read so, and what that leaves.

    ``certain`` counts items that nobody has decided yet but that are read as this figure; ``open`` those
    whose figure is not known. ``left`` of the open ones must be it so that the stated number comes out; None
    where nothing is stated.
    """

    name: str
    stated: int | None
    decided: int
    certain: int
    open: int

    @property
    def left(self) -> int | None:
        return None if self.stated is None else self.stated - self.decided - self.certain

    @property
    def verdict(self) -> str:
        """``met``, ``none`` (no open one may be it), ``all`` (every open one must be it), ``some``, ``over``
        or ``short`` (the stated number cannot come out any more); empty where nothing is stated.
        """
        left = self.left
        if left is None:
            return ""
        if left < 0:
            return "over"
        if left > self.open:
            return "short"
        if not self.open:
            return "met"
        return {0: "none", self.open: "all"}.get(left, "some")


@dataclass(frozen=True, slots=True)
class Board:
    """The items of a reading in the order of the list: those that need a person first."""

    lines: Sequence[Line]

    def passing(self, filters: Filters) -> list[Line]:
        """What passes, in order."""
        return [line for line in self.lines if filters.passes(line)]

    def after(self, filters: Filters, order: int) -> Line | None:
        """The next item of the filtered list behind ``order``, from its start where that is the last."""
        ranked = self._places()
        here = ranked.get(order, -1)
        passing = [line for line in self.passing(filters) if line.order != order]
        return next((line for line in passing if ranked[line.order] > here), passing[0] if passing else None)

    def before(self, filters: Filters, order: int) -> Line | None:
        """The item of the filtered list before ``order``."""
        ranked = self._places()
        here = ranked.get(order, len(self.lines))
        found = [line for line in self.passing(filters) if ranked[line.order] < here]
        return found[-1] if found else None

    def kinds(self, filters: Filters) -> Counter[str]:
        """How many items of the office and state have a finding of each kind."""
        wide = Filters(filters.office, "", filters.state, filters.text)
        return Counter(kind for line in self.passing(wide) for kind in line.kinds)

    def states(self, filters: Filters) -> dict[str, int]:
        """How many items of the office and kind are in each state."""
        wide = Filters(filters.office, filters.kind, "all", filters.text)
        passing = self.passing(wide)
        counts = {name: sum(line.state in states for line in passing) for name, states in STATES.items()}
        return {**counts, "all": len(passing)}

    def done(self, office: int | None = None) -> tuple[int, int]:
        """(decided, all) of the reading or of an office."""
        lines = [line for line in self.lines if office is None or line.office == office]
        return sum(line.is_decided for line in lines), len(lines)

    def by_office(self) -> dict[int, tuple[int, int]]:
        """(decided, all) of each office."""
        every = Counter(line.office for line in self.lines)
        done = Counter(line.office for line in self.lines if line.is_decided)
        return {office: (done[office], count) for office, count in every.items()}

    def clean(self, office: int) -> list[Line]:
        """The items of an office that nothing was found about and nobody has decided."""
        return [
            line for line in self.lines if line.office == office and line.group == 2 and line.state == OPEN
        ]  # fmt: skip

    def figures(self, office: int, stated: Mapping[str, int | None]) -> list[Figure]:
        """The office's row of the summary: stated, so far, left."""
        lines = [line for line in self.lines if line.office == office and line.state != "aside"]
        return [_figure(name, stated.get(name), lines) for name in FIGURES]

    def remaining(self) -> timedelta | None:
        """How long the rest takes at the pace of the last decisions; None before there is a pace."""
        moments = sorted(line.decided_at for line in self.lines if line.decided_at)[-60:]
        gaps = [b - a for a, b in itertools.pairwise(moments)]
        paces = [gap.total_seconds() for gap in gaps if timedelta(seconds=1) < gap <= LONGEST_PAUSE]
        if len(paces) < FEWEST_FOR_A_PACE:
            return None
        decided, every = self.done()
        return timedelta(seconds=median(paces) * (every - decided))

    def _places(self) -> dict[int, int]:
        return {line.order: at for at, line in enumerate(self.lines)}


def window(lines: Sequence[Line], order: int, size: int = WINDOW) -> tuple[Sequence[Line], int, int]:
    """The part of a list about the item ``order``, and how many come before and after it."""
    at = next((place for place, line in enumerate(lines) if line.order == order), 0)
    start = max(0, min(at - size // 3, len(lines) - size))
    shown = lines[start : start + size]
    return shown, start, len(lines) - start - len(shown)


def _figure(name: str, stated: int | None, lines: Iterable[Line]) -> Figure:
    decided = certain = unknown = 0
    for line in lines:
        is_it = _is(line, name)
        if is_it is None:
            unknown += not line.is_decided
        elif is_it and line.is_decided:
            decided += 1
        elif is_it:
            certain += 1
    return Figure(name, stated, decided, certain, unknown)


def _is(line: Line, figure: str) -> bool | None:
    """Whether an item counts under a figure; None: not known."""
    if figure == "total":
        return True
    if figure == "client":
        return line.has_client
    return None if line.service_class is None else line.service_class == figure
