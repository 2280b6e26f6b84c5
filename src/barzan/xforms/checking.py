"""The judgement of answers that arrived: everything reckoned from scratch."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from barzan.xforms.engine import Engine
from barzan.xforms.filling import Broken, broken, engine_for
from barzan.xforms.limits import LIMITS, Limits
from barzan.xforms.loading import Loaded, load, unload
from barzan.xforms.model import Answers, ChoiceList, Form
from barzan.xforms.places import place_of
from barzan.xforms.planning import Plan, plan_of
from barzan.xforms.rows import Row
from barzan.xforms.scopes import Scope, Slot
from barzan.xforms.sentences import wrong_count
from barzan.xforms.values import number


@dataclass(frozen=True, slots=True)
class Verdict:
    """``answers`` as they stand: recalculated, without what is not relevant.

    ``changed``: calculations that came out otherwise (place, sent, reckoned); ``dropped``: places whose
    answers were left out because they are not relevant, beyond the count of a repeat, or unknown.
    """

    answers: dict[str, Any]
    broken: tuple[Broken, ...]
    changed: tuple[tuple[str, str, str], ...]
    dropped: tuple[str, ...]


def check(
    form: Form,
    answers: Answers,
    *,
    now: datetime.datetime,
    lists: Mapping[str, ChoiceList] | None = None,
    metadata: Mapping[str, str] = {},
    limits: Limits = LIMITS,
) -> Verdict:
    """What holds of ``answers``. Never raises because of them.

    Nothing is set by events or defaults. What ``now``, ``today``, ``random``, ``uuid`` and ``once`` gave when
    the form was filled stays as it was sent.
    """
    plan = plan_of(form)
    engine = engine_for(plan, now, lists, metadata, 0, form.default_language, limits, judging=True)
    loaded = load(engine, answers)
    engine.whole()
    engine.settle()
    changed, dropped = _differences(engine, loaded)
    rules = [*_counts(plan, engine, loaded), *broken(plan, engine, loaded)]
    dropped += [place for place, rule, _ in loaded.amiss if rule == "unknown"]
    return Verdict(unload(engine.root, form.root, all_=False), tuple(rules), tuple(changed), tuple(dropped))


def _differences(engine: Engine, loaded: Loaded) -> tuple[list[tuple[str, str, str]], list[str]]:
    changed, dropped = [], []
    gone = _gone(engine, loaded)
    for row, slot, sent in loaded.sent:
        if row in gone or not row.on[slot.switch]:
            dropped.append(place_of(row, slot))
            continue
        now = row.seen[slot.index]
        if now != sent and not _same(sent, now):
            changed.append((place_of(row, slot), sent, now))
    return changed, dropped


def _gone(engine: Engine, loaded: Loaded) -> set[Row]:
    """Rows that arrived and were beyond the count of their repeat."""
    lost = any(
        arrived > len(row.subs[scope.sub])
        for (row, scope), arrived in loaded.arrived.items()
        if scope.node.count
    )
    if not lost:
        return set()
    here: set[Row] = set()
    stack = [engine.root]
    while stack:
        row = stack.pop()
        here.add(row)
        stack.extend(one for rows in row.subs for one in rows)
    return {row for row, _, _ in loaded.sent if row not in here}


def _same(one: str, other: str) -> bool:
    """Whether two texts are one number, written otherwise."""
    first, second = number(one), number(other)
    return first == first and math.isclose(first, second, rel_tol=1e-9, abs_tol=1e-12)


def _counts(plan: Plan, engine: Engine, loaded: Loaded) -> list[Broken]:
    """Repeats that arrived with another number of rows than the form says."""
    found = []
    for (row, scope), arrived in loaded.arrived.items():
        stands = len(row.subs[scope.sub])
        if scope in plan.counts and arrived != stands and row.on[_slot(row, scope).switch]:
            place = place_of(row, _slot(row, scope))
            found.append(Broken(place, "count", wrong_count(arrived, stands)))
    return found


def _slot(row: Row, scope: Scope) -> Slot:
    return row.scope.slots[scope.slots[0].outer]
