"""The tables of the catalogue as sheets: their columns, what these are called and what may stand in them.

The keys are the columns of the blueprint's files and stand in the first row of a sheet; the labels, in the
reader's language, stand in the second one and are left out by the reader.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from barzan.blueprints import registry
from barzan.blueprints.registry import Provider
from barzan.catalogue.content import (
    BASIS_KINDS,
    CHANNEL_KINDS,
    CLASSES,
    DAY_KINDS,
    REQUIREMENT_KINDS,
)
from barzan.catalogue.providers.arranged import TONES
from barzan.look.icons import drawings

Words = str | Promise
Kind = Literal["text", "code", "number"]
LANGUAGES = ("fa", "en")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key, its label, how to fill it in; ``choices`` are the only values it takes.

    ``of`` names the sheet whose first column lists what may stand here.
    """

    key: str
    label: Words
    hint: Words = ""
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    of: str = ""
    width: int = 18


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: its key, its title, what a row of it is, the provider that checks its rows, its columns."""

    key: str
    title: Words
    row: Words
    columns: tuple[Column, ...]

    @property
    def provider(self) -> Provider:
        found = registry.provider(f"catalogue.{self.key}")
        assert found is not None  # noqa: S101 - the catalogue registers them at start
        return found

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(column.key for column in self.columns)

    @property
    def required(self) -> Collection[str]:
        return self.provider.columns.required

    def column(self, key: str) -> Column | None:
        return next((column for column in self.columns if column.key == key), None)


# The first labels are how the reader knows the row of labels: no other room words them.
_CODE = pgettext_lazy("column", "Code")
_CODE_OF_SERVICE = pgettext_lazy("column", "Code of the service")
_LINE = Column(
    "source_line", _("Line of the source"), _("The line of the booklet's text; leave it as it is."), "number"
)
_SERVICE = Column("service", _CODE_OF_SERVICE, _("A code of the sheet services."), "code", width=12)
_SHELF = (
    Column("code", _CODE, _("Small Latin letters, digits and hyphens; never changed."), "code", width=22),
    Column("title", _("Title"), width=30),
    Column("title_en", _("Title in English"), width=30),
    Column("icon", _("Icon"), _("The name of a drawing of Barzan."), "code", tuple(drawings())),
    Column("summary", _("In a sentence"), width=40),
    Column("summary_en", _("In a sentence, in English"), width=40),
    Column("order", _("Order"), _("A number; the smallest comes first."), "number", width=8),
)

TABLES: tuple[Table, ...] = (
    Table(
        "groups",
        _("Groups"),
        _("A national parent service under which services stand."),
        (
            Column("code", _CODE, _("Capital Latin letters, digits and hyphens; never changed."), "code"),
            Column("title", _("Title"), width=60),
            Column("national_code", _("National code"), _("11 digits, or empty."), "code"),
        ),
    ),
    Table(
        "categories",
        _("Subjects"),
        _("A subject under which citizens find services."),
        (
            *_SHELF,
            Column("tone", _("Colour"), "", "code", TONES, width=10),
        ),
    ),
    Table("life_events", _("Life events"), _("A moment of life in which services are needed."), _SHELF),
    Table(
        "services",
        _("Services"),
        _("A service and what is published about it."),
        (
            Column(
                "code",
                _CODE_OF_SERVICE,
                _("Such as QZ-0001; never changed and never used twice."),
                "code",
                width=12,
            ),
            Column(
                "unit", _("Unit"), _("The code of a unit; see the sheet units."), "code", of="units", width=14
            ),
            Column("title", _("Title"), _("Up to 400 characters."), width=60),
            Column("group", _("Group"), _("A code of the sheet groups, or empty."), "code", of="groups"),
            Column("national_code", _("National code"), _("11 digits, or empty."), "code"),
            Column("class", _("Class"), _("Empty: not known."), "code", CLASSES, width=12),
            Column("client", _("Has clients"), _("Empty: not known."), "code", ("yes", "no"), width=12),
            Column(
                "category",
                _("Subject"),
                _("A code of the sheet categories, or empty."),
                "code",
                of="categories",
            ),
            Column(
                "life_events",
                _("Life events"),
                _("Codes of the sheet life_events, parted by spaces."),
                "code",
                width=24,
            ),
            Column("description", _("Description"), _("What it is, in plain words."), width=60),
            Column("fee_rials", _("Fee in rials"), _("0 is free of charge; empty is not known."), "number"),
            Column("fee_text", _("Fee in words"), _("Up to 400 characters.")),
            Column("standard_days", _("Legal time in days"), _("A number; with the kind of days."), "number"),
            Column("day_kind", _("Kind of days"), _("With the number of days only."), "code", DAY_KINDS),
            Column("standard_text", _("Legal time in words"), _("As the source says it."), width=30),
            Column("objection", _("Objection"), _("Where and how to object."), width=40),
            Column("gap_reason", _("Why it is missing"), _("Only where the source has lost the service.")),
            Column("booklet", _("Booklet"), _("The code of a booklet; leave it as it is."), "code"),
            _LINE,
        ),
    ),
    Table(
        "requirements",
        _("Requirements"),
        _("A thing that the client brings or fills in."),
        (
            _SERVICE,
            Column("kind", _("Kind"), "", "code", REQUIREMENT_KINDS, width=14),
            Column("text", _("Text"), width=60),
            Column("note", _("Note"), width=40),
            _LINE,
        ),
    ),
    Table(
        "legal_bases",
        _("Legal bases"),
        _("An act or another document that the service rests on."),
        (
            _SERVICE,
            Column("kind", _("Kind"), "", "code", BASIS_KINDS, width=14),
            Column("title", _("Title"), width=60),
            Column("document_number", _("Number of the document")),
            Column("date", _("Date"), _("Gregorian, as 2024-03-20; not after today."), "code", width=14),
            Column("date_text", _("Date as printed"), _("Jalali, such as 1403/01/01."), width=14),
            Column("issuer", _("Issuer"), width=24),
            Column("instrument", _("Instrument"), _("The code of an instrument, or empty.")),
            Column("article", _("Article"), _("Where in the document.")),
            _LINE,
        ),
    ),
    Table(
        "steps",
        _("Steps"),
        _("A step of the work, in order."),
        (
            _SERVICE,
            Column("text", _("Text"), width=60),
            Column("who", _("Who"), _("A role, never a name."), width=24),
            Column("deadline_days", _("Days"), _("Calendar days; empty is not known."), "number", width=8),
            _LINE,
        ),
    ),
    Table(
        "channels",
        _("Channels"),
        _("A way to ask for the service."),
        (
            _SERVICE,
            Column("kind", _("Kind"), "", "code", CHANNEL_KINDS, width=14),
            Column("value", _("Address or number"), width=40),
            Column("note", _("Note"), width=40),
        ),
    ),
)
BY_KEY = {table.key: table for table in TABLES}
ARRANGED = ("groups", "categories", "life_events")
SERVICES = "services"
# Sheets of a workbook that are for people to read alone.
GUIDES = {"fa": "راهنما", "en": "Guide"}
UNITS = "units"
FAULTS = {"fa": "ایرادها", "en": "Problems"}
BESIDES = (*GUIDES.values(), *FAULTS.values(), UNITS)


@cache
def labels(table: str) -> tuple[tuple[str, ...], ...]:
    """The rows of labels that a workbook may have below the keys of ``table``, one in each language."""
    found = []
    for language in LANGUAGES:
        with override(language):
            found.append(tuple(str(column.label) for column in BY_KEY[table].columns))
    return tuple(found)
