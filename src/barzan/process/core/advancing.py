"""One step of a running process: the same arguments always give the same step. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from barzan.bpmn.model import Trigger
from barzan.process.core.definition import Definition
from barzan.process.core.places import Place, Resume
from barzan.process.core.running import Run
from barzan.process.core.values import (
    NOTHING,
    TOKEN,
    Done,
    EngineError,
    Event,
    Failed,
    Fired,
    Received,
    Start,
    State,
    Step,
    Value,
)


def advance(
    definition: Definition,
    state: State,
    data: Mapping[str, Value],
    event: Event,
    *,
    now: datetime | None = None,
) -> Step:
    """What ``event`` makes of ``state`` and ``data``: until every token waits again.

    ``now`` is what ``now()`` and ``today()`` of expressions say; null without it.

    Raises ``EngineError`` with the element's id where the event has no place or the step cannot be made;
    the arguments are never changed.
    """
    if state.version != definition.hash:
        raise EngineError(
            "other-version",
            "این نمونه با نسخهٔ دیگری از فرایند در جریان است؛ همان نسخه را به کار ببرید.",
            "This instance runs another version of the process; use that one.",
        )
    if state.ended:
        raise EngineError("ended", "این نمونه پایان یافته است.", "This instance has ended.")
    run = Run(definition, state, data, now)
    if isinstance(event, Start):
        _start(run, state, event)
    else:
        _happen(run, event)
    run.drain()
    return run.step()


def _start(run: Run, state: State, event: Start) -> None:
    if state.next_id != 1 or state.body:
        raise EngineError("begun", "این نمونه پیش‌تر آغاز شده است.", "This instance has begun already.")
    _refuse_hidden(event.inputs)
    run.changed.update(event.inputs)
    fitting = [place for place in run.definition.starts if _begins(place, event)]
    if len(fitting) != 1:
        raise EngineError(
            "no-start",
            "فرایند رویداد آغازی برای این شروع ندارد، یا بیش از یکی دارد.",
            "The process has no start event for this beginning, or more than one.",
            run.definition.process.id,
        )
    run.queue.append((fitting[0], 0, 0))


def _begins(place: Place, event: Start) -> bool:
    node = place.node
    if node.trigger is Trigger.MESSAGE:
        return bool(event.message) and node.message is not None and node.message.name == event.message
    if node.trigger is Trigger.TIMER:
        return event.timer
    return not event.message and not event.timer


def _happen(run: Run, event: Done | Failed | Fired | Received) -> None:
    token = event.timer if isinstance(event, Fired) else event.token
    position = run.position(token) if 0 < token < run.next_id else -1
    if position < 0:
        raise _no_token(token)
    _, node, scope, count = TOKEN.unpack_from(run.body, position)
    place = run.definition.places[node]
    resume: Resume | None
    values = NOTHING
    if isinstance(event, Done):
        resume, values = place.done, event.outputs
    elif isinstance(event, Received):
        resume, values = place.received, event.payload
    elif isinstance(event, Fired):
        resume = place.fired
    else:
        resume = _failing(event.error) if place.fails else None
    if resume is None:
        raise _no_place(place, type(event).__name__)
    if values:
        _refuse_hidden(values)
    resume(run, token, scope, count, values)


def _failing(error: str) -> Resume:
    return lambda run, token, *_: run.failed(run.at(run.position(token)), error)


def _no_token(token: int) -> EngineError:
    return EngineError(
        "no-such-token",
        f"نشانهٔ {token} باز نیست: کار آن انجام یا لغو شده است.",
        f"Token {token} is not open: its work is done or was cancelled.",
    )


def _no_place(place: Place, event: str) -> EngineError:
    element = place.node.id
    return EngineError(
        "wrong-event",
        f"«{element}» چنین رویدادی ({event}) نمی‌پذیرد.",
        f"“{element}” takes no event of this kind ({event}).",
        element,
    )


def _refuse_hidden(values: Mapping[str, Value]) -> None:
    hidden = next((name for name in values if name[:1] == "#"), None)
    if hidden is not None:
        raise EngineError(
            "wrong-name",
            f"نام متغیر با # آغاز نمی‌شود: «{hidden}».",
            f"The name of a variable does not begin with #: “{hidden}”.",
        )
