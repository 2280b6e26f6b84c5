"""Published numbers beside live ones: the lines of a table as they were published, and what the registers
count today. Nothing is put right: where the two differ, or a line contradicts itself, both stand there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from barzan.access import Actor
from barzan.registers import describe, queries
from barzan.registers.core import Definition, Fields
from barzan.registers.core.fields import answer
from barzan.registers.core.values import Beside, Count
from barzan.registers.formed import fields_of
from barzan.registers.models import Entry, Register

LINES = 200
COUNTED = 50_000


@dataclass(frozen=True, slots=True)
class Pair:
    """A number as it was published and as it is counted now; None where nothing can be counted."""

    label: str
    published: str
    live: int | None

    @property
    def differs(self) -> bool:
        return self.live is not None and self.published != str(self.live)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the published table."""

    entry: Entry
    title: str
    pill: describe.Pill
    note: str
    pairs: tuple[Pair, ...]


@dataclass(slots=True)
class Table:
    """The lines; ``sources`` are the live registers, ``cut`` those with more entries than are counted."""

    headings: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    sources: list[Register] = field(default_factory=list)
    cut: list[Register] = field(default_factory=list)


class _Live:
    """The entries of one live register that the actor may read, counted by state and the fields asked for."""

    def __init__(self, actor: Actor, register: Register, names: Sequence[str]) -> None:
        self.fields: Fields = fields_of(register.current.form_version)
        self.names = [name for name in dict.fromkeys(names) if name in self.fields]
        rows = queries.readable(actor).filter(register=register, hidden=False).order_by("-pk")
        found = rows.values_list("state", "current__answers")[: COUNTED + 1]
        self.counted: Counter[tuple[str, ...]] = Counter(
            (state, *(answer(answers, self.fields[name].path) for name in self.names))
            for state, answers in found
        )
        self.cut = self.counted.total() > COUNTED

    def count(self, of: Count, row: str) -> int | None:
        """What ``of`` counts for the line ``row``; all lines together for one that no live entry can name."""
        if any(name and name not in self.names for name in (of.by, of.where)):
            return None
        choices = self.fields[of.by].choices
        wanted = {of.by: row} if row in choices or not choices else {}
        if of.where:
            wanted[of.where] = of.value
        return sum(
            number
            for (state, *said), number in self.counted.items()
            if (not of.states or state in of.states)
            and all(said[self.names.index(name)] == value for name, value in wanted.items())
        )


def table(actor: Actor, register: Register, life: Definition, of: Beside) -> Table:
    """The published lines of a register with what is counted now; five questions at most."""
    fields = fields_of(register.current.form_version)
    live = _live(actor, of)
    found = Table([describe.label(fields, each.field) for each in of.counts])
    found.sources = [each for each, _counted in live.values()]
    found.cut = [each for each, counted in live.values() if counted.cut]
    rows = queries.readable(actor).filter(register=register, hidden=False).select_related("current")
    for entry in rows.order_by("pk")[:LINES]:
        found.lines.append(_line(entry, life, of, fields, live))
    return found


def _live(actor: Actor, of: Beside) -> dict[str, tuple[Register, _Live]]:
    keys = {each.register for each in of.counts}
    rows = Register.objects.filter(key__in=keys, current__isnull=False).select_related(
        "current__form_version"
    )
    names = {
        key: [name for each in of.counts if each.register == key for name in (each.by, each.where) if name]
        for key in keys
    }
    return {row.key: (row, _Live(actor, row, names[row.key])) for row in rows.order_by("pk")}


def _line(
    entry: Entry,
    life: Definition,
    of: Beside,
    fields: Fields,
    live: Mapping[str, tuple[Register, _Live]],
) -> Line:
    given = entry.current.answers
    row = answer(given, fields[of.row].path)
    pairs = [
        Pair(
            describe.label(fields, each.field),
            answer(given, fields[each.field].path),
            live[each.register][1].count(each, row) if each.register in live else None,
        )
        for each in of.counts
    ]
    note = answer(given, fields[of.note].path) if of.note else ""
    title = describe.said(fields[of.row], row)
    return Line(entry, title, describe.pill(life, entry.state), note, tuple(pairs))
