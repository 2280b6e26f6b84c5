"""Standard loops and multi-instances (BPMN 2.0.2, 10.3.8, 13.3.6 and 13.3.7). Pure.

A loop has a token of its own that holds its boundary events; each run of its body has it as its scope.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from barzan.bpmn.model import MultiInstance, StandardLoop
from barzan.process.core.activities import watch
from barzan.process.core.expressions import Bound, shown, truth
from barzan.process.core.places import Place
from barzan.process.core.running import Run
from barzan.process.core.values import NOTHING, EngineError, Value

MOST_RUNS = 5_000


def standard(place: Place, body: Place, loop: StandardLoop) -> None:
    """Runs the body while the condition holds, asked before or after each run."""
    element = place.node.id
    condition = Bound(loop.condition, element) if loop.condition else None
    place.holds = True

    def holds(run: Run, scope: int, count: int) -> bool:
        if loop.maximum is not None and count >= loop.maximum:
            return False
        over = {"loopCounter": Decimal(count)}
        return condition is None or truth(condition(run, place, scope, 0, over), element)

    def enter(run: Run, scope: int, count: int) -> None:
        run.effects.append(place.entered)
        if loop.test_before and not holds(run, scope, 0):
            place.finish(run, scope, count, NOTHING)
            return
        token = run.add(place, scope, 1)
        watch(run, place, token, scope, count)
        run.queue.append((body, token, 1))

    def again(run: Run, scope: int, count: int, written: Mapping[str, Value]) -> None:
        position = run.position(scope)
        token = run.at(position)
        run.write(place, token.scope, written)
        if holds(run, token.scope, count):
            run.set_count(position, count + 1)
            run.queue.append((body, scope, count + 1))
        else:
            run.close(scope, place)
            place.finish(run, token.scope, 0, NOTHING)

    place.enter, body.finish = enter, again


def multiple(place: Place, body: Place, loop: MultiInstance) -> None:
    """Runs the body for each element, one after the other or all at once."""
    runs = _Multiple(place, body, loop)
    place.holds = True
    place.enter, body.finish = runs.enter, runs.ran


class _Multiple:
    """A multi-instance activity. What it needs until its end is a variable named after its token:
    ``items`` (the elements), ``total`` (of runs) and ``outputs`` (number of the run, value).
    """

    __slots__ = ("amount", "body", "element", "loop", "output", "place", "until")

    def __init__(self, place: Place, body: Place, loop: MultiInstance) -> None:
        self.place, self.body, self.loop, self.element = place, body, loop, place.node.id
        self.amount = Bound(loop.collection or loop.cardinality, self.element)
        self.output = Bound(loop.output, self.element) if loop.output else None
        self.until = Bound(loop.until, self.element) if loop.until else None

    def enter(self, run: Run, scope: int, count: int) -> None:
        place, loop = self.place, self.loop
        run.effects.append(place.entered)
        value = self.amount(run, place, scope, count)
        items, total = _runs(value, self.element, counted=not loop.collection)
        if total == 0:
            place.finish(run, scope, count, self._result(()))
            return
        token = run.add(place, scope, 1 if loop.sequential else total)
        run.changed[f"#{token}"] = {"items": items, "total": Decimal(total), "outputs": ()}
        watch(run, place, token, scope, count)
        for number in range(1, 2 if loop.sequential else total + 1):
            run.queue.append((self.body, token, number))

    def ran(self, run: Run, scope: int, count: int, written: Mapping[str, Value]) -> None:
        """One run of the body is over. ``count`` of the loop's token: the run, or how many are open."""
        position = run.position(scope)
        token, record = run.at(position), self._noted(run, scope, count, written)
        total = int(record["total"])
        done = count if self.loop.sequential else total - token.count + 1
        if done == total or self._enough(run, token.scope, done, record):
            run.sweep(scope)
            self.place.finish(run, token.scope, 0, self._result(record["outputs"]))
        elif self.loop.sequential:
            run.set_count(position, count + 1)
            run.queue.append((self.body, scope, count + 1))
        else:
            run.set_count(position, token.count - 1)

    def _noted(self, run: Run, scope: int, count: int, written: Mapping[str, Value]) -> Mapping[str, Value]:
        """The record of the loop, with what this run gave."""
        name = f"#{scope}"
        record: Mapping[str, Value] = run.value(name)
        if self.loop.result:
            output = self.output
            value = output(run, self.body, scope, count, written) if output else dict(written)
            record = {**record, "outputs": (*record["outputs"], (Decimal(count), value))}
            run.changed[name] = record
        return record

    def _enough(self, run: Run, scope: int, done: int, record: Mapping[str, Value]) -> bool:
        """Whether the completion condition ends it early; it sees the results so far, too."""
        if self.until is None:
            return False
        total = int(record["total"])
        over: dict[str, Value] = {
            "numberOfInstances": Decimal(total),
            "numberOfCompletedInstances": Decimal(done),
            "numberOfActiveInstances": Decimal(0 if self.loop.sequential else total - done),
            "loopCounter": Decimal(done),
        }
        if self.loop.result in self.until.names:
            over |= self._result(record["outputs"])
        return truth(self.until(run, self.place, scope, 0, over), self.element)

    def _result(self, outputs: tuple[Value, ...]) -> dict[str, Value]:
        """The outputs of the runs, by the number of the run."""
        if not self.loop.result:
            return {}
        in_order = sorted(outputs, key=lambda pair: pair[0])
        return {self.loop.result: tuple(value for _, value in in_order)}


def _runs(value: Value, element: str, *, counted: bool) -> tuple[tuple[Value, ...] | None, int]:
    """The elements of a collection and how many runs there are."""
    items: tuple[Value, ...] | None = None
    total = -1
    if counted and isinstance(value, Decimal | int) and not isinstance(value, bool) and value == int(value):
        total = int(value)
    elif not counted and isinstance(value, list | tuple):
        items, total = tuple(value), len(value)
    if not 0 <= total <= MOST_RUNS:
        raise EngineError(
            "wrong-collection",
            f"«{element}» برای تکرار فهرستی تا {MOST_RUNS} عضو یا عددی تا همین اندازه می‌خواهد "
            f"(مقدار: {shown(value)}).",
            f"“{element}” needs a list of at most {MOST_RUNS} elements or such a number to repeat "
            f"(value: {shown(value)}).",
            element,
        )
    return items, total
