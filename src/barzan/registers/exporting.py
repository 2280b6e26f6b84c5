"""Lists of entries as CSV and XLSX, safe from formulas; personal fields stay out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from barzan.access import Actor
from barzan.blueprints import sheetml
from barzan.blueprints.csvs import pieces
from barzan.registers import describe
from barzan.registers.core import Definition, Fields
from barzan.registers.core.fields import answer
from barzan.registers.filters import Filters
from barzan.registers.formed import fields_of
from barzan.registers.models import Entry, Register
from barzan.registers.narrowing import Narrowed, narrowed
from barzan.registers.rules import ENTRY_READ

BATCH = 2_000
OWN = ("number", "state", "state_title", "unit", "place", "valid_from", "valid_to", "opened")


def as_csv(actor: Actor, register: Register, filters: Filters) -> Iterator[bytes]:
    """The entries that pass, newest first, all of them, while they are read: stable English headings and the
    values of the form.
    """
    ENTRY_READ.require(actor)
    names = _names(register)
    return pieces((*OWN, *names), _lines(actor, register, filters, names))


def as_xlsx(actor: Actor, register: Register, filters: Filters) -> Iterator[bytes]:
    """The same as a workbook: headings and choices in the reader's language, every cell a text."""
    ENTRY_READ.require(actor)
    language = describe.language()
    fields, names = fields_of(register.current.form_version), _names(register)
    own = [_("Number"), _("State"), _("Unit"), _("Place"), _("Valid from"), _("Valid until"), _("Opened on")]
    heads = [*own, *(describe.label(fields, name) for name in names)]
    found = narrowed(actor, register, filters)
    rows = _said(found, register.current.life, fields, names, language)
    return sheetml.pieces(_("Entries"), heads, rows, to_left=language == "fa")


def _said(
    found: Narrowed, life: Definition, fields: Fields, names: Sequence[str], language: str
) -> Iterator[list[str]]:
    """A line for each entry in words; what reads a stream has left the language of its request."""
    for row in _entries(found):
        with override(language):
            line = [
                row.number, describe.pill(life, row.state).text, row.unit.name,
                row.place.name if row.place else "",
                *(describe.day(day) for day in (row.valid_from, row.valid_to, row.opened_at)),
                *(str(value) for _label, value in describe.cells(fields, names, row)),
            ]  # fmt: skip
        yield line


def _names(register: Register) -> list[str]:
    fields = fields_of(register.current.form_version)
    return [name for name, field in fields.items() if not field.personal]


def _lines(
    actor: Actor, register: Register, filters: Filters, names: Iterable[str]
) -> Iterator[list[object]]:
    fields, life = fields_of(register.current.form_version), register.current.life
    wanted = [fields[name] for name in names]
    for row in _entries(narrowed(actor, register, filters)):
        state = life.state(row.state)
        given = row.current.answers if row.current else {}
        yield [
            row.number, row.state, state.title if state else "", row.unit.code,
            row.place.code if row.place else "", row.valid_from or "", row.valid_to or "",
            row.opened_at.date(),
            *(answer(given, field.path) for field in wanted),
        ]  # fmt: skip


def _entries(found: Narrowed) -> Iterator[Entry]:
    """All of them, the newest first, some at a time."""
    rows = Entry.objects.select_related("unit", "place", "current")
    last: int | None = None
    while some := found.newest(BATCH, before=last):
        entries = rows.in_bulk(some)
        yield from (entries[key] for key in some)
        last = some[-1]
