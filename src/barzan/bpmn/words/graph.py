"""The flow of one scope as a graph, and where the ways out of a node meet again. Pure."""

from __future__ import annotations

from collections import defaultdict

from barzan.bpmn.model import GATEWAYS, Flow, Kind, Node, Process

EXIT = ""


class Scope:
    """The nodes of a process or subprocess, their flows, and the boundary events of its activities."""

    def __init__(self, process: Process, parent: str) -> None:
        self.nodes = {node.id: node for node in process.nodes if node.parent == parent}
        self.out: dict[str, list[Flow]] = defaultdict(list)
        self.incoming: dict[str, int] = defaultdict(int)
        for flow in process.flows:
            if flow.source in self.nodes and flow.target in self.nodes:
                self.out[flow.source].append(flow)
                self.incoming[flow.target] += 1
        self.borders: dict[str, list[Node]] = defaultdict(list)
        for node in self.nodes.values():
            if node.kind is Kind.BOUNDARY and node.attached_to in self.nodes:
                self.borders[node.attached_to].append(node)
        self._meets = self._post_dominators()

    def starts(self) -> list[Node]:
        """Start events; where a subprocess has none, what nothing leads to."""
        begun = [node for node in self.nodes.values() if node.kind is Kind.START]
        return begun or [
            node
            for node in self.nodes.values()
            if not self.incoming[node.id] and node.kind is not Kind.BOUNDARY
        ]

    def meets(self, id_: str) -> str:
        """The node at which all ways out of ``id_`` meet again; ``EXIT`` where they do not."""
        return self.past_joins(self._meets.get(id_, EXIT))

    def reached(self, id_: str, without: set[str]) -> set[str]:
        """What can be reached from ``id_``, itself included, without passing through ``without``."""
        seen: set[str] = set()
        stack = [id_]
        while stack:
            at = stack.pop()
            if at in self.nodes and at not in seen and at not in without:
                seen.add(at)
                stack += self._targets(at)
        return seen

    def past_joins(self, id_: str) -> str:
        """``id_``, or what follows it where it only joins: a join is no step of its own."""
        seen: set[str] = set()
        while id_ in self.nodes and id_ not in seen and self._only_joins(self.nodes[id_]):
            seen.add(id_)
            id_ = self.out[id_][0].target
        return id_

    def _only_joins(self, node: Node) -> bool:
        return node.kind in GATEWAYS and node.kind is not Kind.EVENT_BASED and len(self.out[node.id]) == 1

    def _targets(self, id_: str) -> list[str]:
        return [flow.target for flow in self.out[id_]] + [border.id for border in self.borders[id_]]

    def _post_dominators(self) -> dict[str, str]:
        """Immediate post-dominators: Cooper, Harvey, Kennedy, "A Simple, Fast Dominance Algorithm" (2001), on
        the reversed graph.
        """
        before: dict[str, list[str]] = defaultdict(list)
        for id_ in self.nodes:
            for target in self._targets(id_) or [EXIT]:
                before[target].append(id_)
        order = _postorder(before)
        rank = {id_: number for number, id_ in enumerate(order)}
        found = {EXIT: EXIT}
        changed = True
        while changed:
            changed = False
            for id_ in reversed(order):
                after = [each for each in self._targets(id_) or [EXIT] if each in found]
                if id_ == EXIT or not after:
                    continue
                meet = after[0]
                for other in after[1:]:
                    meet = _common(meet, other, found, rank)
                if found.get(id_) != meet:
                    found[id_], changed = meet, True
        return found


def _common(one: str, other: str, found: dict[str, str], rank: dict[str, int]) -> str:
    while one != other:
        while rank[one] < rank[other]:
            one = found[one]
        while rank[other] < rank[one]:
            other = found[other]
    return one


def _postorder(before: dict[str, list[str]]) -> list[str]:
    """The nodes that reach the exit, in postorder of the reversed graph."""
    order: list[str] = []
    seen, stack = {EXIT}, [(EXIT, iter(before[EXIT]))]
    while stack:
        id_, rest = stack[-1]
        for each in rest:
            if each not in seen:
                seen.add(each)
                stack.append((each, iter(before[each])))
                break
        else:
            order.append(id_)
            stack.pop()
    return order
