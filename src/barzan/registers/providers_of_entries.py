"""Entries from a blueprint: each row names a register and a CSV file whose columns are fields of its form.

Besides fields a file has ``key`` (its own within the register, so that loading again changes and does not
repeat) and may have ``number``, ``state``, ``unit``, ``valid_from``, ``valid_to``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from barzan.access import Actor
from barzan.blueprints.cells import Cells, problems_of
from barzan.blueprints.registry import Change, Columns, Context, Problem, Provider, Row, register
from barzan.blueprints.tables import read_csv
from barzan.blueprints.values import BlueprintRefused
from barzan.people.models import Unit
from barzan.registers.actions import NewEntry, change, open_many
from barzan.registers.core import Fields
from barzan.registers.core.fields import with_answer
from barzan.registers.core.typing_in import Untyped, typed
from barzan.registers.facts import personal_of
from barzan.registers.formed import fields_of, joined
from barzan.registers.models import Entry, Register

ENTRIES = "registers.entries"
COLUMNS = Columns(("register", "file"), ("unit",), files=("file",))
OWN = ("key", "number", "state", "unit", "valid_from", "valid_to")
Rows = Sequence[Row]


@dataclass(slots=True)
class Line:
    """One line of a file of entries: its cells, its answers, what is wrong with it."""

    number: int
    cells: dict[str, str]
    answers: dict[str, Any] = field(default_factory=dict)
    wrong: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.cells.get("key", "")

    def day(self, name: str) -> date | None:
        text = self.cells.get(name, "")
        return date.fromisoformat(text) if text else None


def check(rows: Rows, context: Context) -> list[Problem]:
    coming = {row["key"] for row in context.rows_of("registers.registers")}
    present = _registers(rows)

    def read_row(cells: Cells) -> None:
        cells.known("register", {*coming, *present}, "دفتری", "register")
        found = present.get(cells.row["register"])
        fields = fields_of(found.current.form_version) if found and found.current else None
        for line in _lines(cells.row, cells.context, fields):
            for column, fa, en in line.wrong:
                place = f"{line.number} {column}"
                cells.wrong("file", f"ردیف {place}: {fa}", f"row {place}: {en}")

    return problems_of(rows, context, read_row)


def _lines(row: Row, context: Context, fields: Fields | None) -> Iterator[Line]:
    """The lines of a file; without ``fields`` (the register is still to come) answers are not read."""
    try:
        found = read_csv(context.content(row["file"]), row["file"])
    except BlueprintRefused as refused:
        for problem in refused.problems:
            yield Line(problem.row, {}, wrong=[(problem.column, problem.fa, problem.en)])
        return
    seen: set[str] = set()
    for each in found:
        line = Line(each.number, dict(each.cells))
        if not line.key or line.key in seen:
            line.wrong.append(
                ("key", "کلیدی جدا در ستون key بنویسید.", "Write a key of its own in the column key.")
            )
        seen.add(line.key)
        if fields is not None:
            _read(line, fields)
        yield line


def _read(line: Line, fields: Fields) -> None:
    for name, text in line.cells.items():
        if name in OWN or not text:
            continue
        if name not in fields:
            listed = ", ".join([*OWN, *list(fields)[:12]])
            line.wrong.append(
                (name, f"ستون شناخته نیست؛ شناخته: {listed}", f"This column is not known; known: {listed}")
            )
            continue
        try:
            line.answers = with_answer(line.answers, fields[name].path, typed(fields[name], text))
        except Untyped as error:
            line.wrong.append((name, error.fa, error.en))
    for name in ("valid_from", "valid_to"):
        try:
            line.day(name)
        except ValueError:
            line.wrong.append((name, "تاریخ میلادی YYYY-MM-DD بنویسید.", "Write a date as YYYY-MM-DD."))


def changes(actor: Actor, rows: Rows, context: Context) -> list[Change]:
    present = _registers(rows)
    return [each for row in rows for each in _changes(row, present.get(row["register"]), context)]


def _changes(row: Row, found: Register | None, context: Context) -> Iterator[Change]:
    if found is None or found.current is None:
        for line in _lines(row, context, None):
            yield Change("add", f"{row['register']}:{line.key}")
        return
    lines = list(_lines(row, context, fields_of(found.current.form_version)))
    entries = _entries(found, lines)
    for line in lines:
        entry = entries.get(line.key)
        key = f"{found.key}:{line.key}"
        if entry is None:
            yield Change("add", key)
        else:
            yield Change("change" if _differ(entry, line) else "keep", key)


def _differ(entry: Entry, line: Line) -> bool:
    """Whether a file says other answers than an entry has; what the form reckons besides is no difference."""
    return joined(_whole(entry), line.answers) != _whole(entry)


def apply(actor: Actor, rows: Rows, context: Context) -> None:
    """Opens the entries that are missing and changes those that differ."""
    present, units = _registers(rows), Unit.objects.select_related("organisation").in_bulk(field_name="code")
    for row in rows:
        found = present[row["register"]]
        lines = list(_lines(row, context, fields_of(found.current.form_version)))
        if any(line.wrong for line in lines):
            raise BlueprintRefused(_problems(lines, row, context))
        entries = _entries(found, lines)
        new = []
        for line in lines:
            entry = entries.get(line.key)
            if entry is None:
                unit = units[line.cells.get("unit") or row["unit"] or found.unit.code]
                new.append(_new(line, unit, context))
            elif _differ(entry, line):
                whole = joined(_whole(entry), line.answers)
                change(actor, entry, whole, base=entry.current.number, why=context.blueprint)
        if new:
            open_many(actor, found, new)


def _problems(lines: Sequence[Line], row: Row, context: Context) -> list[Problem]:
    return [
        Problem(row["file"], line.number, column, fa, en) for line in lines for column, fa, en in line.wrong
    ]


def _new(line: Line, unit: Unit, context: Context) -> NewEntry:
    return NewEntry(
        line.answers,
        unit,
        number=line.cells.get("number", ""),
        state=line.cells.get("state", ""),
        valid=(line.day("valid_from"), line.day("valid_to")),
        origin=_origin(line.key),
        why=context.blueprint,
    )


def _whole(entry: Entry) -> dict[str, Any]:
    return joined(entry.current.answers, personal_of(entry.current))


def _origin(key: str) -> str:
    return f"blueprint:{key}"[:160]


def _entries(found: Register, lines: Sequence[Line]) -> dict[str, Entry]:
    by_origin = {_origin(line.key): line.key for line in lines}
    rows = Entry.objects.filter(register=found, origin__in=list(by_origin)).select_related(
        "current__personal", "register", "version"
    )
    return {by_origin[row.origin]: row for row in rows}


def _registers(rows: Rows) -> dict[str, Register]:
    keys = {row["register"] for row in rows}
    found = Register.objects.select_related("unit", "current__form_version").filter(key__in=keys)
    return {each.key: each for each in found}


def register_all() -> None:
    """Makes the provider known; called once, at start."""
    register(Provider(ENTRIES, COLUMNS, check, changes, apply))
