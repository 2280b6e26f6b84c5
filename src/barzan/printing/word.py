"""The booklet as a document of a word processor, from right to left, with headings that its outline shows.

Page numbers are fields: only the word processor knows its pages. The font is named, not embedded: where
Vazirmatn is not installed, another stands in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

from django.utils.translation import gettext

from barzan.catalogue.sheet import number
from barzan.catalogue.summary import Line
from barzan.persian.templatetags.persian import fa_digits
from barzan.printing import phrases
from barzan.printing import word_parts as w
from barzan.printing.book import Act, Book, Chapter, Item, Section, Sheet
from barzan.printing.word_package import package
from barzan.printing.wording import citation_note

Progress = Callable[[int, int, str], None]
SHADE = "F1ECE2"
SHARES = (232, *[96] * 8)


def make(book: Book, progress: Progress) -> bytes:
    """The booklet as a DOCX file."""
    return package(
        "".join(_Text(book).all()),
        title=gettext("Booklet of services"),
        organisation=book.organisation,
        described=phrases.described(book),
    )


class _Text:
    """The text of the document, part by part."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.numbers = count(1)

    def all(self) -> Iterator[str]:
        yield from self.cover()
        yield from self.colophon()
        yield from self.contents()
        yield from self.summary()
        for chapter in self.book.chapters:
            yield from self.chapter(chapter)
        # The index of titles is a section of its own: it has two columns.
        yield self.heading("Heading1", gettext("Index of titles"), "titles")
        yield w.end_of_section(w.section(framed=True))
        yield from self.titles()
        yield w.end_of_section(w.section(columns=2, kind="continuous"))
        yield from self.acts()
        yield w.section()

    def heading(self, style: str, text: str, anchor: str, *, new_page: bool = True) -> str:
        marked = w.bookmark(next(self.numbers), anchor, w.runs(text))
        return w.paragraph(style, marked, before=w.NEW_PAGE if new_page else "")

    def cover(self) -> Iterator[str]:
        """A lapis ground under a turquoise band; empty lines hold it open."""
        yield w.paragraph("Subtitle")
        yield from [w.paragraph("Title")] * 4
        yield w.paragraph("Foot", w.run(self.book.organisation))
        yield w.paragraph("Title", w.run(gettext("Booklet of services")))
        for unit in self.book.selection:
            yield w.paragraph("Foot", w.run(unit.name))
        yield from [w.paragraph("Title")] * 2
        yield w.paragraph("Foot", w.run(phrases.described(self.book)))
        yield w.paragraph("Foot", w.run(phrases.dated(self.book)))
        yield w.paragraph("Foot")

    def colophon(self) -> Iterator[str]:
        yield self.heading("Heading1", gettext("About this booklet"), "colophon")
        for label, value, kind in phrases.about(self.book):
            yield w.paragraph("Normal", w.run(f"{label}: ", "Quiet"), w.run(value, "Strong", rtl=not kind))
        yield w.paragraph("Part", w.run(gettext("How it was counted")))
        for each in phrases.method(self.book):
            yield w.paragraph("Item", w.run("•  ", "Sort"), w.runs(each))

    def contents(self) -> Iterator[str]:
        """A field of contents that a word processor can make anew, filled in from the start."""
        yield self.heading("Heading1", gettext("Contents"), "contents")
        lines = [
            ("TOC1", gettext("About this booklet"), "colophon"),
            ("TOC1", gettext("The services in figures"), "summary"),
        ]
        for chapter in self.book.chapters:
            lines.append(("TOC1", chapter.unit.name, f"unit-{chapter.unit.code}"))
            lines += [("TOC2", each.unit.name, f"office-{each.unit.code}") for each in chapter.sections]
        lines.append(("TOC1", gettext("Index of titles"), "titles"))
        lines += [("TOC1", gettext("Index of laws and rules"), "acts")] if self.book.acts else []
        for place, (style, text, anchor) in enumerate(lines):
            start = w.opened('TOC \\o "1-2" \\h \\z') if place == 0 else ""
            yield w.paragraph(style, start, w.link(anchor, w.run(text)), w.tab(), w.page_of(anchor))
        yield w.paragraph("Normal", w.closed())

    def summary(self) -> Iterator[str]:
        yield self.heading("Heading1", gettext("The services in figures"), "summary")
        if said := phrases.agreement(self.book):
            yield w.paragraph("Lead", w.run(said))
        head = [w.paragraph("Head", w.run(each, "Strong")) for each in (gettext("Unit"), *phrases.heads())]
        rows = [
            ("" if line.depth else SHADE, _figures(unit.name, line)) for unit, line in self.book.summary.rows
        ]
        total = (SHADE, _figures(gettext("All together"), self.book.summary.total))
        yield w.table(SHARES, head, [*rows, total])

    def chapter(self, chapter: Chapter) -> Iterator[str]:
        yield self.heading("Heading1", chapter.unit.name, f"unit-{chapter.unit.code}")
        yield w.paragraph("Lead", w.run(phrases.services(chapter.size)))
        for place, section in enumerate(chapter.sections):
            yield from self.office(section, new_page=place > 0)

    def office(self, section: Section, *, new_page: bool) -> Iterator[str]:
        anchor = f"office-{section.unit.code}"
        yield self.heading("Heading2", section.unit.name, anchor, new_page=new_page)
        yield w.paragraph("Lead", w.run(phrases.services(len(section.sheets))))
        for sheet in section.sheets:
            place = w.run(f"{number(sheet.number)}  ", "Sort")
            yield w.paragraph("Row", place, *_led_to(sheet))
        for sheet in section.sheets:
            yield from self.sheet(sheet)

    def sheet(self, sheet: Sheet) -> Iterator[str]:
        """One service; each line but the last keeps the next, so that a sheet stays on one page if it can."""
        lines = list(self._lines(sheet))
        for place, (style, text) in enumerate(lines):
            if style == "Heading3":
                text = w.bookmark(next(self.numbers), sheet.code, text)
            yield w.paragraph(style, text, before=w.KEEP if place < len(lines) - 1 else "")

    def _lines(self, sheet: Sheet) -> Iterator[tuple[str, str]]:
        content, words = sheet.entry.content, sheet.words
        codes = w.run(f"{number(sheet.number)} · {gettext('service code')} ")
        codes += w.run(sheet.code, "Strong", rtl=False)
        if content.national_code:
            codes += w.run(f" · {gettext('national code')} ") + w.run(
                fa_digits(content.national_code), "Strong"
            )
        yield "Place", codes
        yield "Heading3", w.runs(sheet.title)
        group = w.run(f" · {sheet.entry.group}", "Quiet") if sheet.entry.group else ""
        yield "Kind", w.run(f"{words.service_class} · {words.client}") + group
        if words.about:
            yield "Gap" if sheet.is_gap else "Normal", w.runs(words.about)
        for each in sheet.decided:
            yield "Unsaid", w.runs(phrases.decision(each))
        for fact in words.facts:
            note = w.run(f" ({fa_digits(fact.note)})", "Quiet") if fact.note else ""
            yield "Normal", w.run(f"{fact.label}: ", "Quiet") + w.run(fa_digits(fact.value), "Strong") + note
        yield from _part(gettext("What is needed"), words.requirements)
        yield from _part(gettext("Steps"), words.steps, numbered=True)
        if words.longest_step:
            yield "Unsaid", w.run(words.longest_step)
        yield from _part(gettext("How to ask for it"), words.channels)
        yield from _part(gettext("Legal basis"), words.legal_bases)
        if words.objection:
            yield "Part", w.run(gettext("Objection"))
            yield "Normal", w.runs(words.objection)
        if words.unsaid and not sheet.is_gap:
            yield "Unsaid", w.run(f"{gettext('Not in the source:')} {'، '.join(words.unsaid)}")

    def titles(self) -> Iterator[str]:
        for letter in self.book.titles:
            yield w.paragraph("Letter", w.run(letter.letter or "…"))
            for sheet in letter.sheets:
                yield w.paragraph("Index", *_led_to(sheet))

    def acts(self) -> Iterator[str]:
        if self.book.acts:
            yield self.heading("Heading1", gettext("Index of laws and rules"), "acts", new_page=False)
            yield w.paragraph(
                "Lead", w.run(gettext("After each, the pages of the services that rest on it."))
            )
        for act in self.book.acts:
            yield from _act(act)


def _led_to(sheet: Sheet) -> tuple[str, str, str]:
    """The title of a sheet, dots, its page."""
    return w.link(sheet.code, w.runs(sheet.title)), w.tab(), w.page_of(sheet.code)


def _figures(name: str, line: Line) -> list[str]:
    cells = [w.paragraph("Cell", w.run(name, "" if line.depth else "Strong"))]
    for cell in line.cells:
        stated = w.run(f" {number(cell.stated or 0)}", "Stated") if cell.differs else ""
        decided = w.run(f" {number(cell.decided)}", "Sort") if cell.decided else ""
        cells.append(w.paragraph("Cell", w.run(number(cell.found)), stated, decided))
    return cells


def _part(head: str, items: tuple[Item, ...], *, numbered: bool = False) -> Iterator[tuple[str, str]]:
    """A part of a sheet. Numbers are written out: word processors number in Latin digits."""
    if items:
        yield "Part", w.run(head)
    for place, item in enumerate(items, 1):
        mark = w.run(f"{number(place)}. " if numbered else "•  ", "Sort")
        kind = w.run(f"  {item.kind}", "Sort") if item.kind else ""
        note = w.runs(f"  {item.note}", "Quiet") if item.note else ""
        yield "Item", mark + w.runs(item.text) + kind + note


def _act(act: Act) -> Iterator[str]:
    yield w.paragraph("Act", w.runs(act.citation.title))
    if note := citation_note(act.citation):
        yield w.paragraph("Unsaid", w.run(note), before=w.KEEP)
    pages = [w.page_of(sheet.code) for sheet in act.sheets]
    yield w.paragraph("Normal", w.run(f"{gettext('pages')} ", "Quiet"), w.run("، ").join(pages))
