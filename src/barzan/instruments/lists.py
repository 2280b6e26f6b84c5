"""The list of instruments as a page shows it: the filters of its address, their chips, one page of rows, CSV.

All instruments are sorted and counted here, from light rows: how many services rest on one is known by the
rooms above, and where it stands follows from its relations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext

from barzan.access import Actor
from barzan.blueprints.csvs import as_csv as csv_of
from barzan.instruments import dependents, queries
from barzan.instruments.dependents import Tally
from barzan.instruments.describe import STATE_WORDS, digits, kind_word, number
from barzan.instruments.kinds import KINDS
from barzan.instruments.models import Instrument
from barzan.instruments.queries import Line
from barzan.instruments.standing import STATES, Standing
from barzan.search.queries import find

PER_PAGE = 25
MOST_FOUND = 2_000
MOST_ISSUERS = 6
NOTHING = Tally(0, 0, 0)
SORTS = ("title", "date", "services")
Test = Callable[[Line], bool]
# What a steward looks through to put right.
CARES: dict[str, Callable[[Line, Tally], bool]] = {
    "unnumbered": lambda line, tally: not line.numbered,
    "undated": lambda line, tally: line.year is None,
    "differs": lambda line, tally: tally.differs,
    "unused": lambda line, tally: not tally.count,
}
CHOICES = {"kind": KINDS, "state": STATES, "care": tuple(CARES), "sort": SORTS}
CSV_COLUMNS = (
    "code", "kind", "title", "number", "date", "date_text", "effective_on", "issuer", "approved_by", "state",
    "state_since", "state_by", "services", "url",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; an empty field narrows nothing. ``decade`` is its first Jalali year."""

    q: str = ""
    kind: str = ""
    state: str = ""
    issuer: str = ""
    decade: str = ""
    care: str = ""
    sort: str = "title"


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

    @property
    def narrows(self) -> bool:
        """Whether another choice than the first, which is all, is made."""
        return any(chip.current for chip in self.chips[1:])


@dataclass(frozen=True, slots=True)
class Shown:
    """A row of the list."""

    instrument: Instrument
    standing: Standing
    tally: Tally


@dataclass(frozen=True, slots=True)
class InstrumentList:
    """What the page of the list needs beside its head."""

    page: Page[Shown]
    rows: list[ChipRow]
    csv_query: str
    total: int


def read_filters(query: Mapping[str, str]) -> Filters:
    """The filters of an address; a value that is none of the choices narrows nothing."""
    given = {}
    for field in fields(Filters):
        value = query.get(field.name, "").strip()[:200]
        if value and value in CHOICES.get(field.name, (value,)):
            given[field.name] = value
    if not given.get("decade", "0").isdecimal():
        del given["decade"]
    return Filters(**given)


def instrument_list(actor: Actor, filters: Filters, page: str | None) -> InstrumentList:
    """One page of the instruments that pass ``filters``."""
    everything, tallies = queries.lines(actor), dependents.tallies(actor)
    tests = _tests(actor, filters, tallies)
    passing = _sorted(
        [line for line in everything if all(test(line) for test in tests.values())], filters, tallies
    )
    paginator = Paginator(passing, PER_PAGE)
    shown = paginator.get_page(page)
    shown.object_list = _shown(actor, shown.object_list, tallies)
    rows = _chip_rows(filters, _Counts(everything, tests, tallies))
    return InstrumentList(shown, rows, _query(filters), len(everything))


def as_csv(actor: Actor, filters: Filters) -> bytes:
    """The instruments that pass ``filters`` for a spreadsheet."""
    tallies = dependents.tallies(actor)
    tests = _tests(actor, filters, tallies).values()
    passing = [line for line in queries.lines(actor) if all(test(line) for test in tests)]
    rows = _shown(actor, _sorted(passing, filters, tallies), tallies)
    return csv_of(CSV_COLUMNS, map(_cells, rows))


def _shown(actor: Actor, lines: Sequence[Line], tallies: Mapping[str, Tally]) -> list[Shown]:
    instruments = queries.instruments(actor).in_bulk([line.pk for line in lines])
    return [
        Shown(instruments[line.pk], line.standing, tallies.get(line.code, NOTHING))
        for line in lines
        if line.pk in instruments
    ]


def _tests(actor: Actor, filters: Filters, tallies: Mapping[str, Tally]) -> dict[str, Test]:
    """By name of the filter: whether a line passes what it asks for."""
    tests: dict[str, Test] = {}
    if filters.q:
        found = {hit.key for hit in find(actor, filters.q, kind="instrument", limit=MOST_FOUND).hits}
        tests["q"] = lambda line: line.code in found
    if filters.kind:
        tests["kind"] = lambda line: line.kind == filters.kind
    if filters.state:
        tests["state"] = lambda line: line.standing.state == filters.state
    if filters.issuer:
        tests["issuer"] = lambda line: line.issuer == filters.issuer
    if filters.decade:
        tests["decade"] = lambda line: _decade(line) == filters.decade
    if filters.care:
        tests["care"] = lambda line: CARES[filters.care](line, tallies.get(line.code, NOTHING))
    return tests


def _decade(line: Line) -> str:
    return str(line.year // 10 * 10) if line.year else ""


def _sorted(lines: list[Line], filters: Filters, tallies: Mapping[str, Tally]) -> list[Line]:
    ordered = sorted(lines, key=lambda line: (line.title_order, line.code))
    if filters.sort == "date":
        ordered.sort(key=lambda line: -(line.year or 0))
    if filters.sort == "services":
        ordered.sort(key=lambda line: -tallies.get(line.code, NOTHING).count)
    return ordered


@dataclass(frozen=True, slots=True)
class _Counts:
    """What each choice of a filter would show with the other filters as they are."""

    lines: list[Line]
    tests: Mapping[str, Test]
    tallies: Mapping[str, Tally]

    def others(self, name: str) -> list[Line]:
        tests = [test for key, test in self.tests.items() if key != name]
        return [line for line in self.lines if all(test(line) for test in tests)]

    def by(self, name: str, value_of: Callable[[Line], str]) -> Counter[str]:
        return Counter(map(value_of, self.others(name)))

    def cares(self) -> dict[str, int]:
        lines = self.others("care")
        return {
            name: sum(needs(line, self.tallies.get(line.code, NOTHING)) for line in lines)
            for name, needs in CARES.items()
        }


def _chip_rows(filters: Filters, counts: _Counts) -> list[ChipRow]:
    """The rows of filters; one without a choice to make is left out."""
    issuers = counts.by("issuer", lambda line: line.issuer)
    common = [issuer for issuer, _ in issuers.most_common() if issuer][:MOST_ISSUERS]
    common += [each for each in (filters.issuer,) if each and each not in common]
    decades = counts.by("decade", _decade)
    rows = [
        _row(
            filters, "kind", gettext("Kind"), [(kind, kind_word(kind)) for kind in KINDS],
            counts.by("kind", lambda line: line.kind),
        ),
        _row(
            filters, "state", gettext("Standing"), [(each, str(STATE_WORDS[each].word)) for each in STATES],
            counts.by("state", lambda line: line.standing.state),
        ),
        _row(filters, "decade", gettext("Decade"), _decades(decades), decades),
        _row(filters, "issuer", gettext("Issuer"), [(each, each) for each in common], issuers),
        _row(filters, "care", gettext("To put right"), _cares(), counts.cares()),
    ]  # fmt: skip
    sorts = [
        ("title", gettext("Alphabetical")),
        ("date", gettext("Newest first")),
        ("services", gettext("Most used")),
    ]
    chips = tuple(Chip(text, _href(filters, "sort", sort), filters.sort == sort) for sort, text in sorts)
    return [*(row for row in rows if len(row.chips) > 2 or row.narrows), ChipRow(gettext("Order"), chips)]


def _row(
    filters: Filters,
    name: str,
    label: str,
    choices: Sequence[tuple[str, str]],
    counts: Mapping[str, int],
) -> ChipRow:
    present = getattr(filters, name)
    chips = [Chip(gettext("All"), _href(filters, name, ""), not present)]
    chips += [
        Chip(text, _href(filters, name, value), value == present, number(counts.get(value, 0)))
        for value, text in choices
        if counts.get(value) or value == present
    ]
    return ChipRow(label, tuple(chips))


def _decades(counts: Mapping[str, int]) -> list[tuple[str, str]]:
    return [
        (decade, gettext("%(decade)ss") % {"decade": digits(decade)})
        for decade in sorted(filter(None, counts), reverse=True)
    ]


def _cares() -> list[tuple[str, str]]:
    return [
        ("unnumbered", gettext("Without a number")),
        ("undated", gettext("Without a date")),
        ("differs", gettext("Cited differently")),
        ("unused", gettext("Nothing rests on it")),
    ]


def _href(filters: Filters, name: str, value: str) -> str:
    return "?" + _query(replace(filters, **{name: value or getattr(Filters(), name)}))


def _query(filters: Filters) -> str:
    """The filters as the query of an address, without those that say nothing."""
    default = Filters()
    pairs = ((field.name, getattr(filters, field.name)) for field in fields(Filters))
    return urlencode([(name, value) for name, value in pairs if value != getattr(default, name)])


def _cells(row: Shown) -> list[object]:
    each = row.instrument
    return [
        each.code, each.kind, each.title, each.number, each.date, each.date_text, each.effective_on,
        each.issuer, each.approved_by, row.standing.state, row.standing.since, row.standing.by,
        row.tally.count, each.url,
    ]  # fmt: skip
