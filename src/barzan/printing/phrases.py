"""Sentences of the booklet that every format prints: its name, its colophon, its conventions."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext

from barzan.catalogue.sheet import number
from barzan.catalogue.summary import FIGURES
from barzan.catalogue.web import heading
from barzan.persian.templatetags.persian import jalali
from barzan.printing.book import Book, Decided


def title(book: Book) -> str:
    """«کتابچهٔ خدمات استانداری …»."""
    return gettext("Booklet of services of %(organisation)s") % {"organisation": book.organisation}


def services(count: int) -> str:
    return ngettext("%(shown)s service", "%(shown)s services", count) % {"shown": number(count)}


def offices(count: int) -> str:
    return ngettext("%(shown)s office", "%(shown)s offices", count) % {"shown": number(count)}


def described(book: Book) -> str:
    """How much the booklet holds, in a line."""
    return f"{services(book.colophon.services)} · {offices(book.colophon.offices)}"


def dated(book: Book) -> str:
    """The edition, or the day on which the catalogue stood so."""
    edition = book.colophon.edition
    if edition is None:
        return jalali(book.colophon.printed_on, "short")
    return gettext("Edition %(number)s, %(day)s") % {
        "number": number(edition.number),
        "day": jalali(edition.day, "short"),
    }


def heads() -> list[str]:
    """The headings of the figures of the summary table."""
    return [heading(figure) for figure in FIGURES]


def agreement(book: Book) -> str:
    """Whether the source's own table says the same, and how many figures rest on decisions."""
    return " ".join(filter(None, (_compared(book), _decided(book))))


def _decided(book: Book) -> str:
    count = sum(len(sheet.decided) for sheet in book.sheets)
    if not count:
        return ""
    return ngettext(
        "%(shown)s flag was decided, not read; its sheet says why.",
        "%(shown)s flags were decided, not read; their sheets say why.",
        count,
    ) % {"shown": number(count)}


def decision(decided: Decided) -> str:
    """What was decided about a service, why, and by whom."""
    heads = {
        "class": gettext("The class was decided, not read:"),
        "client": gettext("Whether it has clients was decided, not read:"),
    }
    return f"{heads[decided.field]} {decided.reason} ({decided.basis} · {decided.by})"


def _compared(book: Book) -> str:
    if not book.colophon.readings:
        return ""
    count = book.summary.differing
    if not count:
        return gettext("The figures agree with the source's own table in every cell.")
    return ngettext(
        "In %(shown)s cell the source's own table states another figure; it stands beside in brick.",
        "In %(shown)s cells the source's own table states another figure; it stands beside in brick.",
        count,
    ) % {"shown": number(count)}


def about(book: Book) -> list[tuple[str, str, str]]:
    """The colophon: what is told, what it is, and ``code`` where that is no text."""
    colophon = book.colophon
    rows = [(gettext("Publisher"), book.organisation, "")]
    if colophon.edition:
        rows.append((gettext("Edition"), f"{dated(book)} · {colophon.edition.title}", ""))
        rows.append((gettext("Fingerprint of the edition"), colophon.edition.content_hash, "code"))
    else:
        rows.append((gettext("Set from"), gettext("the catalogue as it stood on the day of printing"), ""))
    if book.selection:
        rows.append((gettext("Selection"), "؛ ".join(unit.name for unit in book.selection), ""))
    rows.append((gettext("Day of printing"), jalali(colophon.printed_on, "long"), ""))
    if colophon.latest:
        rows.append((gettext("Newest sheet"), jalali(colophon.latest, "short"), ""))
    rows += [
        (gettext("Services"), _with_gaps(colophon.services, colophon.gaps), ""),
        (gettext("Offices"), number(colophon.offices), ""),
        (gettext("Laws and rules cited"), number(colophon.acts), ""),
    ]
    for reading in colophon.readings:
        rows.append((gettext("Source"), "، ".join(filter(None, (reading.title, reading.edition))), ""))
    return [*rows, (gettext("Fingerprint of the contents"), colophon.content_hash, "code")]


def _emptied(book: Book) -> bool:
    """Whether a unit of the source's own table holds no service any more."""
    cells = (cell for _, line in book.summary.rows for cell in line.cells)
    return any(cell.figure == "total" and cell.stated and not cell.found for cell in cells)


def method(book: Book) -> list[str]:
    """The conventions by which the booklet counts and orders: without them no figure can be repeated."""
    emptied = gettext(
        "A unit without services stands in the table because the source counts it: "
        "its services have gone on to another unit."
    )
    return [
        gettext("Each service is counted once, at its office; the row of a unit covers all under it."),
        gettext("What the source does not say is unknown: it counts in no class, and never as zero or “no”."),
        gettext("A figure in brick is what the source's own summary table states where it counts otherwise."),
        *([emptied] if _emptied(book) else []),
        gettext("A figure in turquoise says how many of those counted were decided by people, not read."),
        gettext("A time is in calendar days, unless “working days” stands beside it."),
        gettext("“Free” is printed only where the source says that the service costs nothing."),
        gettext("Laws and rules with the same title, number and date are one; each is counted once."),
        gettext("Titles, laws and rules stand in the Persian alphabetical order of ISIRI 6219."),
        gettext("The code of a service is the same in every edition; its number is its place in this one."),
        *(reading.editor_note for reading in book.colophon.readings if reading.editor_note),
    ]  # fmt: skip


def _with_gaps(count: int, gaps: int) -> str:
    if not gaps:
        return number(count)
    return gettext("%(shown)s, of which %(gaps)s are lost in the source and keep their place only") % {
        "shown": number(count),
        "gaps": number(gaps),
    }
