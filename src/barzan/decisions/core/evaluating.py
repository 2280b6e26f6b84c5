"""Evaluates a decision and all that it requires (DMN 1.5, chapters 6 to 8).

    decide(model, "Routing", {"Age": Decimal(17)}) -> Outcome

The same model, inputs and ``now`` (what ``now()`` and ``today()`` say) give the same outcome, always. What
the standard answers with null is null here, and a finding says why and where.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from graphlib import CycleError

from barzan.decisions.core.boxes import Boxes
from barzan.decisions.core.findings import Finding, refused
from barzan.decisions.core.model import Decision, InputData, Knowledge, Model, Service
from barzan.decisions.core.requiring import ordered
from barzan.decisions.core.running import Run, TableHit
from barzan.feel.values import Function, Value

__all__ = ["Outcome", "TableHit", "decide", "serve"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """``value`` is the answer; ``values`` what each decision gave, by its id; ``hits`` which rules of which
    tables hit, in the order of evaluation; ``findings`` why something is null.
    """

    value: Value
    values: Mapping[str, Value] = field(default_factory=dict)
    hits: tuple[TableHit, ...] = ()
    findings: tuple[Finding, ...] = ()

    def hit(self, table: str) -> tuple[int, ...]:
        """The numbers of all rules of a table (by id) that hit."""
        return tuple(dict.fromkeys(number for hit in self.hits if hit.table == table for number in hit.rules))


def decide(
    model: Model,
    wanted: str = "",
    inputs: Mapping[str, Value] | None = None,
    *,
    now: datetime | None = None,
) -> Outcome:
    """What a decision (by name or id) says of ``inputs`` (by the name of the input data).

    Without ``wanted``, what the whole model answers: the value of its one decision that no other requires, or
    a context of the values of several. Raises ``Refused`` where there is no such decision, where requirements
    form a ring, and where the evaluation spends its budget.
    """
    decisions = _wanted(model, wanted)
    frame = _Frame(model, Run(model, now), dict(inputs or {}))
    frame.evaluate([each.element for each in decisions])
    values = {each.variable.name: frame.values[each.element] for each in decisions}
    value = values if len(decisions) > 1 else next(iter(values.values()))
    return Outcome(value, frame.decided(), tuple(frame.run.hits), tuple(frame.run.findings))


def serve(model: Model, wanted: str, inputs: Mapping[str, Value], *, now: datetime | None = None) -> Outcome:
    """What a decision service says; ``inputs`` are by the name of its input data and input decisions."""
    service = model.service(wanted)
    if service is None:
        raise _missing(wanted, [each.name for each in model.services])
    run = Run(model, now)
    value = _service(run, service, dict(inputs))
    return Outcome(value, {}, tuple(run.hits), tuple(run.findings))


def _wanted(model: Model, wanted: str) -> tuple[Decision, ...]:
    if not wanted and model.answers:
        return model.answers
    found = model.decision(wanted)
    if found is None:
        raise _missing(wanted, [each.name for each in model.decisions])
    return (found,)


def _missing(wanted: str, names: list[str]) -> Exception:
    known = ", ".join(names) or "–"
    return refused(
        "decision.missing",
        f"تصمیمی به نام «{wanted}» در این مدل نیست؛ این‌ها هستند: {known}",
        f"There is no decision “{wanted}” in this model; there are: {known}",
    )


class _Frame:
    """The values of the elements of one model, for one set of inputs."""

    def __init__(self, model: Model, run: Run, inputs: Mapping[str, Value]) -> None:
        self.model, self.run, self.inputs = model, run, inputs
        self.values: dict[str, Value] = {}

    def evaluate(self, wanted: list[str]) -> None:
        """Evaluates what is wanted after all that it requires."""
        try:
            order = ordered(self.model, wanted, self.values)
        except CycleError as error:
            ids = " ← ".join(error.args[1])
            raise refused(
                "requirement.ring",
                f"تصمیم‌ها دور خود می‌گردند: {ids}",
                f"Decisions require each other in a ring: {ids}",
                element=str(error.args[1][0]),
            ) from error
        for element in order:
            if element not in self.values:
                self.values[element] = self._value(element)

    def decided(self) -> dict[str, Value]:
        return {
            each.element: self.values[each.element]
            for each in self.model.decisions
            if each.element in self.values
        }

    def _value(self, element: str) -> Value:
        match self.model.elements.get(element):
            case InputData() as given:
                return self._given(given)
            case Decision() as decision:
                return self._decision(decision)
            case Knowledge() as knowledge:
                return self._knowledge(knowledge)
            case Service() as service:
                return _as_function(self.run, service)
            case _:
                return None

    def _given(self, given: InputData) -> Value:
        names = (given.variable.name, given.name, given.element)
        value = next((self.inputs[name] for name in names if name in self.inputs), None)
        return self.run.coerced(given.element, value, given.variable.type)

    def _decision(self, decision: Decision) -> Value:
        if decision.logic is None:
            return None
        boxes = Boxes(self.run, decision.element)
        scope = self._scope((*decision.inputs, *decision.knowledge, *decision.decisions))
        return self.run.coerced(decision.element, boxes.value(decision.logic, scope), decision.variable.type)

    def _knowledge(self, knowledge: Knowledge) -> Value:
        if knowledge.logic is None:
            return None
        boxes = Boxes(self.run, knowledge.element)
        function = boxes.function(knowledge.logic, self._scope(knowledge.knowledge), knowledge.variable.name)
        return self.run.returning(function, knowledge.element, knowledge.variable.type)

    def _scope(self, required: tuple[str, ...]) -> dict[str, Value]:
        scope: dict[str, Value] = {}
        for element in required:
            if found := self.model.elements.get(element):
                scope[found.variable.name] = self.values.get(element)
        return scope


def _as_function(run: Run, service: Service) -> Function:
    """A decision service as a function of its input data and input decisions (DMN 1.5, 10.4)."""
    model = run.model
    elements = [
        model.elements[id] for id in (*service.input_data, *service.input_decisions) if id in model.elements
    ]
    names = tuple(element.variable.name for element in elements)

    def call(_: object, arguments: tuple[Value, ...]) -> Value:
        given = zip(elements, arguments, strict=True)
        return _service(run, service, {e.variable.name: run.argument(a, e.variable.type) for e, a in given})

    return Function(service.variable.name, names, call)


def _service(run: Run, service: Service, inputs: dict[str, Value]) -> Value:
    model = run.model
    frame = _Frame(model, run, inputs)
    for id in service.input_decisions:
        if isinstance(decision := model.elements.get(id), Decision):
            value = inputs.get(decision.variable.name)
            frame.values[id] = run.coerced(id, value, decision.variable.type)
    outputs = [each for id in service.outputs if isinstance(each := model.elements.get(id), Decision)]
    with run.deeper(service.element):
        frame.evaluate([each.element for each in outputs])
    values = {each.variable.name: frame.values[each.element] for each in outputs}
    value = next(iter(values.values()), None) if len(values) == 1 else values
    return run.coerced(service.element, value, service.variable.type)
