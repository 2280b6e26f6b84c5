"""The booklet's own summary beside what was reviewed: every cell, and why one differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from barzan.review.core.board import FIGURES
from barzan.review.core.reading import OfficeRead


@dataclass(frozen=True, slots=True)
class Counted:
    """A service of an office (its place in the booklet) as it is counted; ``aside``: left out."""

    office: int
    service_class: str | None
    has_client: bool | None
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure: what the booklet states (None: nothing printed) and what is found."""

    figure: str
    stated: int | None
    found: int

    @property
    def differs(self) -> bool:
        return self.stated is not None and self.stated != self.found


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the summary. ``aside`` services were left out, ``unknown`` ones have no class or client."""

    kind: str
    name: str
    cells: tuple[Cell, ...]
    aside: int
    unknown: int

    @property
    def differs(self) -> bool:
        return any(cell.differs for cell in self.cells)


def compare(offices: Sequence[OfficeRead], services: Iterable[Counted]) -> list[Row]:
    """Every row that the booklet states, counted from ``services``; deputies are sums of their offices."""
    counts = _counts(services)
    return [
        _row(office, [counts[place] for place in _under(place, offices)])
        for place, office in enumerate(offices)
    ]


def _under(place: int, offices: Sequence[OfficeRead]) -> list[int]:
    office = offices[place]
    if office.kind == "office":
        return [place]
    return [
        at
        for at, each in enumerate(offices)
        if each.kind == "office" and (office.kind == "total" or each.deputy == office.name)
    ]


def _counts(services: Iterable[Counted]) -> dict[int, Counter[str]]:
    counts: dict[int, Counter[str]] = {}
    for service in services:
        found = counts.setdefault(service.office, Counter())
        if service.aside:
            found["aside"] += 1
            continue
        found["total"] += 1
        found[service.service_class or "unknown"] += 1
        found["client"] += bool(service.has_client)
        found["unknown"] += service.has_client is None and service.service_class is not None
    return _WithNone(counts)


class _WithNone(dict[int, Counter[str]]):
    def __missing__(self, key: int) -> Counter[str]:
        return Counter()


def _row(office: OfficeRead, counts: Sequence[Mapping[str, int]]) -> Row:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    cells = tuple(Cell(figure, office.stated.get(figure), total[figure]) for figure in FIGURES)
    return Row(office.kind, office.name, cells, total["aside"], total["unknown"])
