"""What the page of a game shows: where it stands, what can be done, the log, the variables, the ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from barzan.access import Actor
from barzan.bpmn.model import Kind, Node, Process
from barzan.decisions import queries as decisions
from barzan.decisions.core.model import DecisionTable, Model
from barzan.feel import FeelError, parse
from barzan.modeller import outlines
from barzan.modeller.core.exploring import Explored
from barzan.modeller.core.hints import Hints, hints
from barzan.modeller.core.playing import (
    TIMER,
    Deed,
    Move,
    Position,
    Waiting,
    Waits,
    ends_of,
    errors_of,
    starts_of,
)
from barzan.modeller.opened import language
from barzan.modeller.words import NOTES
from barzan.process.core.definition import Definition
from barzan.process.core.values import Note, Value
from barzan.tasks.answering import form_of
from barzan.tasks.core import fields as asking

LONGEST_VALUES = 4_000


@dataclass(frozen=True, slots=True)
class Table:
    """What is played: the compiled process, its values, and which answers matter."""

    definition: Definition
    process: Process
    hints: Hints


@dataclass(frozen=True, slots=True)
class Asked:
    """What ``tasks`` needs to build the form of a task."""

    asked: tuple[asking.Field, ...]
    draft: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Card:
    """One place that waits, as the page shows it. ``form`` has the questions of a task; ``names`` are
    variables that may come with a message, an action or a called process; ``codes`` the errors that a border
    takes.
    """

    waiting: Waiting
    shown: outlines.Shown
    form: Any = None
    names: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    local: tuple[tuple[str, str], ...] = ()
    typed: str = ""
    wrong: str = ""


def hints_of(process: Process) -> Hints:
    """Which answers matter in the process, its decision tables included; one question where it has such."""
    nodes = [node for node in process.nodes if node.kind is Kind.RULE and node.decision]
    versions = decisions.current({node.decision for node in nodes}) if nodes else {}
    rules = [
        rule
        for node in nodes
        if node.decision in versions
        for rule in rules_of(versions[node.decision].model, node)
    ]
    return hints(process, rules)


def rules_of(model: Model, node: Node) -> Iterator[tuple[str, str]]:
    """The cells of all tables of a decision model; a column that the node feeds goes by what feeds it."""
    fed = {each.target: each.source for each in node.inputs}
    for decision in model.decisions:
        table = decision.logic
        if isinstance(table, DecisionTable):
            for rule in table.rules:
                for column, test in zip(table.inputs, rule.tests, strict=True):
                    if not test.any:
                        yield fed.get(column.expression.text, column.expression.text), test.text


def board(
    actor: Actor, table: Table, position: Position, moves: tuple[Move, ...], forms: Mapping[int, Any]
) -> dict[str, Any]:
    """The context of the page."""
    rows = {row.row.node.id: row for row in outlines.rows(actor, table.process)}
    standing = {waiting.node for waiting in position.waiting.values()}
    return {
        "position": position,
        "refused": position.refused.sentence(language()) if position.refused else "",
        "cards": [_card(table, each, rows, forms.get(each.token)) for each in position.waiting.values()],
        "starts": [(name, _start_word(name)) for name in starts_of(table.process)],
        "start_names": table.hints.free,
        "start_wrong": forms.get(0),
        "log": [
            (line.move, _line(line.note, line.name), rows.get(line.node))
            for line in reversed(position.log)
            if line.note != Note.LEFT
        ],
        "variables": [
            (name, feel_text(value)) for name, value in sorted(position.data.items()) if name[:1] != "#"
        ],
        "ends": [(rows[end], end in position.entered) for end in ends_of(table.process) if end in rows],
        "steps": [
            (row, row.row.node.id in standing, row.row.node.id in position.entered) for row in rows.values()
        ],
        "count": len(moves),
    }


def _card(table: Table, waiting: Waiting, rows: Mapping[str, outlines.Shown], answered: Any) -> Card:
    node = table.definition.node(waiting.node)
    codes = errors_of(table.process, node.id)
    local = tuple((name, feel_text(value)) for name, value in getattr(waiting.what, "local", {}).items())
    if waiting.waits is Waits.TASK:
        return Card(waiting, rows[node.id], answered or task_form(waiting, table), codes=codes, local=local)
    names = (
        table.hints.free
        if waiting.waits is Waits.MESSAGE
        else tuple(name for each in node.outputs for name in [each.source])
    )
    typed, wrong = answered or ("", "")
    return Card(waiting, rows[node.id], names=names, codes=codes, local=local, typed=typed, wrong=wrong)


def task_form(waiting: Waiting, table: Table, data: Any = None) -> Any:
    """The form of a task's questions; a document is asked as the number of one."""
    node = table.definition.node(waiting.node)
    form = form_of(Asked(tuple(map(_asked, node.fields))), data)  # type: ignore[arg-type]
    form.prefix = f"t{waiting.token}"
    return form


def _asked(of: Any) -> asking.Field:
    type_ = asking.FieldType(of.type.value)
    plain = asking.FieldType.TEXT if type_ is asking.FieldType.DOCUMENT else type_
    choices = tuple(
        asking.Choice(each.value, asking.Text(each.title.fa, each.title.en)) for each in of.choices
    )
    return asking.Field(
        of.name, asking.Text(of.title.fa or of.name, of.title.en), plain, of.required, choices
    )


def move_of(data: Any, table: Table, position: Position) -> tuple[Move | None, dict[int, Any]]:
    """The move that a form asks for; else the forms that are wrong, by token (0: the start)."""
    if not position.begun:
        values, wrong = written(data.get("values", ""))
        if wrong:
            return None, {0: (data.get("values", ""), wrong)}
        return Move(Deed.START, name=data.get("start", "")[:200], values=values), {}
    token = int(data["token"]) if data.get("token", "").isdigit() and len(data["token"]) < 10 else 0
    found = {
        waiting.token: waiting for waiting in position.waiting.values() if waiting.waits == data.get("waits")
    }
    waiting = found.get(token)
    if waiting is None:
        return Move(Deed.DONE, token), {}
    if data.get("fail"):
        return Move(Deed.FAIL, token, data["fail"][:200]), {}
    if waiting.waits is Waits.TIMER:
        return Move(Deed.FIRE, token), {}
    if waiting.waits is Waits.TASK:
        form = task_form(waiting, table, data)
        return (
            (Move(Deed.DONE, token, values=form.cleaned_data), {})
            if form.is_valid()
            else (None, {token: form})
        )
    values, wrong = written(data.get("values", ""))
    if wrong:
        return None, {token: (data.get("values", ""), wrong)}
    return Move(Deed.RECEIVE if waiting.waits is Waits.MESSAGE else Deed.DONE, token, values=values), {}


def written(text: str) -> tuple[dict[str, Value], str]:
    """Variables as one writes them, ``name = value`` a line, the value in FEEL; and what is wrong."""
    values: dict[str, Value] = {}
    for number, line in enumerate(text[:LONGEST_VALUES].splitlines(), 1):
        name, sign, expression = line.partition("=")
        if not line.strip():
            continue
        if not sign or not name.strip().isidentifier():
            return {}, _("Line %(number)s: write a name, =, and a value, such as amount = 5.") % {
                "number": number
            }
        try:
            values[name.strip()] = parse(expression.strip()).evaluate({})
        except FeelError as refused:
            return {}, _("Line %(number)s: %(why)s") % {"number": number, "why": refused.sentence(language())}
    return values, ""


def marks(table: Table, position: Position) -> dict[str, str]:
    """The classes of the picture: where the game stands now, and where it was."""
    past = dict.fromkeys(position.entered, "bpmn-done")
    taken = {line.flow: "bpmn-done" for line in position.log if line.flow}
    return past | taken | {waiting.node: "bpmn-now" for waiting in position.waiting.values()}


def explored(table: Table, found: Explored, address: Callable[[tuple[Move, ...]], str]) -> dict[str, Any]:
    """What the search found, each end with the way to play it."""
    nodes = {node.id: outlines.within(node.name) or node.id for node in table.process.nodes}
    reached = sum(game is not None for game in found.ends.values())
    return {
        "ends": [
            (nodes[end], address(game) if game else "", len(game) if game else 0)
            for end, game in found.ends.items()
        ],
        "reached": reached,
        "all": len(found.ends),
        "missed": [nodes[each] for each in found.missed],
        "faults": [(fault.sentence(language()), address(game[:-1])) for fault, game in found.faults],
        "tried": found.tried,
        "whole": found.whole,
    }


def _start_word(name: str) -> str:
    if name == TIMER:
        return _("Begin by the clock")
    return _("Begin by the message %(name)s") % {"name": name} if name else _("Begin")


def _line(note: str, name: str) -> str:
    words = str(NOTES.get(note, note))
    return f"{words}: {name}" if name else words


def feel_text(value: Value) -> str:
    """A value as FEEL writes it, near enough to read."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {feel_text(each)}" for name, each in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(feel_text, value)) + "]"
    return str(value)
