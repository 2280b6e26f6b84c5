"""A process as a graph: who follows whom, in which scope, with which boundary events. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from barzan.bpmn.model import Flow, Kind, Node, Process, Trigger, Work

# An end event that ends more than its own path: nothing behind it waits for a token.
SWEEPING = frozenset({Trigger.TERMINATE, Trigger.ERROR})


@dataclass(frozen=True)
class Graph:
    """Look-ups over ``process``; flows and boundary events with a dangling end are left out."""

    process: Process

    @cached_property
    def nodes(self) -> dict[str, Node]:
        return {node.id: node for node in self.process.nodes}

    @cached_property
    def flows(self) -> dict[str, Flow]:
        return {flow.id: flow for flow in self.process.flows if self._joined(flow)}

    def _joined(self, flow: Flow) -> bool:
        source, target = self.nodes.get(flow.source), self.nodes.get(flow.target)
        return source is not None and target is not None and source.parent == target.parent

    @cached_property
    def outgoing(self) -> dict[str, tuple[Flow, ...]]:
        """Flows by source, in file order."""
        return _grouped(self.nodes, self.flows.values(), lambda flow: flow.source)

    @cached_property
    def incoming(self) -> dict[str, tuple[Flow, ...]]:
        """Flows by target, in file order."""
        return _grouped(self.nodes, self.flows.values(), lambda flow: flow.target)

    @cached_property
    def inside(self) -> dict[str, tuple[Node, ...]]:
        """Nodes by the id of the process or subprocess that holds them."""
        found: dict[str, list[Node]] = defaultdict(list)
        for node in self.process.nodes:
            found[node.parent].append(node)
        return {parent: tuple(nodes) for parent, nodes in found.items()}

    @cached_property
    def boundaries(self) -> dict[str, tuple[Node, ...]]:
        """Boundary events by their activity."""
        found: dict[str, list[Node]] = defaultdict(list)
        for node in self.process.nodes:
            if node.kind is Kind.BOUNDARY and node.attached_to in self.nodes:
                found[node.attached_to].append(node)
        return {host: tuple(nodes) for host, nodes in found.items()}

    @cached_property
    def scopes(self) -> tuple[str, ...]:
        """The process and its subprocesses."""
        subs = (node.id for node in self.process.nodes if node.kind is Kind.SUBPROCESS)
        return (self.process.id, *subs)

    def starts(self, scope: str) -> tuple[Node, ...]:
        """Start events of a process or subprocess."""
        return tuple(node for node in self.inside.get(scope, ()) if node.kind is Kind.START)

    @cached_property
    def after(self) -> dict[str, tuple[str, ...]]:
        """Nodes that may come next within the scope; a boundary event comes after its activity."""
        return {
            node.id: (
                *(flow.target for flow in self.outgoing[node.id]),
                *(event.id for event in self.boundaries.get(node.id, ())),
            )
            for node in self.process.nodes
        }

    @cached_property
    def main(self) -> dict[str, tuple[str, ...]]:
        """As ``after``, without the ways that begin beside a running activity (not interrupting)."""
        return {
            node: tuple(target for target in targets if not self._aside(target))
            for node, targets in self.after.items()
        }

    def _aside(self, node: str) -> bool:
        return self.nodes[node].kind is Kind.BOUNDARY and not self.nodes[node].interrupting

    def asides(self, region: Iterable[str]) -> list[str]:
        """The events of a region that do not interrupt their activity."""
        events = (event for node in region for event in self.boundaries.get(node, ()))
        return [event.id for event in events if not event.interrupting]

    @cached_property
    def before(self) -> dict[str, tuple[str, ...]]:
        """The reverse of ``after``."""
        found: dict[str, list[str]] = {node.id: [] for node in self.process.nodes}
        for source, targets in self.after.items():
            for target in targets:
                found[target].append(source)
        return {target: tuple(sources) for target, sources in found.items()}

    @cached_property
    def works(self) -> dict[str, Work]:
        """Who works at a node: what it says itself, for the rest its lane, for the rest the lanes around."""
        lanes = {lane.id: lane for lane in self.process.lanes}
        found: dict[str, Work] = {}
        for node in self.process.nodes:
            work, lane, seen = node.work, lanes.get(node.lane), {""}
            while lane is not None and not named(work) and lane.id not in seen:
                seen.add(lane.id)
                work, lane = lane.work, lanes.get(lane.parent)
            found[node.id] = work
        return found


def named(work: Work) -> bool:
    """Whether anybody is named."""
    return bool(work.unit or work.post or work.body)


def reached(begin: Iterable[str], following: dict[str, tuple[str, ...]], stop: str = "") -> set[str]:
    """All that can be reached from ``begin`` (itself included) without passing ``stop``."""
    seen = {node for node in begin if node != stop}
    todo = list(seen)
    while todo:
        for node in following[todo.pop()]:
            if node not in seen and node != stop:
                seen.add(node)
                todo.append(node)
    return seen


EXIT = ""


def post_dominators(
    nodes: Sequence[str], following: dict[str, tuple[str, ...]], exits: Iterable[str]
) -> dict[str, str]:
    """The nearest node that every way from a node to an exit passes; EXIT stands behind all ``exits``.

    Cooper, Harvey, Kennedy: A Simple, Fast Dominance Algorithm (2001), on the reversed graph. Nodes from
    which no exit can be reached are left out.
    """
    leading: dict[str, list[str]] = {EXIT: list(exits), **{node: [] for node in nodes}}
    for node in nodes:
        for target in following[node]:
            leading[target].append(node)
    order = _postorder(EXIT, leading)
    rank = {node: number for number, node in enumerate(order)}
    succ = {node: [t for t in following[node] if t in rank] for node in order if node != EXIT}
    for node in leading[EXIT]:
        succ[node].append(EXIT)
    nearest = {EXIT: EXIT}
    changed = True
    while changed:
        changed = False
        for node in reversed(order[:-1]):
            known = [target for target in succ[node] if target in nearest]
            found = known[0]
            for other in known[1:]:
                found = _common(found, other, nearest, rank)
            if nearest.get(node) != found:
                nearest[node], changed = found, True
    del nearest[EXIT]
    return nearest


def _common(one: str, other: str, nearest: dict[str, str], rank: dict[str, int]) -> str:
    while one != other:
        while rank[one] < rank[other]:
            one = nearest[one]
        while rank[other] < rank[one]:
            other = nearest[other]
    return one


def _postorder(root: str, following: dict[str, list[str]]) -> list[str]:
    order, seen = [], {root}
    stack = [(root, iter(following[root]))]
    while stack:
        node, rest = stack[-1]
        for target in rest:
            if target not in seen:
                seen.add(target)
                stack.append((target, iter(following[target])))
                break
        else:
            order.append(node)
            stack.pop()
    return order


def _grouped(
    nodes: Iterable[str], flows: Iterable[Flow], key: Callable[[Flow], str]
) -> dict[str, tuple[Flow, ...]]:
    found: dict[str, list[Flow]] = {node: [] for node in nodes}
    for flow in flows:
        found[key(flow)].append(flow)
    return {node: tuple(group) for node, group in found.items()}
