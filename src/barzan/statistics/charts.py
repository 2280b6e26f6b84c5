"""The figures in the reader's language: each chart with its finding as a title, each row with its list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, gettext

from barzan.catalogue import labels
from barzan.catalogue.models import ServiceClass
from barzan.persian import format_number, percent_sign
from barzan.statistics.values import Paper, Shelf, Statistics

Filter = Mapping[str, str]
UNKNOWN = "unknown"
CLIENT = {"client": "yes", "no_client": "no", "client_unknown": UNKNOWN}
REVIEW = {"overdue": "yes", "in_time": "no"}
FIELDS = {"class": "service_class", "client": "client", "review": "overdue"}
SHOWN_PAPERS = 12


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: so many services are called ``label``; ``width`` is its bar, 0 to 100.

    ``open`` marks what nobody has written: it is hatched, never filled. ``code`` is stable in every language.
    """

    code: str
    label: str
    services: int
    share: str
    width: str
    url: str
    open: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: ``title`` says what it finds, ``head`` what its rows are; ``note_url`` is behind its note."""

    code: str
    title: str
    head: str
    rows: tuple[Row, ...]
    note: str = ""
    note_url: str = ""


def list_address(filters: Filter, unit: str = "") -> str:
    """The list that a figure counts."""
    query = urlencode({**({"unit": unit} if unit else {}), **filters})
    return reverse("catalogue:list") + (f"?{query}" if query else "")


def filters_of(section: str, figure: str) -> dict[str, str]:
    """The filters of the list that a figure of a section counts."""
    if section == "class":
        return {"service_class": UNKNOWN if figure == "class_unknown" else figure}
    value = {**CLIENT, **REVIEW}.get(figure, figure)
    return {FIELDS.get(section, section): value}


def words_of(section: str) -> dict[str, str]:
    """What the figures of a section are called, by their codes."""
    unknown = gettext("Not known")
    words: Mapping[str, object] = {
        "class": {**dict(ServiceClass.choices), "class_unknown": unknown},
        "client": {
            "client": gettext("Has clients"), "no_client": gettext("No clients"), "client_unknown": unknown,
        },
        "missing": labels.MISSING,
        "basis": labels.BASIS,
        "channel": labels.CHANNEL,
        "age": labels.AGE,
        "review": {code: labels.REVIEW[value] for code, value in REVIEW.items()},
    }[section]  # fmt: skip
    return {code: str(word) for code, word in words.items()}  # type: ignore[attr-defined]


def charts(found: Statistics, unit: str = "") -> list[Chart]:
    """The bar charts of a page, in order."""
    return [
        _class(found, unit),
        _client(found, unit),
        _basis(found, unit),
        _channel(found, unit),
        _category(found, unit),
        _life_event(found, unit),
        _age(found, unit),
        _review(found, unit),
    ]


def section_rows(found: Statistics, section: str, unit: str = "") -> tuple[Row, ...]:
    """The rows of a section, those without services left out where they say that something is open."""
    words = words_of(section)
    return tuple(
        row_of(code, words[code], services, found.total, filters_of(section, code), unit)
        for code, services in found.sections[section].items()
        if services or not code.endswith(UNKNOWN)
    )


def paper_rows(papers: Sequence[Paper], unit: str = "", most: int = SHOWN_PAPERS) -> tuple[Row, ...]:
    """The papers asked most often; their bars are compared with the first, not with all services."""
    longest = papers[0].services if papers else 0
    return tuple(
        Row(
            paper.key,
            paper_name(paper),
            paper.services,
            "",
            _width(paper.services, longest),
            paper_address(paper, unit),
        )
        for paper in papers[:most]
    )


def paper_name(paper: Paper) -> str:
    """What a paper is called: its English name only where it has one."""
    return (get_language() != "fa" and paper.title_en) or paper.title


def paper_address(paper: Paper, unit: str = "") -> str:
    """The page of the services that ask for a paper."""
    query = urlencode({"paper": paper.key, **({"unit": unit} if unit else {})})
    return f"{reverse('statistics:papers')}?{query}"


def number(value: int) -> str:
    return format_number(value, language=get_language() or "fa")


def _class(found: Statistics, unit: str) -> Chart:
    rows = section_rows(found, "class", unit)
    largest = max(rows, key=lambda row: row.services)
    title = gettext("“%(class)s” is the largest class: %(shown)s of %(total)s services") % {
        "class": largest.label, **_of(largest.services, found.total),
    }  # fmt: skip
    return Chart("class", title, gettext("Class"), rows, *_decided(found, "class", unit))


def _client(found: Statistics, unit: str) -> Chart:
    title = gettext("People or companies come for %(shown)s of %(total)s services")
    shown = _of(found.sections["client"]["client"], found.total)
    rows = section_rows(found, "client", unit)
    return Chart("client", title % shown, gettext("Clients"), rows, *_decided(found, "client", unit))


def _decided(found: Statistics, field: str, unit: str) -> tuple[str, str]:
    """(note, address) where people decided some of the flags because the booklet leaves them open."""
    if not (decided := found.decided[field]):
        return "", ""
    note = gettext("%(shown)s of these were not read in the booklet but decided; see why.")
    query = f"?unit={unit}" if unit else ""
    return note % {"shown": number(decided)}, reverse("catalogue:decisions") + query


def _basis(found: Statistics, unit: str) -> Chart:
    rest = _nothing(found, "basis", gettext("names no legal basis"), unit)
    title = gettext("%(shown)s of %(total)s services name a legal basis") % _of(found.with_basis, found.total)
    note = gettext("A service may rest on several kinds; the rows do not add up to all.")
    return Chart(
        "basis", title, gettext("Kind of legal basis"), (*section_rows(found, "basis", unit), rest), note
    )


def _channel(found: Statistics, unit: str) -> Chart:
    rest = _nothing(found, "channel", gettext("no way is written"), unit)
    having = found.total - found.sections["missing"]["channel"]
    title = gettext("How to ask is written for %(shown)s of %(total)s services") % _of(having, found.total)
    note = gettext("A service may be asked for in several ways; the rows do not add up to all.")
    return Chart("channel", title, gettext("Way to ask"), (*section_rows(found, "channel", unit), rest), note)


def _category(found: Statistics, unit: str) -> Chart:
    rows = _shelf_rows(found.categories, "category", found.total, unit)
    title = gettext("“%(label)s” is the subject of most services: %(shown)s of %(total)s")
    return Chart("category", _largest(rows, title, found.total), gettext("Subject"), rows, _compared())


def _life_event(found: Statistics, unit: str) -> Chart:
    rows = _shelf_rows(found.life_events, "life_event", found.total, unit)
    title = gettext("At “%(label)s” people meet most services: %(shown)s of %(total)s")
    return Chart("life_event", _largest(rows, title, found.total), gettext("Life event"), rows, _compared())


def _shelf_rows(shelves: Sequence[Shelf], field: str, total: int, unit: str) -> tuple[Row, ...]:
    """Rows with their share of all services, and bars that are compared with the longest."""
    longest = max((shelf.services for shelf in shelves), default=0)
    rows = []
    for shelf in shelves:
        label = shelf_name(shelf) if shelf.code else gettext("no subject yet")
        code = shelf.code or UNKNOWN
        row = row_of(code, label, shelf.services, total, {field: code}, unit)
        rows.append(replace(row, width=_width(shelf.services, longest)))
    return tuple(rows)


def shelf_name(shelf: Shelf) -> str:
    """What a category or life event is called in the reader's language."""
    return (get_language() != "fa" and shelf.title_en) or shelf.title


def _largest(rows: Sequence[Row], title: str, total: int) -> str:
    """``title`` with the first row that has a name."""
    first = next((row for row in rows if not row.open), None)
    if first is None:
        return gettext("No service stands under one yet")
    return title % {"label": first.label, **_of(first.services, total)}


def _compared() -> str:
    return gettext("The bars are compared with the longest.")


def _age(found: Statistics, unit: str) -> Chart:
    old = found.sections["age"]["3"]
    title = gettext("%(shown)s of %(total)s versions in force are three years old or more")
    if not old:
        title = gettext("No version in force is three years old")
    head, rows = gettext("Age of the version in force"), section_rows(found, "age", unit)
    return Chart("age", title % _of(old, found.total), head, rows)


def _review(found: Statistics, unit: str) -> Chart:
    overdue = found.sections["review"]["overdue"]
    title = gettext("%(shown)s of %(total)s services are overdue for review")
    if not overdue:
        title = gettext("No service is overdue for review")
    note = gettext(
        "Article 36 of the Civil Service Management Act: at most every three years. Counted from the last "
        "review; where there was none, from the first version here."
    )
    head, rows = gettext("Review"), section_rows(found, "review", unit)
    return Chart("review", title % _of(overdue, found.total), head, rows, note)


def _nothing(found: Statistics, section: str, label: str, unit: str) -> Row:
    missing = found.sections["missing"][section]
    return row_of("none", label, missing, found.total, {"missing": section}, unit, open=True)


def row_of(
    code: str, label: str, services: int, total: int, filters: Filter, unit: str, *, open: bool = False
) -> Row:
    """A figure with its share of ``total`` services and the list that it counts."""
    unknown = open or code.endswith(UNKNOWN)
    return Row(
        code,
        label,
        services,
        share_of(services, total),
        _width(services, total),
        list_address(filters, unit),
        unknown,
    )


def _of(shown: int, total: int) -> dict[str, str]:
    return {"shown": number(shown), "total": number(total)}


def share_of(part: int, whole: int) -> str:
    """A share in hundredths; neither one service nor all but one is rounded to nothing or to all."""
    if not whole:
        return ""
    places = 1 if 0 < part / whole < 0.01 or 0.99 < part / whole < 1 else 0
    return percent_sign(part / whole, places, get_language() or "fa")


def _width(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}%" if whole else "0%"
