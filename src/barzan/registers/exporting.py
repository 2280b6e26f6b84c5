"""Lists of entries as CSV and XLSX, safe from formulas; personal fields stay out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO

import xlsxwriter
from django.utils.translation import gettext as _

from barzan.access import Actor
from barzan.blueprints.csvs import pieces
from barzan.registers import describe
from barzan.registers.core.fields import answer
from barzan.registers.errors import RegisterError
from barzan.registers.filters import Filters
from barzan.registers.formed import fields_of
from barzan.registers.models import Entry, Register
from barzan.registers.narrowing import Narrowed, narrowed
from barzan.registers.rules import ENTRY_READ

MOST_OF_WORKBOOK = 100_000
BATCH = 2_000
OWN = ("number", "state", "state_title", "unit", "place", "valid_from", "valid_to", "opened")


def as_csv(actor: Actor, register: Register, filters: Filters) -> Iterator[bytes]:
    """The entries that pass, newest first, all of them, while they are read: stable English headings and the
    values of the form.
    """
    ENTRY_READ.require(actor)
    names = _names(register)
    return pieces((*OWN, *names), _lines(actor, register, filters, names))


def as_xlsx(actor: Actor, register: Register, filters: Filters) -> bytes:
    """The same as a workbook: headings and choices in the reader's language, every cell a text.

    Raises ``RegisterError`` where more than ``MOST_OF_WORKBOOK`` pass.
    """
    ENTRY_READ.require(actor)
    found = narrowed(actor, register, filters)
    if len(found.newest(MOST_OF_WORKBOOK + 1)) > MOST_OF_WORKBOOK:
        raise RegisterError.workbook_too_long(MOST_OF_WORKBOOK)
    fields, names = fields_of(register.current.form_version), _names(register)
    life = register.current.life
    out = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    sheet = book.add_worksheet(_("Entries"))
    if describe.language() == "fa":
        sheet.right_to_left()
    head = book.add_format({"bold": True, "bottom": 1})
    own = [_("Number"), _("State"), _("Unit"), _("Place"), _("Valid from"), _("Valid until"), _("Opened on")]
    headings = [*own, *(describe.label(fields, name) for name in names)]
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, head)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(headings) - 1, 18)
    for line, row in enumerate(_entries(found), 1):
        said = [value for _label, value in describe.cells(fields, names, row)]
        cells = [
            row.number, describe.pill(life, row.state).text, row.unit.name,
            row.place.name if row.place else "",
            *(describe.day(day) for day in (row.valid_from, row.valid_to, row.opened_at)), *said,
        ]  # fmt: skip
        for column, text in enumerate(cells):
            sheet.write_string(line, column, str(text)[:32_000])
    book.close()
    return out.getvalue()


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
