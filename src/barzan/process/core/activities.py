"""Tasks, called processes and embedded subprocesses (BPMN 2.0.2, 10.3 and 13.3). Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from barzan.bpmn import model as bpmn
from barzan.decisions.core.evaluating import decide
from barzan.decisions.core.model import Model
from barzan.persian.errors import BilingualError
from barzan.process.core.expressions import Bound, shown
from barzan.process.core.places import Place
from barzan.process.core.running import Run
from barzan.process.core.times import as_text, is_duration, unquoted
from barzan.process.core.values import (
    NOTHING,
    CancelAction,
    CancelChild,
    CloseTask,
    Effect,
    EngineError,
    Log,
    Note,
    OpenTask,
    RunAction,
    StartChild,
    Value,
)

Values = Mapping[str, Value]


class Mappings:
    """Assignments ``target := source``, each seeing the variables and not the others' targets."""

    __slots__ = ("pairs",)

    def __init__(self, mappings: Sequence[bpmn.Mapping], element: str) -> None:
        self.pairs = tuple((each.target, Bound(each.source, element)) for each in mappings)

    def __call__(
        self, run: Run, place: Place, scope: int, count: int, over: Values | None = None
    ) -> dict[str, Value]:
        return {target: source(run, place, scope, count, over) for target, source in self.pairs}


def watch(run: Run, place: Place, token: int, scope: int, count: int) -> None:
    """The boundary events of an activity begin to wait."""
    for event in place.boundaries:
        event.arm(run, token, scope, count)


def human(place: Place) -> None:
    """A user or manual task: its answers are the variables of its fields, then those of its outputs."""
    node = place.node
    fields = frozenset(field.name for field in node.fields)
    outputs = Mappings(node.outputs, node.id)
    amount = _amount(place)

    def begun(run: Run, token: int, scope: int, count: int) -> Effect:
        local = run.locals(place, scope, count) if place.looped else NOTHING
        return OpenTask(token, node.id, local, amount(run, scope, count))

    def answered(run: Run, scope: int, count: int, values: Values) -> Values:
        if not fields.issuperset(values):
            raise _unknown_answer(node.id, min(values.keys() - fields))
        return {**values, **outputs(run, place, scope, count, values)} if outputs.pairs else values

    _waits(place, begun, answered)
    place.cancel = lambda run, token: run.effects.append(CloseTask(token))


def service(place: Place) -> None:
    """An action that a room registered."""
    node = place.node
    inputs, outputs = Mappings(node.inputs, node.id), Mappings(node.outputs, node.id)

    def begun(run: Run, token: int, scope: int, count: int) -> Effect:
        return RunAction(token, node.id, node.action, inputs(run, place, scope, count))

    _waits(place, begun, lambda run, *at: outputs(run, place, *at))
    place.cancel = lambda run, token: run.effects.append(CancelAction(token))


def call(place: Place) -> None:
    """Another process, that gets the inputs alone and gives back the outputs alone."""
    node = place.node
    inputs, outputs = Mappings(node.inputs, node.id), Mappings(node.outputs, node.id)

    def begun(run: Run, token: int, scope: int, count: int) -> Effect:
        return StartChild(token, node.id, node.called, inputs(run, place, scope, count))

    _waits(place, begun, lambda run, *at: outputs(run, place, *at))
    place.cancel = lambda run, token: run.effects.append(CancelChild(token))


def _waits(
    place: Place,
    begun: Callable[[Run, int, int, int], Effect],
    answered: Callable[[Run, int, int, Values], Values],
) -> None:
    """``begun`` is the effect that asks somebody; ``answered`` what is written when it is done."""
    announced = place.entered if place.announced else None
    place.fails = True

    def enter(run: Run, scope: int, count: int) -> None:
        if announced is not None:
            run.effects.append(announced)
        token = run.add(place, scope, count)
        run.effects.append(begun(run, token, scope, count))
        watch(run, place, token, scope, count)

    def done(run: Run, token: int, scope: int, count: int, values: Values) -> None:
        written = answered(run, scope, count, values)
        run.close(token, place)
        place.finish(run, scope, count, written)

    place.enter, place.done = enter, done


def at_once(place: Place, written: Callable[[Run, int, int], Values]) -> None:
    """An activity that is over when it has begun: boundary events never come to wait."""
    announced = place.entered if place.announced else None

    def enter(run: Run, scope: int, count: int) -> None:
        if announced is not None:
            run.effects.append(announced)
        place.finish(run, scope, count, written(run, scope, count))

    place.enter = enter


def script(place: Place) -> None:
    """An expression sets a variable."""
    expression, result = Bound(place.node.script, place.node.id), place.node.result
    at_once(place, lambda run, scope, count: {result: expression(run, place, scope, count)})


def sending(place: Place, publish: Callable[[Run, int, int], None]) -> None:
    """A send task publishes its message and is over."""

    def written(run: Run, scope: int, count: int) -> Values:
        publish(run, scope, count)
        return NOTHING

    at_once(place, written)


def rule(place: Place, model: Model) -> None:
    """A decision sets a variable; it gets the inputs, or all variables by name where none is mapped."""
    node = place.node
    inputs = Mappings(node.inputs, node.id)

    def enter(run: Run, scope: int, count: int) -> None:
        given = (inputs if inputs.pairs else Run.everything)(run, place, scope, count)
        try:
            outcome = decide(model, "", given, now=run.now)
        except BilingualError as wrong:
            raise EngineError(wrong.code, wrong.fa, wrong.en, node.id) from wrong
        run.effects.append(Log(Note.ENTERED, node.id, hits=outcome.hits))
        place.finish(run, scope, count, {node.result: outcome.value} if node.result else NOTHING)

    place.enter = enter


def subprocess(place: Place, start: Place) -> None:
    """Its inner tokens have its own as their scope; it is over when none is left."""
    announced = place.entered if place.announced else None
    place.holds = True
    kept = place.each is not None

    def enter(run: Run, scope: int, count: int) -> None:
        if announced is not None:
            run.effects.append(announced)
        token = run.add(place, scope, count)
        watch(run, place, token, scope, count)
        run.queue.append((start, token, 0))

    def emptied(run: Run, token: int, scope: int, count: int) -> None:
        written = run.value(f"#{token}") or NOTHING if kept else NOTHING
        run.close(token, place)
        if kept:
            run.drop(f"#{token}")
        place.finish(run, scope, count, written)

    place.enter, place.emptied = enter, emptied


def _amount(place: Place) -> Callable[[Run, int, int], str]:
    """The deadline's duration, evaluated where it is an expression."""
    deadline, element = place.node.deadline, place.node.id
    if deadline is None:
        return lambda run, scope, count: ""
    literal = unquoted(deadline.amount)
    if is_duration(literal):
        return lambda run, scope, count: literal
    expression = Bound(deadline.amount, element)

    def amount(run: Run, scope: int, count: int) -> str:
        value = expression(run, place, scope, count)
        text = as_text(value)
        if text is None or not is_duration(text):
            raise not_a_time(element, value)
        return text

    return amount


def not_a_time(element: str, value: Value) -> EngineError:
    return EngineError(
        "not-a-time",
        f"عبارت زمان در «{element}» مدت یا تاریخ نشد (مقدار: {shown(value)}). متغیرهای آن را بررسی کنید.",
        f"The expression for the time at “{element}” gave no duration or date (value: {shown(value)}). "
        "Check its variables.",
        element,
    )


def _unknown_answer(element: str, name: str) -> EngineError:
    return EngineError(
        "unknown-answer",
        f"کار «{element}» فیلدی به نام «{name}» ندارد.",
        f"Task “{element}” has no field “{name}”.",
        element,
    )
