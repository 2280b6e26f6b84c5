"""Which column of a sheet fills which field, and what a row then says. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from barzan.persian import joined_key
from barzan.registers.core.fields import Field, Fields, with_answer
from barzan.registers.core.typing_in import Untyped, typed

NUMBER, STATE, UNIT, SINCE, UNTIL = "#number", "#state", "#unit", "#valid_from", "#valid_to"
OWN = (NUMBER, STATE, UNIT, SINCE, UNTIL)
"""What a column may fill besides fields of the form: of the entry itself."""
KNOWN = {
    "number": NUMBER, "شماره": NUMBER, "state": STATE, "حالت": STATE, "وضعیت": STATE, "unit": UNIT,
    "واحد": UNIT, "valid_from": SINCE, "معتبر از": SINCE, "valid_to": UNTIL, "معتبر تا": UNTIL,
}  # fmt: skip
_DAY = Field("day", ("day",), "date", {"fa": "تاریخ", "en": "the day"})


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a cell: its column ("" for the row as a whole)."""

    column: str
    fa: str
    en: str


@dataclass(slots=True)
class Said:
    """What a row says: answers, and what concerns the entry itself by ``OWN``."""

    answers: dict[str, Any] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    wrong: list[Wrong] = field(default_factory=list)

    def day(self, name: str) -> date | None:
        text = self.own.get(name, "")
        return date.fromisoformat(text) if text else None


def guessed(headings: Sequence[str], fields: Fields, remembered: Mapping[str, str]) -> dict[str, str]:
    """By heading: the field (or one of ``OWN``) that it seems to fill, each once; "" for none."""
    names = {joined_key(name): name for name in fields}
    for name, each in fields.items():
        for label in each.label.values():
            names.setdefault(joined_key(label), name)
    names |= {joined_key(word): own for word, own in KNOWN.items() if joined_key(word) not in names}
    found: dict[str, str] = {}
    for heading in headings:
        wanted = remembered.get(heading, names.get(joined_key(heading), ""))
        known = wanted in fields or wanted in OWN
        found[heading] = wanted if known and wanted not in found.values() else ""
    return found


def said(cells: Mapping[str, str], mapping: Mapping[str, str], fields: Fields) -> Said:
    """What the cells of a row say by ``mapping`` (heading to field); empty cells say nothing."""
    row = Said()
    for heading, name in mapping.items():
        text = cells.get(heading, "")
        if not name or not text:
            continue
        try:
            if name in (SINCE, UNTIL):
                row.own[name] = typed(_DAY, text)
            elif name in OWN:
                row.own[name] = text.strip()
            elif name in fields:
                row.answers = with_answer(row.answers, fields[name].path, typed(fields[name], text))
        except Untyped as error:
            row.wrong.append(Wrong(heading, error.fa, error.en))
    return row
