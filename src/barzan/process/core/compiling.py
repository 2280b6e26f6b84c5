"""From a process of BPMN to a definition that runs. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from barzan.bpmn.findings import Refused, Severity
from barzan.bpmn.model import (
    ACTIVITIES,
    GATEWAYS,
    Flow,
    Kind,
    MultiInstance,
    Node,
    Process,
    StandardLoop,
    Trigger,
)
from barzan.decisions.core.model import Model
from barzan.process.core import activities, events, gateways, loops, stored
from barzan.process.core.checking import check
from barzan.process.core.definition import Definition
from barzan.process.core.expressions import Bound
from barzan.process.core.gateways import Leave, Way, all_ways
from barzan.process.core.graph import Graph
from barzan.process.core.matching import joins_of
from barzan.process.core.places import Place
from barzan.process.core.running import Run
from barzan.process.core.values import Value
from barzan.trail.canonical import content_hash

BITS = 32  # incoming flows that one token of a join can tell apart


def compile(process: Process, *, decisions: Mapping[str, Model] | None = None) -> Definition:
    """The definition of ``process``; ``decisions`` are those that it names, by key.

    Raises ``Refused`` with every finding that keeps it from running.
    """
    known = decisions or {}
    found = [each for each in check(process, decisions=known) if each.severity is Severity.ERROR]
    if found:
        raise Refused(found)
    return _built(process, known)


def from_value(value: Mapping[str, Any], decisions: Mapping[str, Model] | None = None) -> Definition:
    """The definition that gave ``value`` by ``as_value()``; it was checked when it was compiled."""
    return _built(stored.loaded(value), decisions or {})


def _built(process: Process, decisions: Mapping[str, Model]) -> Definition:
    graph, value = Graph(process), stored.dumped(process)
    places = _Builder(graph, decisions).build()
    starts = tuple(
        place for place in places if place.node.kind is Kind.START and place.node.parent == process.id
    )
    return Definition(process, content_hash(value), value, places, starts, graph)


class _Builder:
    """Makes the places, tells each what is around it and gives it its behaviour."""

    def __init__(self, graph: Graph, decisions: Mapping[str, Model]) -> None:
        self.graph, self.decisions = graph, decisions
        self.places: list[Place] = []
        self.whole: dict[str, Place] = {}  # by id of the node
        self.gathering: dict[str, list[Place]] = {}  # the parts of a wide join
        self.joins = joins_of(graph)

    def build(self) -> tuple[Place, ...]:
        nodes = self.graph.process.nodes
        for node in nodes:
            self.whole[node.id] = self._place(node)
        for node in nodes:
            if node.loop is not None:
                self._give_body(self.whole[node.id])
            if node.kind is Kind.PARALLEL and len(self.graph.incoming[node.id]) > BITS:
                self._give_parts(self.whole[node.id])
        for node in nodes:
            self._surround(self.whole[node.id])
        for node in nodes:
            self._behave(self.whole[node.id])
        return tuple(self.places)

    def _place(self, node: Node, part: str = "") -> Place:
        place = Place(len(self.places), node, part)
        self.places.append(place)
        return place

    def _give_body(self, place: Place) -> None:
        body = self._place(place.node, "body")
        place.body, body.around, body.announced = body, place, False
        if isinstance(place.node.loop, MultiInstance):
            body.each = place.node.loop.item or "item" if place.node.loop.collection else ""

    def _give_parts(self, place: Place) -> None:
        flows = len(self.graph.incoming[place.node.id])
        parts = [self._place(place.node, f"join {number}") for number in range(-(-flows // BITS))]
        self.gathering[place.node.id] = parts

    def _surround(self, place: Place) -> None:
        """Nodes stand in file order, but a subprocess may stand behind what it holds: look upwards."""
        host = self.whole.get(place.node.parent)
        place.around = (host.body or host) if host else None
        graph = self.graph
        for event in graph.boundaries.get(place.node.id, ()):
            at = self.whole[event.id]
            if event.trigger is Trigger.ERROR:
                place.catching += (at,)
            else:
                place.boundaries += (at,)
        upwards, seen = host, 0
        while upwards is not None:
            place.looped |= upwards.body is not None
            place.local |= isinstance(upwards.node.loop, MultiInstance)
            upwards, seen = self.whole.get(upwards.node.parent), seen + 1
        for part in self.gathering.get(place.node.id, ()):
            part.around, part.looped, part.local = place.around, place.looped, place.local
        if place.body is not None:
            place.body.looped = True
            place.body.local = place.local or place.body.each is not None

    # --- behaviour ---

    def _behave(self, place: Place) -> None:
        node = place.node
        if node.kind in ACTIVITIES:
            self._finish(place)
            self._activity(place)
        elif node.kind is Kind.CATCH:
            self._finish(place)
            events.catch(place, raced=self._raced(node))
        elif node.kind in GATEWAYS:
            self._gateway(place)
        else:
            leave = all_ways(place, self._ways(node))
            if node.kind is Kind.BOUNDARY:
                events.boundary(place, self.whole[node.attached_to], leave)
            elif node.kind is Kind.END:
                events.end(place)
            elif node.kind is Kind.THROW:
                events.throw(place, leave)
            else:
                gateways.passing(place, leave)

    def _finish(self, place: Place) -> None:
        leave = all_ways(place, self._ways(place.node))

        def finish(run: Run, scope: int, count: int, written: Mapping[str, Value]) -> None:
            if written:
                run.write(place, scope, written)
            leave(run, scope)

        place.finish = finish

    def _activity(self, place: Place) -> None:
        body, loop = place.body, place.node.loop
        if body is None:
            self._work(place)
            return
        self._work(body)
        if isinstance(loop, StandardLoop):
            loops.standard(place, body, loop)
        elif isinstance(loop, MultiInstance):
            loops.multiple(place, body, loop)

    def _work(self, place: Place) -> None:
        node = place.node
        match node.kind:
            case Kind.USER | Kind.MANUAL:
                activities.human(place)
            case Kind.SERVICE:
                activities.service(place)
            case Kind.CALL:
                activities.call(place)
            case Kind.SCRIPT:
                activities.script(place)
            case Kind.RULE:
                activities.rule(place, self.decisions[node.decision])
            case Kind.SUBPROCESS:
                activities.subprocess(place, self.whole[self.graph.starts(node.id)[0].id])
            case Kind.SEND:
                publish = events.publishing(place)
                activities.sending(place, publish)
            case Kind.RECEIVE:
                events.catch(place, raced=self._raced(node))

    def _raced(self, node: Node) -> bool:
        """Whether an event-based gateway stands before it."""
        sources = (self.graph.nodes[flow.source] for flow in self.graph.incoming[node.id])
        return any(source.kind is Kind.EVENT_BASED for source in sources)

    def _gateway(self, place: Place) -> None:
        node = place.node
        ways, flows = self._ways(node), len(self.graph.incoming[node.id])
        match node.kind:
            case Kind.EXCLUSIVE:
                gateways.exclusive(place, ways, node.default)
            case Kind.EVENT_BASED:
                gateways.event_based(place, [way.target for way in ways])
            case Kind.PARALLEL if flows > 1:
                self._parallel_join(place, flows, all_ways(place, ways))
            case Kind.INCLUSIVE:
                self._inclusive(place, ways, flows)
            case _:
                gateways.passing(place, all_ways(place, ways))

    def _parallel_join(self, place: Place, flows: int, leave: Leave) -> None:
        parts = self.gathering.get(place.node.id, ())
        gateways.parallel_join(place, len(parts) or flows, leave)
        for number, part in enumerate(parts):
            after = gateways.to(place, number)
            gateways.parallel_join(part, min(BITS, flows - number * BITS), after, quiet=True)

    def _inclusive(self, place: Place, ways: tuple[Way, ...], flows: int) -> None:
        node = place.node
        if len(ways) > 1:
            leave = gateways.inclusive_split(place, ways, node.default, self.whole[self.joins[node.id]])
        else:
            leave = all_ways(place, ways)
        if flows > 1:
            gateways.inclusive_join(place, leave)
        else:
            gateways.passing(place, leave)

    def _ways(self, node: Node) -> tuple[Way, ...]:
        return tuple(self._way(flow, node) for flow in self.graph.outgoing[node.id])

    def _way(self, flow: Flow, source: Node) -> Way:
        asked = (
            source.kind in (Kind.EXCLUSIVE, Kind.INCLUSIVE) and flow.condition and flow.id != source.default
        )
        condition = Bound(flow.condition, flow.id) if asked else None
        number = self.graph.incoming[flow.target].index(flow)
        parts = self.gathering.get(flow.target)
        if parts:
            return Way(flow, parts[number // BITS], number % BITS, condition)
        return Way(flow, self.whole[flow.target], number, condition)
