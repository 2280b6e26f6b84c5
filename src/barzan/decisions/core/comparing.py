"""What differs between two models: by ids, part by part. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from barzan.decisions.core.model import (
    Boxed,
    Decision,
    DecisionTable,
    Knowledge,
    Literal,
    Model,
    Rule,
    Title,
    parts,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a model as it is compared. ``what`` is ``input``, ``decision``, ``knowledge``, ``type``,
    ``table``, ``column``, ``rule`` or ``expression``; ``number`` that of a rule.
    """

    what: str
    element: str
    title: Title
    owner: Title
    fields: tuple[tuple[str, str], ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class Field:
    """A named field before and after."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """``kind`` is ``added``, ``removed``, ``changed`` or ``moved``; the part as it is after (before, where it
    is gone).
    """

    kind: str
    part: Part
    fields: tuple[Field, ...] = ()
    before: int = 0


def compare(before: Model, after: Model) -> tuple[Change, ...]:
    """The changes, in the order of the later model; what is gone comes last."""
    old = {(part.what, part.element): part for part in _parts(before)}
    new = {(part.what, part.element): part for part in _parts(after)}
    moved = {*_moved(before, after)}
    changes = [
        change
        for key, part in new.items()
        if (change := _change(old.get(key), part, moved=part.element in moved))
    ]
    gone = [Change("removed", part) for key, part in old.items() if key not in new]
    return *changes, *gone


def _change(old: Part | None, new: Part, *, moved: bool) -> Change | None:
    if old is None:
        return Change("added", new)
    known = dict(old.fields)
    names = [*known, *(name for name, _ in new.fields if name not in known)]
    present = dict(new.fields)
    fields = tuple(
        Field(name, known.get(name, ""), present.get(name, ""))
        for name in names
        if known.get(name, "") != present.get(name, "")
    )
    if fields:
        return Change("changed", new, fields, old.number)
    return Change("moved", new, (), old.number) if moved else None


def _moved(before: Model, after: Model) -> Iterator[str]:
    """The rules that stand elsewhere among those that both models have."""
    old, new = (
        [rule.element for _, table in each.tables for rule in table.rules] for each in (before, after)
    )
    kept_old, kept_new = [id for id in old if id in set(new)], [id for id in new if id in set(old)]
    matcher = SequenceMatcher(a=kept_old, b=kept_new, autojunk=False)
    still = {kept_new[block.b + n] for block in matcher.get_matching_blocks() for n in range(block.size)}
    yield from (id for id in kept_new if id not in still)


def _parts(model: Model) -> Iterator[Part]:
    nobody = Title()
    for each in model.inputs:
        yield Part(
            "input", each.element, each.title, nobody, (("name", each.name), ("type", each.variable.type))
        )
    for definition in model.types:
        allowed = definition.allowed.text if definition.allowed else ""
        fields = (("name", definition.name), ("type", definition.type), ("allowed", allowed))
        yield Part("type", definition.element, Title(definition.name), nobody, fields)
    for owner in model.owners:
        yield from _of_owner(owner)


def _of_owner(owner: Decision | Knowledge) -> Iterator[Part]:
    what = "decision" if isinstance(owner, Decision) else "knowledge"
    fields = [("name", owner.name), ("type", owner.variable.type), ("description", owner.description)]
    if isinstance(owner, Decision):
        fields.append(("question", owner.question))
        fields.append(("needs", ", ".join(sorted((*owner.inputs, *owner.decisions, *owner.knowledge)))))
    yield Part(what, owner.element, owner.title, Title(), tuple(fields))
    for part in parts(owner.logic) if owner.logic else ():
        yield from _of_logic(part, owner.title)


def _of_logic(part: Boxed, owner: Title) -> Iterator[Part]:
    match part:
        case DecisionTable():
            yield from _of_table(part, owner)
        case Literal(element=element, text=text) if element:
            yield Part("expression", element, owner, owner, (("text", text),))
        case _:
            return


def _of_table(table: DecisionTable, owner: Title) -> Iterator[Part]:
    policy = (("policy", table.policy.value), ("aggregation", table.aggregation.value))
    yield Part("table", table.element, owner, owner, policy)
    for column in table.inputs:
        allowed = column.values.text if column.values else ""
        asked = (("text", column.expression.text), ("type", column.expression.type), ("allowed", allowed))
        yield Part("column", column.element, column.title, owner, asked)
    for output in table.outputs:
        allowed = output.values.text if output.values else ""
        default = output.default.text if output.default else ""
        given = (("name", output.name), ("type", output.type), ("allowed", allowed), ("default", default))
        yield Part("column", output.element, output.title, owner, given)
    for rule in table.rules:
        yield Part("rule", rule.element, Title(), owner, tuple(_cells(table, rule)), rule.number)


def _cells(table: DecisionTable, rule: Rule) -> Iterator[tuple[str, str]]:
    for place, (column, test) in enumerate(zip(table.inputs, rule.tests, strict=True), start=1):
        yield column.title.fa or f"{place}", test.text
    for place, (output, cell) in enumerate(zip(table.outputs, rule.outputs, strict=True), start=1):
        yield output.title.fa or output.name or table.output_label or f"={place}", cell.text
    yield from zip(table.annotations, rule.annotations, strict=False)
