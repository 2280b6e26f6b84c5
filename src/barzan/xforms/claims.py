"""What a sender claims and nobody can reckon again, judged in bounds: the clock, what is read only."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from barzan.xforms import sentences
from barzan.xforms.dates import moment
from barzan.xforms.model import Form, Node
from barzan.xforms.planning import Plan
from barzan.xforms.rows import Row
from barzan.xforms.scopes import Slot
from barzan.xforms.texts import Text

Claim = Callable[[Row, str], tuple[str, Text] | None]
_CLOCK = re.compile(r"\s*(?:now|today)\(\s*\)\s*|\s*once\(\s*(?:now|today)\(\s*\)\s*\)\s*")
_DATED = frozenset({"string", "date", "dateTime"})
_GRACE = 1  # day: clocks of devices differ, and a day begins at another hour elsewhere


def claim_of(plan: Plan, slot: Slot) -> Claim | None:
    """What an answer at ``slot`` that came from outside must meet; None where it is judged otherwise."""
    node = slot.node
    if node.calculate is not None:
        clock = node.bind_type in _DATED and _CLOCK.fullmatch(node.calculate)
        return _within_the_filling(plan) if clock else None
    return _as_given(plan.form, node) if _fixed(plan.form, node) else None


def _within_the_filling(plan: Plan) -> Claim:
    """Not before the filling began, where the form notes that, and not after it arrived."""
    starts = [slot for node, slot in plan.layout.slots.items() if node.preload == ("timestamp", "start")]
    start = starts[0] if starts and starts[0].scope is plan.layout.root else None

    def judge(row: Row, text: str) -> tuple[str, Text] | None:
        told, run = moment(row.run, text), row.run
        begun = moment(run, run.root.kept[start.index]) if start else None
        if told is None or (run.moment.date() - told.date()).days < -_GRACE:
            return "clock", sentences.CLOCK
        if begun is not None and (told.date() - begun.date()).days < -_GRACE:
            return "clock", sentences.CLOCK
        return None

    return judge


def _fixed(form: Form, node: Node) -> bool:
    """Whether the form gives an answer that nobody and nothing may change."""
    if node.kind != "question" or node.bind_type == "binary" or not node.default or node.preload:
        return False
    moved = any(action.target == node.path for action in form.actions)
    return (node.readonly or "").strip() == "true()" and not moved


def _as_given(form: Form, node: Node) -> Claim:
    given = {node.default, *_first(form.first, node.path.split("/")[2:])}
    message = sentences.read_only(node.default)

    def judge(_: Row, text: str) -> tuple[str, Text] | None:
        return None if text in given else ("readonly", message)

    return judge


def _first(answers: Mapping[str, Any], names: Sequence[str]) -> Iterator[str]:
    """What stands at ``names`` in all rows that a new filling begins with."""
    found = answers.get(names[0])
    for one in found if isinstance(found, list) else [found]:
        if isinstance(one, Mapping):
            yield from _first(one, names[1:])
        elif isinstance(one, str):
            yield one
