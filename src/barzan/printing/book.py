"""The whole booklet as plain values, computed from a source of services. Pure: no Django, no clock, no I/O.

``Source`` is what a booklet is printed from: the live catalogue now, an edition of it elsewhere. ``compose``
takes the chosen units of a source and sets chapters, sheets, summary table and indexes in order. Each format
only sets the ``Book``; none of them counts, sorts or groups anything by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from barzan.catalogue.content import LegalBasisContent, ServiceContent
from barzan.catalogue.summary import FIGURES, Line, Place, StatedRow, table
from barzan.persian import latin_digits, normalise, search_key, sort_key
from barzan.trail.canonical import content_hash


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the organisation; ``path`` as in ``people.Unit``, ``depth`` 0 for the topmost."""

    code: str
    name: str
    path: str
    depth: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A service as its source has it: the code, the owning unit, what its version says."""

    code: str
    unit: str
    content: ServiceContent
    version: int
    content_hash: str
    published_on: date
    group: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """A flag that people set because the source leaves it open: ``field`` is ``class`` or ``client``.

    ``value`` is a class, or ``yes`` or ``no``; ``basis`` and ``by`` (a role) are words to be printed.
    """

    service: str
    field: str
    value: str
    reason: str
    basis: str
    by: str

    def holds(self, content: ServiceContent) -> bool:
        """Whether the service still says what was decided."""
        if self.field == "class":
            return self.value == content.service_class
        return content.has_client is not None and self.value == ("yes" if content.has_client else "no")

    @property
    def figure(self) -> str:
        """The figure of the summary table that counts it."""
        return self.value if self.field == "class" else {"yes": "client", "no": "no_client"}[self.value]


@dataclass(frozen=True, slots=True)
class Reading:
    """A printed booklet that services were read from, and what its editors have added."""

    title: str
    edition: str
    sha256: str
    editor_note: str


@dataclass(frozen=True, slots=True)
class Pinned:
    """The edition that a booklet is printed from."""

    number: int
    title: str
    day: date
    content_hash: str


@dataclass(frozen=True, slots=True)
class Source:
    """What a booklet is printed from. ``units`` parents before children; ``stated`` by unit code, "" for all.

    ``edition`` is None for the catalogue as it stands.
    """

    organisation: str
    units: tuple[Unit, ...]
    entries: tuple[Entry, ...]
    stated: Mapping[str, StatedRow]
    readings: tuple[Reading, ...]
    decided: tuple[Decided, ...] = ()
    edition: Pinned | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """An answer of the strip above a sheet."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a part of a sheet: what it says, of which kind it is, what is to be noted."""

    text: str
    kind: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """What a sheet says in words; ``unsaid`` names the parts of which the source says nothing."""

    service_class: str
    client: str
    about: str
    facts: tuple[Fact, ...]
    requirements: tuple[Item, ...]
    legal_bases: tuple[Item, ...]
    steps: tuple[Item, ...]
    longest_step: str
    channels: tuple[Item, ...]
    objection: str
    unsaid: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet of one service; ``number`` is its place in the booklet, from 1."""

    number: int
    entry: Entry
    unit: Unit
    words: Wording
    decided: tuple[Decided, ...] = ()

    @property
    def code(self) -> str:
        return self.entry.code

    @property
    def title(self) -> str:
        return self.entry.content.title

    @property
    def is_gap(self) -> bool:
        return bool(self.entry.content.gap_reason)


@dataclass(frozen=True, slots=True)
class Section:
    """An office and the sheets of its services, in Persian alphabetical order."""

    unit: Unit
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A deputy, or a unit of that height, with the offices under it that own services."""

    unit: Unit
    sections: tuple[Section, ...]

    @property
    def size(self) -> int:
        return sum(len(section.sheets) for section in self.sections)


@dataclass(frozen=True, slots=True)
class Letter:
    """The titles that begin with a letter; empty for those that begin with none."""

    letter: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """An instrument of law, cited alike, with the sheets that rest on it in the order of the booklet."""

    number: int
    citation: LegalBasisContent
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The summary table: a line for each unit with all under it, and the line of all together."""

    rows: tuple[tuple[Unit, Line], ...]
    total: Line

    @property
    def differing(self) -> int:
        """In how many cells the source's own table states another figure."""
        lines = [*(line for _, line in self.rows), self.total]
        return sum(cell.differs for line in lines for cell in line.cells)


@dataclass(frozen=True, slots=True)
class Colophon:
    """What was printed, from what, and when: enough to tell whether two booklets say the same.

    ``content_hash`` is taken over the codes and hashes of the services; ``latest`` is the day of the newest
    version among them, None where there is none.
    """

    edition: Pinned | None
    printed_on: date
    latest: date | None
    services: int
    gaps: int
    offices: int
    acts: int
    content_hash: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """A booklet. ``selection`` are the units that were chosen, none for the whole."""

    organisation: str
    selection: tuple[Unit, ...]
    colophon: Colophon
    summary: Summary
    chapters: tuple[Chapter, ...]
    titles: tuple[Letter, ...]
    acts: tuple[Act, ...]

    @property
    def sheets(self) -> list[Sheet]:
        """All sheets in the order of the booklet."""
        sections = [section for chapter in self.chapters for section in chapter.sections]
        return [sheet for section in sections for sheet in section.sheets]


Words = Callable[[Entry, Unit], Wording]


def compose(source: Source, selection: Sequence[str], words: Words, printed_on: date) -> Book:
    """The booklet of the units whose codes are in ``selection`` and of those under them; of all where empty.

    Raises ``KeyError`` with a code that the source does not have.
    """
    by_code = {unit.code: unit for unit in source.units}
    chosen = _topmost([by_code[code] for code in selection])
    units = [unit for unit in source.units if not chosen or _under(unit, chosen)]
    chapters = tuple(_chapters(source, units, words))
    sheets = [sheet for chapter in chapters for section in chapter.sections for sheet in section.sheets]
    acts = tuple(_acts(sheets))
    return Book(
        source.organisation,
        tuple(chosen),
        _colophon(source, sheets, acts, printed_on),
        _summary(source, units, whole=not chosen),
        chapters,
        tuple(_letters(sheets)),
        acts,
    )


def _topmost(units: Iterable[Unit]) -> list[Unit]:
    """``units`` in their order, once, without those under another of them."""
    given = list(dict.fromkeys(units))
    return [each for each in given if not _under(each, [other for other in given if other != each])]


def _under(unit: Unit, above: Iterable[Unit]) -> bool:
    return any(unit.path.startswith(each.path) for each in above)


def _chapters(source: Source, units: list[Unit], words: Words) -> Iterable[Chapter]:
    """A chapter for each unit of depth 1 (of depth 0 for what the topmost unit owns itself)."""
    number = 0
    sections: dict[Unit, list[Section]] = {}
    for unit in units:
        owned = [entry for entry in source.entries if entry.unit == unit.code]
        if owned:
            owned.sort(key=lambda entry: (sort_key(entry.content.title), entry.code))
            sheets = [
                Sheet(number + n, entry, unit, words(entry, unit), _decided(source, entry))
                for n, entry in enumerate(owned, 1)
            ]
            number += len(owned)
            sections.setdefault(_head(source, unit), []).append(Section(unit, tuple(sheets)))
    return [Chapter(unit, tuple(offices)) for unit, offices in sections.items()]


def _decided(source: Source, entry: Entry) -> tuple[Decided, ...]:
    """The decisions about a service that still hold."""
    return tuple(each for each in source.decided if each.service == entry.code and each.holds(entry.content))


def _head(source: Source, unit: Unit) -> Unit:
    above = [each for each in source.units if each.depth <= 1 and unit.path.startswith(each.path)]
    return max(above, key=lambda each: each.depth, default=unit)


def _summary(source: Source, units: list[Unit], *, whole: bool) -> Summary:
    """The table of ``units``. The grand total is held against a stated one only where all was chosen."""
    figures = {unit.code: _figures(source, unit) for unit in units}
    counts = {code: figure for code, figure in figures.items() if figure["total"]}
    stated = {code: row for code, row in source.stated.items() if code or whole}
    # A root that neither owns services nor is stated would only repeat the grand total.
    shown = [unit for unit in units if unit.depth or unit.code in counts or unit.code in stated]
    base = min((unit.depth for unit in shown), default=0)
    rows, total = table(
        [Place(unit.code, unit.path, unit.depth - base) for unit in shown],
        counts,
        stated,
        {unit.code: _decided_figures(source, unit) for unit in units},
    )
    return Summary(tuple(zip(shown, rows, strict=True)), total)


def _figures(source: Source, unit: Unit) -> dict[str, int]:
    """How many services of ``unit`` alone fall under each figure of the summary table."""
    counts = dict.fromkeys(FIGURES, 0)
    for entry in source.entries:
        if entry.unit == unit.code:
            for figure in _figures_of(entry.content):
                counts[figure] += 1
    return counts


def _decided_figures(source: Source, unit: Unit) -> dict[str, int]:
    """How many decisions about the services of ``unit`` alone fall under each figure."""
    counts: dict[str, int] = {}
    for entry in source.entries:
        if entry.unit == unit.code:
            for each in _decided(source, entry):
                counts[each.figure] = counts.get(each.figure, 0) + 1
    return counts


def _figures_of(content: ServiceContent) -> list[str]:
    figures = ["total", content.service_class or "class_unknown"]
    if content.has_client is not False:
        figures.append("client" if content.has_client else "client_unknown")
    return [*figures, "gap"] if content.gap_reason else figures


def _letters(sheets: Iterable[Sheet]) -> Iterable[Letter]:
    """All titles in Persian alphabetical order, letter by letter."""
    letters: dict[str, list[Sheet]] = {}
    for sheet in sorted(sheets, key=lambda sheet: (sort_key(sheet.title), sheet.code)):
        first = normalise(sheet.title)[:1]
        letters.setdefault(first if first.isalpha() else "", []).append(sheet)
    return [Letter(letter, tuple(found)) for letter, found in letters.items()]


def _acts(sheets: Iterable[Sheet]) -> list[Act]:
    """Equal citations together, in Persian alphabetical order of the titles."""
    citing: dict[tuple[str, ...], dict[str, Sheet]] = {}
    first: dict[tuple[str, ...], LegalBasisContent] = {}
    for sheet in sheets:
        for citation in sheet.entry.content.legal_bases:
            key = act_key(citation)
            first.setdefault(key, citation)
            citing.setdefault(key, {})[sheet.code] = sheet
    ordered = sorted(first, key=lambda key: (sort_key(first[key].title), key))
    return [Act(number, first[key], tuple(citing[key].values())) for number, key in enumerate(ordered, 1)]


def act_key(citation: LegalBasisContent) -> tuple[str, ...]:
    """What two citations of one instrument share: its code where it is known, else title, number and date."""
    if citation.instrument:
        return ("", citation.instrument)
    day = citation.date.isoformat() if citation.date else latin_digits(citation.date_text)
    return search_key(citation.title), search_key(citation.document_number), day


def _colophon(source: Source, sheets: list[Sheet], acts: tuple[Act, ...], printed_on: date) -> Colophon:
    return Colophon(
        edition=source.edition,
        printed_on=printed_on,
        latest=max((sheet.entry.published_on for sheet in sheets), default=None),
        services=len(sheets),
        gaps=sum(sheet.is_gap for sheet in sheets),
        offices=len({sheet.unit for sheet in sheets}),
        acts=len(acts),
        content_hash=content_hash({sheet.code: sheet.entry.content_hash for sheet in sheets}),
        readings=source.readings,
    )
