"""Start, end, intermediate and boundary events (BPMN 2.0.2, 10.5 and 13.5). Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from barzan.bpmn.model import Message, Node, Timer, TimerKind, Trigger
from barzan.process.core.activities import Mappings, not_a_time, watch
from barzan.process.core.expressions import Bound, shown
from barzan.process.core.gateways import Leave, passing
from barzan.process.core.places import Place
from barzan.process.core.running import Run
from barzan.process.core.times import Cycle, as_text, cycle, is_duration, is_literal, is_moment, unquoted
from barzan.process.core.values import (
    CancelTimer,
    EngineError,
    Publish,
    SetTimer,
    Subscribe,
    Unsubscribe,
    Value,
)

Ask = Callable[[Run, int, Place, int, int], None]  # run, token, where to evaluate


def end(place: Place) -> None:
    """An end event: none, message, error, terminate."""
    node, entered = place.node, place.entered
    published = publishing(place) if node.trigger is Trigger.MESSAGE else None

    def plain(run: Run, scope: int, count: int) -> None:
        run.effects.append(entered)
        if published is not None:
            published(run, scope, count)
        run.last = node.id
        run.consumed(scope)

    def error(run: Run, scope: int, count: int) -> None:
        run.effects.append(entered)
        run.throw(scope, node.id, node.error)

    def terminate(run: Run, scope: int, count: int) -> None:
        run.effects.append(entered)
        run.terminate(scope, node.id)

    place.enter = {Trigger.ERROR: error, Trigger.TERMINATE: terminate}.get(node.trigger, plain)


def throw(place: Place, leave: Leave) -> None:
    """An intermediate event that sends a message, or none."""
    if place.node.trigger is not Trigger.MESSAGE:
        passing(place, leave)
        return
    entered, published = place.entered, publishing(place)

    def enter(run: Run, scope: int, count: int) -> None:
        run.effects.append(entered)
        published(run, scope, count)
        leave(run, scope)

    place.enter = enter


def publishing(place: Place) -> Callable[[Run, int, int], None]:
    """Sends the message of a node; the payload is that of the message and the inputs of the node."""
    node = place.node
    message = node.message or Message("")
    payload = Mappings((*message.payload, *node.inputs), node.id)
    correlation = _correlation(message, node.id)

    def publish(run: Run, scope: int, count: int) -> None:
        key = correlation(run, place, scope, count)
        run.effects.append(Publish(message.name, key, payload(run, place, scope, count)))

    return publish


def catch(place: Place, *, raced: bool) -> None:
    """An intermediate event or a receive task; ``raced`` when it stands behind an event-based gateway."""
    node = place.node
    ask = asking(place)
    announced = place.entered if place.announced else None
    outputs = Mappings(node.outputs, node.id)

    def arm(run: Run, holder: int, scope: int, count: int) -> None:
        ask(run, run.add(place, holder, 0), place, scope, count)

    def enter(run: Run, scope: int, count: int) -> None:
        if announced is not None:
            run.effects.append(announced)
        token = run.add(place, scope, count)
        ask(run, token, place, scope, count)
        watch(run, place, token, scope, count)

    def happened(run: Run, token: int, scope: int, count: int, values: Mapping[str, Value]) -> None:
        if raced:
            gateway = run.at(run.position(scope))
            run.remove(run.position(token))
            run.sweep(gateway.id)
            run.effects.append(run.definition.places[gateway.node].left)
            run.effects.append(place.entered)
            scope = gateway.scope
        else:
            run.close(token, place)
        written = outputs(run, place, scope, count, values)
        place.finish(run, scope, count, written)

    place.arm, place.enter = arm, enter
    _answer(place, happened)


def boundary(place: Place, host: Place, leave: Leave) -> None:
    """A timer or message at the border of an activity; errors are looked for when they come."""
    node, entered = place.node, place.entered
    outputs = Mappings(node.outputs, node.id)

    def out(run: Run, scope: int, count: int) -> None:
        run.effects.append(entered)
        leave(run, scope)

    place.enter = out
    if node.trigger is Trigger.ERROR:
        place.catches = node.error
        return
    ask = asking(place)
    again = _repeating(place)

    def arm(run: Run, holder: int, scope: int, count: int) -> None:
        ask(run, run.add(place, holder, 0), host, scope, count)

    def happened(run: Run, token: int, scope: int, fired: int, values: Mapping[str, Value]) -> None:
        activity = run.at(run.position(scope))
        written = outputs(run, host, activity.scope, activity.count, values)
        if node.interrupting:
            run.remove(run.position(token))
            run.interrupt(activity.id, host)
        elif not again(run, token, host, activity.scope, activity.count, fired):
            run.remove(run.position(token))
        run.write(host, activity.scope, written)
        out(run, activity.scope, 0)

    place.arm = arm
    _answer(place, happened)


def _answer(place: Place, happened: Callable[[Run, int, int, int, Mapping[str, Value]], None]) -> None:
    if place.node.timer is not None:
        place.fired = happened
    else:
        place.received = happened


def asking(place: Place) -> Ask:
    """Sets the timer of an event or subscribes to its message."""
    node = place.node
    if node.timer is not None:
        place.cancel = _cancel_timer
        return _timer(node, node.timer)
    message = node.message or Message("")
    correlation = _correlation(message, node.id)
    place.cancel = _unsubscribe

    def subscribe(run: Run, token: int, at: Place, scope: int, count: int) -> None:
        key = correlation(run, at, scope, count)
        run.effects.append(Subscribe(token, node.id, message.name, key))

    return subscribe


def _timer(node: Node, timer: Timer) -> Ask:
    value = _time(node, timer)

    def ask(run: Run, token: int, at: Place, scope: int, count: int) -> None:
        kind, text = timer.kind, value(run, at, scope, count)
        if kind is TimerKind.CYCLE:
            turns = _turns(node, text)
            kind = TimerKind.DATE if turns.start else TimerKind.DURATION
            text = turns.start or turns.period
        run.effects.append(SetTimer(token, node.id, kind, text, timer.counting))

    return ask


def _repeating(place: Place) -> Callable[[Run, int, Place, int, int, int], bool]:
    """What a non-interrupting event does when it happened: a message waits on, a cycle has its next turn."""
    node, timer = place.node, place.node.timer
    if timer is None:
        return lambda *_: True
    if timer.kind is not TimerKind.CYCLE:
        return lambda *_: False
    value = _time(node, timer)

    def again(run: Run, token: int, at: Place, scope: int, count: int, fired: int) -> bool:
        turns = _turns(node, value(run, at, scope, count))
        if turns.times is not None and fired + 1 >= turns.times:
            return False
        run.set_count(run.position(token), fired + 1)
        run.effects.append(
            SetTimer(token, node.id, TimerKind.DURATION, turns.period, timer.counting, again=True)
        )
        return True

    return again


def _time(node: Node, timer: Timer) -> Callable[[Run, Place, int, int], str]:
    literal = unquoted(timer.value)
    if is_literal(timer.kind, literal):
        return lambda run, at, scope, count: literal
    expression = Bound(timer.value, node.id)

    def evaluated(run: Run, at: Place, scope: int, count: int) -> str:
        value = expression(run, at, scope, count)
        text = as_text(value)
        if text is None or not _fits(timer.kind, text):
            raise not_a_time(node.id, value)
        return text

    return evaluated


def _fits(kind: TimerKind, text: str) -> bool:
    return {TimerKind.DURATION: is_duration, TimerKind.DATE: is_moment}.get(kind, _is_cycle)(text)


def _is_cycle(text: str) -> bool:
    return cycle(text) is not None


def _turns(node: Node, text: str) -> Cycle:
    turns = cycle(text)
    if turns is None:
        raise not_a_time(node.id, text)
    return turns


def _correlation(message: Message, element: str) -> Callable[[Run, Place, int, int], str]:
    """The key under which sender and receiver meet; "" is the instance's own."""
    if not message.correlation:
        return lambda run, at, scope, count: ""
    expression = Bound(message.correlation, element)

    def key(run: Run, at: Place, scope: int, count: int) -> str:
        value = expression(run, at, scope, count)
        text = _number(value) if isinstance(value, Decimal | int) else as_text(value)
        if not text or isinstance(value, bool):
            raise _no_key(element, value)
        return text

    return key


def _number(value: Decimal | int) -> str:
    """The same text for the same number: 7 and 7.0 are one key."""
    text = format(Decimal(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _no_key(element: str, value: Value) -> EngineError:
    return EngineError(
        "no-correlation",
        f"کلید پیام در «{element}» مقدار ندارد (مقدار: {shown(value)}). عبارت کلید را بررسی کنید.",
        f"The key of the message at “{element}” has no value ({shown(value)}). Check its expression.",
        element,
    )


def _cancel_timer(run: Run, token: int) -> None:
    run.effects.append(CancelTimer(token))


def _unsubscribe(run: Run, token: int) -> None:
    run.effects.append(Unsubscribe(token))
