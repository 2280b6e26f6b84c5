"""Walks a process from its starts and tells every node once. Pure.

A split is told as one step with branches; a branch ends where all of them meet again, and the steps go on
from there. Whatever leads to a step told already says so by its number, so that any graph can be told, also
one that is not made of blocks.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from barzan.bpmn.model import Flow, Kind, Lane, Node, Process, Text
from barzan.bpmn.words import phrases
from barzan.bpmn.words.graph import EXIT, Scope
from barzan.bpmn.words.values import Branch, Jump, Names, Number, Step, Told

DEEPEST = 24  # branches within branches; what lies deeper is told after the rest, by number


@dataclass(slots=True)
class _Run:
    """Steps in a row, before the numbers of later ones are known; ``after`` is the node it goes on with."""

    label: Text
    steps: list[_Draft] = field(default_factory=list)
    after: str = EXIT


@dataclass(slots=True)
class _Draft:
    node: Node
    number: Number
    branches: list[_Run] = field(default_factory=list)


def tell(process: Process, names: Names = Names()) -> Told:  # noqa: B008 - a frozen value
    """The process in words."""
    return _Teller(process, names).told()


class _Teller:
    def __init__(self, process: Process, names: Names) -> None:
        self._process, self._names = process, names
        self._lanes = {lane.id: lane for lane in process.lanes}
        self._scopes: dict[str, Scope] = {}
        self._numbers: dict[str, Number] = {}
        self._postponed: list[tuple[Scope, str]] = []

    def told(self) -> Told:
        scope = self._scope(self._process.id)
        runs: list[_Run] = []
        count = 0
        for start in scope.starts():
            run = _Run(phrases.begins(start))
            first = scope.out[start.id][0].target if scope.out[start.id] else EXIT
            run.after = self._walk(run, scope, first, EXIT, (), count)
            count += len(run.steps)
            runs.append(run)
        while self._postponed:
            where, id_ = self._postponed.pop(0)
            if id_ not in self._numbers:
                run = _Run(phrases.FURTHER)
                run.after = self._walk(run, where, id_, EXIT, (), count)
                count += len(run.steps)
                runs.append(run)
        return Told(self._process.name, tuple(self._branch(run) for run in runs))

    def _walk(self, run: _Run, scope: Scope, at: str, stop: str, prefix: Number, count: int = 0) -> str:
        """Adds the steps from ``at`` on to ``run``; the node where it goes on, or ``EXIT``."""
        at = scope.past_joins(at)
        borders: list[tuple[_Draft, Node, str]] = []
        while at != EXIT and at != stop and at not in self._numbers:
            if len(prefix) > 2 * DEEPEST:
                self._postponed.append((scope, at))
                break
            count += 1
            draft = _Draft(scope.nodes[at], (*prefix, count))
            self._numbers[at] = draft.number
            run.steps.append(draft)
            borders += [(draft, border, scope.meets(at)) for border in scope.borders[at]]
            at = self._onward(draft, scope)
        # What may interrupt a step is told after the way it goes by itself, which keeps the low numbers.
        for draft, border, meet in borders:
            self._border(draft, border, scope, meet)
        return at

    def _onward(self, draft: _Draft, scope: Scope) -> str:
        """Tells the branches of a step; the node that the row goes on with."""
        node, ways = draft.node, scope.out[draft.node.id]
        if node.kind is Kind.SUBPROCESS:
            self._inside(draft, node)
        if len(ways) < 2:
            return scope.past_joins(ways[0].target) if ways else EXIT
        meet = scope.meets(node.id)
        for number, way in enumerate(ways, 1):
            branch = _Run(self._label(node, way, number, scope))
            branch.after = self._walk(branch, scope, way.target, meet, (*draft.number, number))
            draft.branches.append(branch)
        return meet

    def _label(self, node: Node, way: Flow, number: int, scope: Scope) -> Text:
        if node.kind is Kind.EVENT_BASED:
            return phrases.happens(scope.nodes[way.target])
        return phrases.way(node, way, number)

    def _border(self, draft: _Draft, border: Node, scope: Scope, meet: str) -> None:
        branch = _Run(phrases.interrupts(border))
        ways = scope.out[border.id]
        if ways:
            prefix = (*draft.number, len(draft.branches) + 1)
            branch.after = self._walk(branch, scope, ways[0].target, meet, prefix)
        draft.branches.append(branch)

    def _inside(self, draft: _Draft, node: Node) -> None:
        scope = self._scope(node.id)
        for start in scope.starts():
            branch = _Run(phrases.begins(start))
            first = start.id
            if start.kind is Kind.START:
                first = scope.out[start.id][0].target if scope.out[start.id] else EXIT
            branch.after = self._walk(branch, scope, first, EXIT, (*draft.number, len(draft.branches) + 1))
            draft.branches.append(branch)

    def _scope(self, parent: str) -> Scope:
        if parent not in self._scopes:
            self._scopes[parent] = Scope(self._process, parent)
        return self._scopes[parent]

    def _branch(self, run: _Run) -> Branch:
        steps = tuple(self._step(draft) for draft in run.steps)
        number = self._numbers.get(run.after)
        return Branch(run.label, steps, Jump(run.after, number) if number else None)

    def _step(self, draft: _Draft) -> Step:
        node = draft.node
        lane: Lane | None = self._lanes.get(node.lane)
        return Step(
            element=node.id,
            number=draft.number,
            what=phrases.what(node, self._names),
            who=phrases.who(node, lane, self._names),
            until=phrases.until(node, self._names),
            asks=tuple(each.title for each in node.fields),
            notes=phrases.notes(node),
            branches=tuple(self._branch(run) for run in draft.branches),
        )
