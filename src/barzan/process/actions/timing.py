"""Timers of processes as the clock keeps them: those of waiting tokens, and those of start events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from barzan.bpmn.model import Node, Timer, TimerKind
from barzan.clock import books, timers
from barzan.clock.core import Terms, reckon
from barzan.clock.core.amounts import read_amount
from barzan.clock.core.values import Counting
from barzan.clock.timers import NewTimer
from barzan.feel import parse
from barzan.process import errors
from barzan.process.core import times
from barzan.process.core.values import SetTimer
from barzan.process.refs import Ref

if TYPE_CHECKING:
    from barzan.process.actions.running import Standing
    from barzan.process.models import Definition

TOKEN, START = "process.timer", "process.start"
Waiting = Mapping[Ref, tuple["Standing", SetTimer]]


def set_many(waiting: Waiting, at: datetime, due: Mapping[Ref, datetime]) -> None:
    """Sets the timers of tokens. A cycle goes on from when it was ``due``, not from when a worker came."""
    counted = {standing.row.unit_id for standing, effect in waiting.values() if _is_counted(effect)}
    calendars = books.calendars(counted) if counted else {}
    rows = []
    for ref, (standing, effect) in waiting.items():
        since = due.get(ref, at) if effect.again else at
        if _is_counted(effect):
            terms = Terms(effect.value, effect.counting)
            moment = reckon(terms, since, calendars[standing.row.unit_id]).due
        else:
            moment = elapsed(effect.kind, effect.value, since)
        rows.append(NewTimer(TOKEN, str(ref), moment))
    timers.set_many(rows)


def cancel_many(refs: Iterable[Ref]) -> None:
    timers.cancel_many(TOKEN, [str(ref) for ref in refs])


def elapsed(kind: TimerKind, value: str, since: datetime) -> datetime:
    """The moment of an ISO 8601 date, date-time, or of a duration from ``since`` on; local time where the
    text names no zone.
    """
    if kind is TimerKind.DATE:
        moment = datetime.fromisoformat(value)
        return timezone.make_aware(moment) if moment.tzinfo is None else moment
    whole, _, fraction = value.partition(".")
    return since + timedelta(seconds=read_amount(f"{whole}S" if fraction else whole).in_seconds())


def _is_counted(effect: SetTimer) -> bool:
    return effect.kind is TimerKind.DURATION and effect.counting is not Counting.EXACT


# --- start events ---


def set_starts(definition: Definition, nodes: Sequence[Node]) -> None:
    """Sets the timers by which the current version of ``definition`` begins."""
    now = timezone.now()
    rows = []
    for node in nodes:
        if node.timer:
            moment, payload = first(node.timer, now)
            rows.append(NewTimer(START, start_key(definition.pk, node.id), moment, payload))
    timers.set_many(rows)


def cancel_starts(keys: Sequence[str]) -> None:
    timers.cancel_many(START, keys)


def start_key(definition: int, node: str) -> str:
    """Under what the clock keeps the timer of a start event."""
    return f"{definition}:{node}"


def first(timer: Timer, now: datetime) -> tuple[datetime, dict[str, Any]]:
    """When a start event begins its process for the first time, and what its timer carries."""
    value = timer.value
    if not times.is_literal(timer.kind, value):
        value = times.as_text(parse(value).evaluate({})) or ""
    cycle = times.cycle(value) if timer.kind is TimerKind.CYCLE else None
    if cycle is None:
        if timer.kind is TimerKind.CYCLE or not times.is_literal(timer.kind, value):
            raise errors.bad_timer(timer.value)
        return elapsed(timer.kind, value, now), {}
    payload = {"left": cycle.times and cycle.times - 1, "period": cycle.period}
    if cycle.start:
        return elapsed(TimerKind.DATE, cycle.start, now), payload
    return elapsed(TimerKind.DURATION, cycle.period, now), payload


def following(timer: Any) -> NewTimer | None:
    """The next timer of a cycle after ``timer``; None after its last."""
    left, period = timer.payload.get("left"), timer.payload.get("period")
    if not period or left == 0:
        return None
    payload = {"left": left and left - 1, "period": period}
    return NewTimer(START, timer.key, elapsed(TimerKind.DURATION, period, timer.due_at), payload)
