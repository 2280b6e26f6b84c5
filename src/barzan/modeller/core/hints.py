"""Which answers are worth trying: what the expressions of a process compare its variables with. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from barzan.bpmn.model import Field, FieldType, MultiInstance, Node, Process, StandardLoop
from barzan.feel import FeelError, parse
from barzan.process.core.values import Value

MOST_VALUES = 12  # of one variable
OTHER = "…"  # a text that no expression names
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')
_NUMBER = re.compile(r"(?<![\w.\"])\d+(?:\.\d+)?(?![\w.])")
_DAY = re.compile(r'date\("(\d{4}-\d\d-\d\d)"\)')


@dataclass(frozen=True, slots=True)
class Hints:
    """``values`` are candidates by variable; ``free`` the variables that expressions use and no step sets."""

    values: Mapping[str, tuple[Value, ...]]
    free: tuple[str, ...]

    def of(self, name: str) -> tuple[Value, ...]:
        return self.values.get(name, ())

    def of_field(self, field: Field) -> tuple[Value, ...]:
        """Answers to try for a question; one is enough where no expression uses it."""
        told = self.of(field.name)
        if field.type is FieldType.YES_NO:
            return (True, False) if field.name in self.values else (True,)
        if field.type is FieldType.CHOICE and field.choices:
            values = tuple(choice.value for choice in field.choices)
            return values if field.name in self.values else values[:1]
        plain, fits = _PLAIN[field.type]
        return tuple(value for value in told if isinstance(value, fits)) or (plain,)


_PLAIN: dict[FieldType, tuple[Value, type]] = {
    FieldType.TEXT: (OTHER, str),
    FieldType.DOCUMENT: ("1", str),
    FieldType.NUMBER: (Decimal(1), Decimal),
    FieldType.MONEY: (Decimal(1_000_000), Decimal),
    FieldType.DATE: (date(2026, 3, 21), date),
    FieldType.YES_NO: (True, bool),
    FieldType.CHOICE: ("", str),
}


def hints(process: Process, rules: Iterable[tuple[str, str]] = ()) -> Hints:
    """What the expressions of the process compare variables with, and the cells of its decision tables:
    ``rules`` are pairs of the text of a column's expression and that of a cell.
    """
    found: dict[str, dict[Value, None]] = {}
    for text in expressions(process):
        literals = _literals(text)
        for name in _names(text):
            found.setdefault(name, {}).update(dict.fromkeys(literals))
    for column, cell in rules:
        for name in _names(column, (column,)):
            found.setdefault(name, {}).update(dict.fromkeys(_literals(cell)))
    values = {name: tuple(told)[:MOST_VALUES] for name, told in found.items()}
    known = _set(process)
    return Hints(values, tuple(sorted(name for name in values if name not in known)))


def expressions(process: Process) -> list[str]:
    """The FEEL texts of a process that decide where it goes."""
    texts = [flow.condition for flow in process.flows]
    for node in process.nodes:
        texts += [node.script, *(each.source for each in (*node.inputs, *node.outputs))]
        if isinstance(node.loop, StandardLoop):
            texts.append(node.loop.condition)
        elif isinstance(node.loop, MultiInstance):
            texts += [node.loop.collection, node.loop.cardinality, node.loop.output, node.loop.until]
    return [text for text in texts if text]


def _literals(text: str) -> Sequence[Value]:
    """The constants of an expression with what lies just beside them; yes and no where there are none."""
    days = [date.fromisoformat(day) for day in _DAY.findall(text)]
    bare = _DAY.sub("", text)
    texts = [*named, OTHER] if (named := _TEXT.findall(bare)) else []
    numbers = [Decimal(number) for number in _NUMBER.findall(_TEXT.sub("", bare))]
    around = [number + step for number in numbers for step in (0, 1, -1)]
    around_days = [day + timedelta(step) for day in days for step in (0, 1, -1)]
    return [*texts, *around, *around_days] or [True, False]


def _names(text: str, known: Iterable[str] = ()) -> frozenset[str]:
    """The variables that an expression uses; none where it cannot be read. ``known``: names with spaces."""
    try:
        return parse(text, names=known).names
    except FeelError:
        return frozenset()


def _set(process: Process) -> set[str]:
    """The variables that some step of the process sets."""
    return {name for node in process.nodes for name in _set_by(node)} | {"item", "loopCounter"}


def _set_by(node: Node) -> set[str]:
    names = {field.name for field in node.fields} | {each.target for each in node.outputs} | {node.result}
    if isinstance(node.loop, MultiInstance):
        names |= {node.loop.item, node.loop.result}
    return names - {""}
