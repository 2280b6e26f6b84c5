"""What a booklet says, as values; every line number counts from 1 in the text that was read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from barzan.persian.errors import BilingualError

Class = Literal["specific", "general", "shared"]
CLASSES: tuple[Class, ...] = ("specific", "general", "shared")
Flag = Literal["specific", "general", "shared", "client"]
Figure = Literal["services", "specific", "general", "shared", "client"]
FLAGS: tuple[Flag, ...] = (*CLASSES, "client")
FIGURES: tuple[Figure, ...] = ("services", *FLAGS)
Value = str | int | None | tuple[str | int, ...]


class BookletError(BilingualError, ValueError):
    """The text is no booklet, or cannot be read as text at all."""


@dataclass(frozen=True)
class Finding:
    """One difference or gap: ``code`` is a stable English key; both sentences name the place and the cure."""

    code: str
    line: int
    fa: str
    en: str
    office: str | None
    row: int | None
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Counts:
    """Services of a unit, in all and by class; ``None`` is not stated."""

    services: int | None = None
    specific: int | None = None
    general: int | None = None
    shared: int | None = None
    client: int | None = None

    def of(self, figure: Figure) -> int | None:
        """The figure of that name."""
        number: int | None = getattr(self, figure)
        return number


@dataclass(frozen=True)
class Unit:
    """A deputy, an office or the grand total: what the summary states and what the lists hold.

    ``listed`` is the number printed in the heading of the office's list; ``name`` is the name there, and
    ``summary_name`` the one in the summary table. ``found`` counts the flags that are true.
    """

    kind: Literal["deputy", "office", "total"]
    name: str
    deputy: str | None
    summary_name: str | None
    stated: Counts
    listed: int | None
    found: Counts
    line: int


@dataclass(frozen=True)
class Mark:
    """A mark as printed: the cell it stands in (from 0) and the field that the table's head has there."""

    cell: int
    under: str | None


@dataclass(frozen=True)
class Printed:
    """The row as printed: its cells without tags, and its marks."""

    cells: tuple[str, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Service:
    """One printed row. A flag is ``None`` where neither print nor summary decides it."""

    office: str
    row: int | None
    title: str
    code: str | None
    parent_title: str | None
    parent_code: str | None
    specific: bool | None
    general: bool | None
    shared: bool | None
    client: bool | None
    printed: Printed
    line: int


@dataclass(frozen=True)
class Section:
    """The page of one service: flowchart, requirements. ``row`` is the service's, where it was recognised.

    ``matched`` says how: by ``title``, or by ``order`` (its title is lost, and one row alone is free between
    its neighbours).
    """

    office: str | None
    row: int | None
    title: str | None
    matched: Literal["title", "order"] | None
    line: int
    requirements_line: int | None


@dataclass(frozen=True)
class Citation:
    """An act that a requirement names. ``date`` is year/month/day in Latin digits, None when it is no day."""

    kind: str
    title: str
    number: str | None
    date_printed: str | None
    date: str | None
    issuer: str | None


@dataclass(frozen=True)
class Requirement:
    """One item of a section's requirements: a document, a form, a rule."""

    office: str | None
    row: int | None
    section_line: int
    number: int | None
    text: str
    citations: tuple[Citation, ...]
    line: int


@dataclass(frozen=True)
class Step:
    """One printed box of a flowchart."""

    text: str
    line: int


@dataclass(frozen=True)
class Flow:
    """The printed boxes of a section in the order of the print, from start to end.

    ``complete`` is false where «پایان» was not printed. Order and branches of the drawing are lost in a scan;
    nothing is concluded from them.
    """

    office: str | None
    row: int | None
    section_line: int
    steps: tuple[Step, ...]
    complete: bool
    line: int


@dataclass(frozen=True)
class Booklet:
    """Everything that was read."""

    units: tuple[Unit, ...]
    services: tuple[Service, ...]
    sections: tuple[Section, ...]
    requirements: tuple[Requirement, ...]
    flows: tuple[Flow, ...]
    findings: tuple[Finding, ...]
