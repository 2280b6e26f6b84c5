"""Turns what the reader of booklets found into the items of a review: one for each row, lost ones too."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from barzan.catalogue.booklet import Booklet, Finding, Section, Service, Unit
from barzan.catalogue.booklet.blocks import split
from barzan.catalogue.content import StepContent
from barzan.persian import persian_digits, restore_zwnj
from barzan.review.core.said import Said
from barzan.review.core.sorting import sorted_out

DECIDE, LOOK, CLEAN = 0, 1, 2
ROW, LOST = "row", "lost"
LONGEST_SECTION = 80
_Place = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class OfficeRead:
    """A unit of the booklet: ``kind`` deputy, office or total; ``stated`` by figure (None: not printed)."""

    kind: str
    name: str
    deputy: str
    line: int
    stated: Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class ItemRead:
    """A row as printed and as read. ``office`` counts the offices from 0, in ``Review.offices``.

    ``line`` is None for a lost row; the section is that of the service's own page. ``marks`` are pairs of a
    cell (from 0) and the figure that the table's head has there. ``read`` holds the words as the reader gave
    them, ``proposed`` with their half-spaces restored and, for a lost row, the reason of the gap.
    """

    office: int
    kind: str
    row: int | None
    line: int | None
    section_line: int | None
    section_to: int | None
    printed: tuple[str, ...]
    marks: tuple[tuple[int, str], ...]
    read: Said
    proposed: Said


@dataclass(frozen=True, slots=True)
class FindingRead:
    """A finding and the item (from 0) and office it is about, where it is about one."""

    kind: str
    line: int
    fa: str
    en: str
    item: int | None
    office: int | None


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that a reading consists of before anybody decides."""

    offices: tuple[OfficeRead, ...]
    items: tuple[ItemRead, ...]
    findings: tuple[FindingRead, ...]


def rank(proposed: Said, kind: str, findings: int) -> int:
    """How much an item needs a person: ``DECIDE`` where something is unknown, ``LOOK`` where doubtful."""
    if kind == LOST or proposed.is_open:
        return DECIDE
    return LOOK if findings else CLEAN


def review_of(booklet: Booklet) -> Review:
    """The offices, items and findings of a booklet, in the order of the print."""
    offices = tuple(_office(unit) for unit in booklet.units)
    places = {unit.name: place for place, unit in enumerate(booklet.units) if unit.kind == "office"}
    pages = _Pages(booklet)
    items: list[ItemRead] = []
    for name, place in places.items():
        rows = [service for service in booklet.services if service.office == name]
        lost = _lost(booklet.units[place], rows, pages)
        found = [_item(service, place, pages) for service in rows]
        gaps = _gaps(place, booklet.units[place], rows, lost, pages)
        items += sorted([*found, *gaps], key=lambda item: (item.row is None, item.row or 0, item.line or 0))
    return Review(offices, tuple(items), tuple(_findings(booklet.findings, items, places)))


def lines_without_people(text: str) -> list[str]:
    """The lines of a text; those of colophons, which name people, are blank. The first has the number 1."""
    given = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = [""] * len(given)
    for block in split(text):
        if block.kind == "table":
            shown = list(range(block.line - 1, block.rows[-1].line))
        elif block.kind == "heading":
            shown = [block.line - 1]
        else:
            shown = list(_found(given, block.line - 1, block.lines))
        for place in shown:
            kept[place] = given[place]
    return kept


def _found(given: Sequence[str], start: int, lines: Iterable[str]) -> Iterator[int]:
    """Where the lines of a paragraph stand, from ``start`` on."""
    at = start
    for line in lines:
        while at < len(given) and given[at] != line:
            at += 1
        yield min(at, len(given) - 1)
        at += 1


class _Pages:
    """The sections of a booklet by (office, row), with where each ends and what stands in it."""

    def __init__(self, booklet: Booklet) -> None:
        self.sections: dict[_Place, Section] = {}
        self.lost: dict[str, list[Section]] = {}
        for section in booklet.sections:
            if section.row is None:
                self.lost.setdefault(section.office or "", []).append(section)
            elif section.office:
                self.sections.setdefault((section.office, section.row), section)
        starts = sorted({section.line for section in booklet.sections})
        self._next = dict(itertools.pairwise(starts))
        self._booklet = booklet

    def end(self, section: Section) -> int:
        """The last line of a section, not further than a page or two."""
        return min(self._next.get(section.line, section.line + 40) - 1, section.line + LONGEST_SECTION)

    def parts(self, section: Section | None) -> Said:
        """What a section says: requirements, legal bases and steps alone."""
        if section is None:
            return Said()
        required = [each for each in self._booklet.requirements if each.section_line == section.line]
        requirements, bases = sorted_out(required)
        steps = tuple(
            StepContent(restore_zwnj(step.text), source_line=step.line)
            for flow in self._booklet.flows
            if flow.section_line == section.line
            for step in flow.steps
        )
        return Said(requirements=requirements, legal_bases=bases, steps=steps)


def _office(unit: Unit) -> OfficeRead:
    stated = unit.stated
    return OfficeRead(
        unit.kind,
        restore_zwnj(unit.name),
        restore_zwnj(unit.deputy or ""),
        unit.line,
        {
            "total": stated.services if stated.services is not None else unit.listed,
            "specific": stated.specific,
            "general": stated.general,
            "shared": stated.shared,
            "client": stated.client,
        },
    )


def _item(service: Service, office: int, pages: _Pages) -> ItemRead:
    section = pages.sections.get((service.office, service.row)) if service.row else None
    read = replace(
        pages.parts(section),
        title=service.title,
        national_code=service.code,
        group_title=service.parent_title or "",
        group_code=service.parent_code,
        service_class=_class(service),
        has_client=service.client,
    )
    return ItemRead(
        office,
        ROW,
        service.row,
        service.line,
        section.line if section else None,
        pages.end(section) if section else None,
        service.printed.cells,
        tuple((mark.cell, mark.under or "") for mark in service.printed.marks),
        read,
        _repaired(read),
    )


def _class(service: Service) -> str | None:
    flags = {name: getattr(service, name) for name in ("specific", "general", "shared")}
    true = [name for name, flag in flags.items() if flag]
    return true[0] if len(true) == 1 else None


def _repaired(read: Said) -> Said:
    """What is read, its half-spaces restored; a code that is no code of eleven digits is left out."""
    return replace(
        read,
        title=restore_zwnj(read.title),
        group_title=restore_zwnj(read.group_title),
        national_code=_eleven(read.national_code),
        group_code=_eleven(read.group_code),
    )


def _eleven(code: str | None) -> str | None:
    return code if code and len(code) == 11 else None


def _lost(unit: Unit, rows: Sequence[Service], pages: _Pages) -> list[Section | None]:
    """The lost rows of an office: their sections, those with a title first, as far as there are any."""
    total = unit.stated.services if unit.stated.services is not None else unit.listed
    missing = max(0, (total or 0) - len(rows))
    sections = sorted(pages.lost.get(unit.name, []), key=lambda each: (not each.title, each.line))
    kept = sorted(sections[:missing], key=lambda each: each.line)
    return [*kept, *[None] * (missing - len(kept))]


def _gaps(
    office: int, unit: Unit, rows: Sequence[Service], lost: Sequence[Section | None], pages: _Pages
) -> list[ItemRead]:
    taken = {service.row for service in rows}
    free = [row for row in range(1, len(rows) + len(lost) + 1) if row not in taken]
    reason = (
        f"ردیف این خدمت در متن خوانده‌شدهٔ کتابچه نیست؛ «{restore_zwnj(unit.name)}» "
        f"{persian_digits(str(len(rows) + len(lost)))} خدمت اعلام کرده و "
        f"{persian_digits(str(len(rows)))} ردیف خوانده شد."
    )
    gaps = []
    for at, section in enumerate(lost):
        read = replace(pages.parts(section), title=(section.title or "") if section else "")
        gaps.append(
            ItemRead(
                office,
                LOST,
                free[at] if at < len(free) else None,
                None,
                section.line if section else None,
                pages.end(section) if section else None,
                (),
                (),
                read,
                replace(read, title=restore_zwnj(read.title), gap_reason=reason),
            )
        )
    return gaps


def _findings(
    findings: Iterable[Finding], items: Sequence[ItemRead], places: Mapping[str, int]
) -> Iterator[FindingRead]:
    by_row = {(item.office, item.row): at for at, item in enumerate(items) if item.line is not None}
    by_section = {item.section_line: at for at, item in enumerate(items) if item.section_line}
    for finding in findings:
        office = places.get(finding.office) if finding.office else None
        item = by_row.get((office, finding.row)) if office is not None and finding.row else None
        if item is None:
            item = by_section.get(finding.line, _within(finding.line, items))
        if item is not None and office is None:
            office = items[item].office
        yield FindingRead(finding.code, finding.line, finding.fa, finding.en, item, office)


def _within(line: int, items: Sequence[ItemRead]) -> int | None:
    """The item whose row or section holds a line."""
    for at, item in enumerate(items):
        if item.line == line or (
            item.section_line and item.section_to and item.section_line <= line <= item.section_to
        ):
            return at
    return None
