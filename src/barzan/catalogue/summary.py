"""The booklet's summary table, computed: units by class and client, with the stated figures beside. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

FIGURES = ("total", "specific", "general", "shared", "class_unknown", "client", "client_unknown", "gap")
STATED = ("total", "specific", "general", "shared", "client")
Counts = Mapping[str, int]
StatedRow = Mapping[str, int | None]
NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Place:
    """A unit of the table: ``path`` as in ``people.Unit``, ``depth`` 0 for the topmost."""

    code: str
    path: str
    depth: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure: what the catalogue holds and what the booklet states (None where it prints nothing).

    ``decided`` of those found were decided by people and not read.
    """

    figure: str
    found: int
    stated: int | None
    compared: bool
    decided: int = 0

    @property
    def differs(self) -> bool:
        """Whether the booklet states another number; an empty cell of a stated row states none."""
        return self.compared and self.found != (self.stated or 0)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table; ``code`` is empty for the grand total."""

    code: str
    depth: int
    cells: tuple[Cell, ...]


def table(
    places: Iterable[Place],
    counts: Mapping[str, Counts],
    stated: Mapping[str, StatedRow],
    decided: Mapping[str, Counts] = NOTHING,
) -> tuple[list[Line], Line]:
    """(rows, grand total): each unit with everything under it.

    ``counts`` are the figures of each unit alone, by code; ``decided`` how many of them people decided (a
    figure left out: none); ``stated`` the booklet's rows by code, "" for all.
    """
    places = list(places)
    rows = []
    for place in places:
        under = [each.code for each in places if each.code in counts and each.path.startswith(place.path)]
        rows.append(_line(place.code, place.depth, under, counts, stated, decided))
    return rows, _line("", 0, list(counts), counts, stated, decided)


def _line(
    code: str,
    depth: int,
    under: list[str],
    counts: Mapping[str, Counts],
    stated: Mapping[str, StatedRow],
    decided: Mapping[str, Counts],
) -> Line:
    row = stated.get(code)
    cells = tuple(
        Cell(
            figure,
            sum(counts[each][figure] for each in under),
            row.get(figure) if row else None,
            row is not None and figure in STATED,
            sum(decided.get(each, NOTHING).get(figure, 0) for each in under),
        )
        for figure in FIGURES
    )
    return Line(code, depth, cells)
