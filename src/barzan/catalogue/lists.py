"""A list of services as a page shows it: the filters of its address, their chips, one page of rows, CSV."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext

from barzan.access import Actor
from barzan.blueprints.csvs import as_csv as csv_of
from barzan.blueprints.csvs import safe_cell as safe_cell
from barzan.catalogue import queries
from barzan.catalogue.filters import UNKNOWN, Filters, initial
from barzan.catalogue.labels import RARE
from barzan.catalogue.models import DecisionField, Service
from barzan.catalogue.sheet import number

PER_PAGE = 25
YES, NO = "yes", "no"
LETTERS = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
CHOICES = {
    "service_class": ("specific", "general", "shared", UNKNOWN),
    "client": (YES, NO, UNKNOWN),
    "coded": (YES, NO),
    "gap": (YES, NO),
    "letter": tuple(LETTERS),
    **{field: tuple(words) for field, (_, words) in RARE.items()},
    "sort": ("title", "office"),
}
CSV_COLUMNS = (
    "code", "title", "unit", "unit_name", "category", "group", "national_code", "class", "client",
    "standard_days", "day_kind", "gap_reason", "decided", "version", "content_hash", "published_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter link of a row of chips."""

    text: str
    href: str
    current: bool
    count: str | None = None


@dataclass(frozen=True, slots=True)
class ChipRow:
    """The choices of one filter."""

    label: str
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class ServiceList:
    """What a list page needs beside its own head; ``letters`` is empty while the list is short."""

    page: Page[Service]
    rows: list[ChipRow]
    letters: list[Chip]
    csv_query: str


def read_filters(query: Mapping[str, str], **fixed: str) -> Filters:
    """The filters of an address; a value that is none of the choices narrows nothing; ``fixed`` ones stay."""
    given = {}
    for field in fields(Filters):
        value = query.get(field.name, "")[:60]
        if value and value in CHOICES.get(field.name, (value,)):
            given[field.name] = value
    return Filters(**{**given, **fixed})


def service_list(
    actor: Actor, filters: Filters, page: str | None, fixed: tuple[str, ...] = ()
) -> ServiceList:
    """One page of the services that pass ``filters``; ``fixed`` are said by the page's own address."""
    counts = queries.facet_counts(actor, filters)
    paginator = Paginator(queries.listing(actor, filters), PER_PAGE)
    # Asked for a short list too: a page asks the same number of questions at any size.
    initials = queries.initials(actor, filters) if filters.sort == "title" else set()
    long = filters.letter or paginator.num_pages > 1
    return ServiceList(
        paginator.get_page(page),
        chip_rows(filters, counts, fixed),
        letter_chips(filters, initials, fixed) if initials and long else [],
        _query(filters, ()),
    )


def letter_chips(filters: Filters, initials: Container[str], fixed: tuple[str, ...]) -> list[Chip]:
    """The letters of the alphabet with which titles begin, after a way back to all of them."""

    def chip(letter: str) -> Chip:
        href = "?" + _query(replace(filters, letter=letter), fixed)
        return Chip(letter or gettext("All"), href, filters.letter == letter)

    return [chip(""), *(chip(letter) for letter in LETTERS if initial(letter) in initials)]


def chip_rows(filters: Filters, counts: Mapping[str, int], fixed: tuple[str, ...]) -> list[ChipRow]:
    """The rows of filters; a choice that would show nothing is left out unless it is the present one.

    What only another page links to has a row while it is chosen, with the way back to all.
    """

    def row(field: str, label: str, choices: list[tuple[str, str, str]]) -> ChipRow:
        present = getattr(filters, field)
        chips = tuple(
            Chip(
                text,
                "?" + _query(replace(filters, **{field: value}), fixed),
                present == value,
                number(counts[figure]) if figure else None,
            )
            for value, text, figure in choices
            if not figure or counts[figure] or present == value
        )
        return ChipRow(label, chips)

    every = ("", gettext("All"), "")
    unknown = gettext("Not known")
    return [
        row(
            "service_class",
            gettext("Class"),
            [
                every,
                ("specific", gettext("Specific"), "specific"),
                ("general", gettext("General"), "general"),
                ("shared", gettext("Shared"), "shared"),
                (UNKNOWN, unknown, "class_unknown"),
            ],
        ),
        row(
            "client",
            gettext("Clients"),
            [
                every,
                (YES, gettext("Has clients"), "client"),
                (NO, gettext("No clients"), "no_client"),
                (UNKNOWN, unknown, "client_unknown"),
            ],
        ),
        row(
            "coded",
            gettext("National code"),
            [every, (YES, gettext("Has a code"), "coded"), (NO, gettext("Without a code"), "uncoded")],
        ),
        row("gap", gettext("In the source"), [every, (YES, gettext("Lost in the scan"), "gap")]),
        *(
            row(field, str(label), [every, (present, str(words[present]), "")])
            for field, (label, words) in RARE.items()
            if (present := getattr(filters, field))
        ),
        row(
            "sort",
            gettext("Order"),
            [("title", gettext("Alphabetical"), ""), ("office", gettext("By office"), "")],
        ),
    ]


def as_csv(rows: QuerySet[Service]) -> bytes:
    """The services as CSV for a spreadsheet: UTF-8 with a byte order mark, formulas defused."""
    return csv_of(CSV_COLUMNS, map(_cells, rows.select_related("group")))


def decided_flags(service: Service) -> list[str]:
    """Which flags of a service of ``queries.listing`` people decided: ``class``, ``client``."""
    return [field for field in DecisionField.values if getattr(service, f"{field}_decided")]


def _cells(service: Service) -> list[object]:
    version = service.current_version
    assert version is not None  # noqa: S101 - published() leaves out the others
    client = {True: "yes", False: "no", None: ""}[version.has_client]
    return [
        service.code, version.title, service.unit.code, service.unit.name,
        service.category.code if service.category else "", service.group.code if service.group else "",
        version.national_code, version.service_class, client, version.standard_days, version.day_kind,
        version.gap_reason, " ".join(decided_flags(service)), version.number, version.content_hash,
        version.published_at.isoformat(),
    ]  # fmt: skip


def _query(filters: Filters, fixed: tuple[str, ...]) -> str:
    """The filters as the query of an address, without those that say nothing."""
    pairs = ((field.name, getattr(filters, field.name)) for field in fields(Filters))
    default = Filters()
    return urlencode(
        [(name, value) for name, value in pairs if value != getattr(default, name) and name not in fixed]
    )
