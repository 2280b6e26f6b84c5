"""What requires what: the order of evaluation, and rings that make it impossible. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from graphlib import CycleError, TopologicalSorter

from barzan.decisions.core.model import Decision, Knowledge, Model, Service


def requirements(model: Model, element: str) -> tuple[str, ...]:
    """The ids that an element requires directly; none for an input or an id that is not in the file."""
    match model.elements.get(element):
        case Decision() as decision:
            return *decision.inputs, *decision.knowledge, *decision.decisions
        case Knowledge() as knowledge:
            return knowledge.knowledge
        case Service() as service:
            return service.outputs
        case _:
            return ()


def ordered(model: Model, wanted: Iterable[str], given: Collection[str] = ()) -> tuple[str, ...]:
    """The ids ``wanted`` after all that they require; what is ``given`` needs nothing.

    Raises ``graphlib.CycleError`` where they require each other in a ring.
    """
    graph: dict[str, tuple[str, ...]] = {}
    waiting = list(wanted)
    while waiting:
        element = waiting.pop()
        if element not in graph:
            graph[element] = () if element in given else requirements(model, element)
            waiting += graph[element]
    return tuple(TopologicalSorter(graph).static_order())


def ring(model: Model) -> tuple[str, ...]:
    """The ids of one ring of requirements, the first again at the end; none where there is no ring.

    What a decision service decides counts as required by whoever calls it, except where it begins with values
    that the caller gives.
    """
    graph: Mapping[str, tuple[str, ...]] = {id: requirements(model, id) for id in model.elements}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        found: tuple[str, ...] = tuple(error.args[1])
        return found
    return ()
