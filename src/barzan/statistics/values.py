"""The figures of a catalogue as plain values: everything a page, a table or a file of them says. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

# Each way to part or to test services, and the figures under it, in the order in which they are told.
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "class": ("specific", "general", "shared", "class_unknown"),
    "client": ("client", "no_client", "client_unknown"),
    "missing": ("code", "description", "basis", "documents", "steps", "time", "fee", "channel"),
    "basis": ("act", "bylaw", "instruction", "resolution", "circular", "letter", "other"),
    "channel": ("counter", "web", "phone", "sms", "post"),
    "age": ("0", "1", "2", "3"),
    "review": ("overdue", "in_time"),
}
Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Place:
    """A unit: ``counts`` of it and everything under it, ``own`` of the unit alone (empty: it owns none).

    Keys are ``total`` and, of the sections told by unit, ``section:figure``. ``depth`` is 0 for the topmost.
    """

    code: str
    name: str
    name_en: str
    depth: int
    counts: Counts
    own: Counts


@dataclass(frozen=True, slots=True)
class Shelf:
    """A category or a life event and the services under it; ``code`` is empty for those under none."""

    code: str
    title: str
    title_en: str
    services: int


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper, how many services ask for it, and the wordings that were taken for one: (text, services).

    ``key`` is that of ``papers.papers_of``; ``issuer`` and ``issuer_en`` name the agency of the state that
    has issued it, where that is known.
    """

    key: str
    title: str
    title_en: str
    services: int
    wordings: tuple[tuple[str, int], ...]
    issuer: str = ""
    issuer_en: str = ""


@dataclass(frozen=True, slots=True)
class Statistics:
    """All figures on one day: of the whole catalogue, or of one unit and those under it.

    ``decided`` tells how many flags of ``class`` and ``client`` people decided where the booklet is open.
    """

    day: date
    total: int
    sections: Mapping[str, Counts]
    decided: Counts
    places: tuple[Place, ...]
    categories: tuple[Shelf, ...]
    life_events: tuple[Shelf, ...]
    papers: tuple[Paper, ...]

    @property
    def with_basis(self) -> int:
        """How many services name at least one legal basis."""
        return self.total - self.sections["missing"]["basis"]
