"""The rows of a file that is imported, each read and judged against everything it names."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from barzan.blueprints.registry import Row
from barzan.blueprints.sheets import read_workbook
from barzan.people.models import Unit
from barzan.persian import joined_key
from barzan.places.models import Place
from barzan.registers.core.fields import answer
from barzan.registers.core.importing import NUMBER, SINCE, STATE, UNIT, UNTIL, Wrong, said
from barzan.registers.errors import EntryError, EntryRefused
from barzan.registers.formed import fields_of, judged
from barzan.registers.models import Entry, Import


@dataclass(slots=True)
class Read:
    """A row as it would be taken: a new entry, or other answers for ``entry`` (its id)."""

    number: int
    answers: dict[str, Any]
    unit: Unit | None = None
    number_given: str = ""
    state: str = ""
    valid: tuple[date | None, date | None] = (None, None)
    entry: int | None = None
    wrong: list[Wrong] = field(default_factory=list)


def sheet_rows(data: bytes, name: str, sheet: str) -> list[Row]:
    """The rows of the sheet that an import is about. Raises ``BlueprintRefused``."""
    sheets = read_workbook(data, name)
    return sheets.get(sheet) or next((rows for title, rows in sheets.items() if title[:120] == sheet), [])


class Reading:
    """Reads the rows of one import; what they may name is asked for once."""

    def __init__(self, imported: Import) -> None:
        self.imported = imported
        register = imported.register
        self.version = register.current.form_version
        self.life, self.fields = register.current.life, fields_of(self.version)
        self.now = timezone.now()
        units = Unit.objects.filter(path__startswith=imported.unit.path, valid_to__isnull=True)
        self.units = {unit.code: unit for unit in units.select_related("organisation")}
        self.states = {
            joined_key(text): state.key
            for state in self.life.states
            for text in (state.key, state.title, state.title_en)
            if text
        }
        self.places = self._places()
        organisation = imported.unit.organisation_id
        rows = Entry.objects.filter(register=register, organisation=organisation).order_by()
        mapped = NUMBER in imported.mapping.values()
        self.numbers = dict(rows.values_list("number", "pk")) if mapped else {}
        self.seen: dict[str, int] = {}

    def _places(self) -> frozenset[str] | None:
        if not self.life.place or self.life.place not in self.imported.mapping.values():
            return None
        return frozenset(Place.objects.filter(valid_to__isnull=True).values_list("code", flat=True))

    def read(self, row: Row) -> Read:
        """A row with everything that is wrong with it, by column."""
        told = said(row.cells, self.imported.mapping, self.fields)
        read = Read(row.number, told.answers, number_given=told.own.get(NUMBER, ""), wrong=list(told.wrong))
        read.valid = (told.day(SINCE), told.day(UNTIL)) if not told.wrong else (None, None)
        self._own(read, told.own)
        self._number(read)
        self._place(read)
        if not read.wrong and read.entry is None:
            self._judge(read)
        return read

    def _own(self, read: Read, own: dict[str, str]) -> None:
        if own.get(STATE):
            read.state = self.states.get(joined_key(own[STATE]), "")
            if not read.state:
                listed = "، ".join(state.title for state in self.life.states)
                listed_en = ", ".join(state.named("en") for state in self.life.states)
                self._wrong(
                    read,
                    STATE,
                    f"حالت «{own[STATE]}» در دفتر نیست؛ یکی از این‌ها را بنویسید: {listed}",
                    f"The register has no state “{own[STATE]}”; write one of: {listed_en}",
                )
        if own.get(UNIT):
            read.unit = self.units.get(own[UNIT])
            if read.unit is None:
                self._wrong(
                    read,
                    UNIT,
                    f"در واحد این درون‌ریزی واحدی با کد «{own[UNIT]}» نیست؛ کد را درست کنید.",
                    f"The unit of this import has no unit with the code “{own[UNIT]}”; correct it.",
                )

    def _number(self, read: Read) -> None:
        number = read.number_given
        if not number:
            return
        read.entry = self.numbers.get(number)
        if number in self.seen:
            self._wrong(
                read,
                NUMBER,
                f"شمارهٔ «{number}» در ردیف {self.seen[number]} هم آمده است؛ یکی را بردارید.",
                f"The number “{number}” stands in row {self.seen[number]} already; remove one of them.",
            )
        self.seen.setdefault(number, read.number)

    def _place(self, read: Read) -> None:
        field = self.fields.get(self.life.place)
        code = answer(read.answers, field.path) if field else ""
        if code and self.places is not None and code not in self.places:
            error = EntryError.unknown_place(code)
            self._wrong(read, self.life.place, error.fa, error.en)

    def _judge(self, read: Read) -> None:
        try:
            judged(self.version, read.answers, self.now)
        except EntryRefused as refused:
            for finding in refused.findings:
                name = finding.place.rpartition("/")[2]
                self._wrong(read, name, finding.fa, finding.en)

    def _wrong(self, read: Read, name: str, fa: str, en: str) -> None:
        headings = self.imported.mapping
        column = next((heading for heading, mapped in headings.items() if mapped == name), "")
        if not column and name in self.fields:
            field = self.fields[name]
            fa, en = f"{field.labelled('fa')}: {fa}", f"{field.labelled('en')}: {en}"
        read.wrong.append(Wrong(column, fa, en))
