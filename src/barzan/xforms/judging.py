"""Which rules answers break: what is looked at was compiled once for each scope."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from barzan.xforms import codes, kinds, sentences
from barzan.xforms.claims import Claim, claim_of
from barzan.xforms.engine import FAILURES, Engine
from barzan.xforms.engine import sentences as said
from barzan.xforms.model import Node
from barzan.xforms.options import Options, options_of
from barzan.xforms.planning import Plan
from barzan.xforms.rows import Row
from barzan.xforms.scopes import Scope, Slot
from barzan.xforms.texts import Text

Truth = Callable[[Row], bool]
Found = tuple[Row, Slot, str, Text]


@dataclass(slots=True)
class Check:
    """What must hold of one slot. ``inner`` instead: the rows of a repeat come here.

    ``claim`` is asked of answers that others sent.
    """

    slot: Slot
    required: Truth | None = None
    kind: kinds.Test | None = None
    message: Text = sentences.CONSTRAINT
    constraint: Truth | None = None
    options: Options | None = None
    claim: Claim | None = None
    inner: Scope | None = None


@dataclass(slots=True)
class Checks:
    """All checks of a form by scope, in the order of the document."""

    by_scope: dict[Scope, list[Check]] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan) -> Checks:
        found = cls({scope: [] for scope in plan.layout.scopes})
        for scope in plan.layout.scopes:
            for slot in scope.slots[1:]:
                check = _check(plan, slot)
                if check is not None:
                    found.by_scope[scope].append(check)
        return found


def _check(plan: Plan, slot: Slot) -> Check | None:
    node = slot.node
    if slot.inner is not None:
        return Check(slot, inner=slot.inner)
    if not node.leaf or node.kind == "note":
        return None
    check = Check(slot, claim=claim_of(plan, slot))
    if node.required is not None and node.kind == "question":
        check.required = codes.truth(plan.code(slot, node.required, "required"))
    if node.constraint is not None:
        check.constraint = codes.truth(plan.code(slot, node.constraint, "constraint"))
    if node.itemset is not None:
        check.options = options_of(plan, slot)
    if node.calculate is None:
        check.kind, check.message = _kind(node)
    useful = check.required or check.constraint or check.options or check.kind or check.claim
    return check if useful else None


def _kind(node: Node) -> tuple[kinds.Test | None, Text]:
    if node.control == "range":
        parameters = node.parameters
        return (lambda text: kinds.in_range(text, parameters)), sentences.RANGE
    if node.control == "trigger":
        return (lambda text: text == "OK"), sentences.ACKNOWLEDGE
    test = kinds.BY_BIND.get(node.bind_type)
    return test, sentences.TYPES.get(
        "int" if node.bind_type == "integer" else node.bind_type, sentences.SHAPE
    )


def broken(engine: Engine, checks: Checks) -> Iterator[Found]:
    """What does not hold, in the order of the form: (row, slot, rule, message)."""
    yield from _row(engine, checks, engine.root)
    for (row, slot, kind), (fa, en) in engine.failures.items():
        if kind == "relevant" or row.on[slot.switch]:
            yield row, slot, "logic", sentences.both(fa, en)


def _row(engine: Engine, checks: Checks, row: Row) -> Iterator[Found]:
    seen, on = row.seen, row.on
    for check in checks.by_scope[row.scope]:
        slot = check.slot
        if not on[slot.switch]:
            continue
        if check.inner is not None:
            for one in row.subs[check.inner.sub]:
                yield from _row(engine, checks, one)
            continue
        text = seen[slot.index]
        try:
            found = _answered(check, row, text) if text else _missing(check, row)
            if found is None and text and check.claim and engine.judging:
                found = check.claim(row, text)
        except FAILURES as error:
            found = ("logic", sentences.both(*said(error)))
        if found is not None:
            yield row, slot, *found


def _missing(check: Check, row: Row) -> tuple[str, Text] | None:
    if check.required is not None and check.required(row):
        return "required", check.slot.node.required_message or sentences.REQUIRED
    return None


def _answered(check: Check, row: Row, text: str) -> tuple[str, Text] | None:
    if check.kind is not None and not check.kind(text):
        return "type", check.message
    if check.options is not None and not check.options.holds(row, text):
        return "choice", sentences.RANK if check.slot.node.type == "rank" else sentences.CHOICE
    if check.constraint is not None and not check.constraint(row):
        return "constraint", check.slot.node.constraint_message or sentences.CONSTRAINT
    return None


def rendered(engine: Engine, plan: Plan, row: Row, slot: Slot, message: Text) -> Text:
    """``message`` with answers put in, in every language it has."""
    if not message.outputs:
        return message
    wordings = {language: worded(engine, plan, row, slot, message, language) for language in message}
    return Text(wordings, message.default, message.media)


def worded(engine: Engine, plan: Plan, row: Row, slot: Slot, text: Text, language: str | None) -> str:
    """The wording of ``text`` in ``language`` with answers put in."""
    found: list[str] = []
    run: Any = engine.run
    before, run.language = run.language, language
    try:
        for part in text.parts(language):
            if isinstance(part, str):
                found.append(part)
            else:
                found.append(codes.text(plan.code(slot, part.expression, "label"))(row))
    except FAILURES:
        found.append("…")
    finally:
        run.language = before
    return "".join(found)
