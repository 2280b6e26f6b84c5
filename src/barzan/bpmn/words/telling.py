"""Walks a process from its starts and tells every node once. Pure.

A split is told as one step with branches. Where its ways meet again, each branch ends there and the row of
steps goes on with it; where they do not, the way that leads to most goes on in the row, so that the text
does not drift to the side. Whatever leads to a step told elsewhere says so by its number: any graph can be
told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from barzan.bpmn.model import Flow, Kind, Node, Process, Text
from barzan.bpmn.words import phrases
from barzan.bpmn.words.graph import EXIT, Scope
from barzan.bpmn.words.values import Branch, Jump, Names, Step, Told

DEEPEST = 5  # branches within branches; what lies deeper is told further on, by number
LARGE = 600  # nodes of a scope; beyond, no time is spent on finding the way that leads to most


@dataclass(slots=True)
class _Run:
    """Steps in a row, before their numbers are known; ``after`` is the node it goes on with."""

    label: Text
    steps: list[_Draft] = field(default_factory=list)
    after: str = EXIT


@dataclass(slots=True)
class _Draft:
    node: Node
    branches: list[_Run] = field(default_factory=list)


def tell(process: Process, names: Names = Names()) -> Told:  # noqa: B008 - a frozen value
    """The process in words."""
    runs = _Walker(process).runs()
    numbers = {draft.node.id: number for number, draft in enumerate(_drafts(runs), 1)}
    writer = _Writer(process, names, numbers)
    return Told(process.name, tuple(writer.branch(run) for run in runs))


def _drafts(runs: list[_Run]) -> Iterator[_Draft]:
    """The steps in the order in which they are read."""
    for run in runs:
        for draft in run.steps:
            yield draft
            yield from _drafts(draft.branches)


class _Walker:
    """Puts every node that can be reached into one row."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._told: set[str] = set()
        self._postponed: list[tuple[Scope, str]] = []

    def runs(self) -> list[_Run]:
        scope = Scope(self._process, self._process.id)
        runs = [self._from(start, scope, 0) for start in scope.starts()]
        while self._postponed:
            where, id_ = self._postponed.pop(0)
            if id_ not in self._told:
                run = _Run(phrases.FURTHER)
                self._walk(run, where, id_, frozenset(), 0)
                runs.append(run)
        return runs

    def _from(self, start: Node, scope: Scope, depth: int) -> _Run:
        """The row that a start event begins."""
        run, first = _Run(phrases.begins(start)), start.id
        if start.kind is Kind.START:
            first = scope.out[start.id][0].target if scope.out[start.id] else EXIT
        self._walk(run, scope, first, frozenset(), depth)
        return run

    def _walk(self, run: _Run, scope: Scope, at: str, stops: frozenset[str], depth: int) -> None:
        """Adds the steps from ``at`` on to ``run``, up to the first that is told or stops it."""
        at, borders = scope.past_joins(at), []
        while at != EXIT and at not in stops and at not in self._told:
            if depth > DEEPEST:
                self._postponed.append((scope, at))
                break
            self._told.add(at)
            draft = _Draft(scope.nodes[at])
            run.steps.append(draft)
            borders += [(draft, border, scope.meets(at)) for border in scope.borders[at]]
            at = self._onward(draft, scope, stops, depth)
        run.after = at
        # What may interrupt a step is looked at after the way that the work goes by itself.
        for draft, border, meet in borders:
            branch = _Run(phrases.interrupts(border))
            for way in scope.out[border.id][:1]:
                self._walk(branch, scope, way.target, stops | {meet}, depth + 1)
            draft.branches.append(branch)

    def _onward(self, draft: _Draft, scope: Scope, stops: frozenset[str], depth: int) -> str:
        """Adds the branches of a step; the node that the row goes on with."""
        node, ways = draft.node, scope.out[draft.node.id]
        if node.kind is Kind.SUBPROCESS:
            inner = Scope(self._process, node.id)
            draft.branches += [self._from(start, inner, depth + 1) for start in inner.starts()]
        if len(ways) < 2:
            return scope.past_joins(ways[0].target) if ways else EXIT
        onward = scope.meets(node.id)
        kept = frozenset({onward})
        if onward == EXIT:
            onward, kept = self._leading_to_most(scope, ways)
        for number, way in enumerate(ways, 1):
            branch = _Run(_label(node, way, number, scope))
            self._walk(branch, scope, way.target, stops | kept, depth + 1)
            draft.branches.append(branch)
        return onward

    def _leading_to_most(self, scope: Scope, ways: list[Flow]) -> tuple[str, frozenset[str]]:
        """The target that the row goes on with, and what is told there: nodes that no other branch takes."""
        if len(scope.nodes) > LARGE:
            target = scope.past_joins(ways[-1].target)
            return target, frozenset({target})
        reached = {way.target: scope.reached(way.target, self._told) for way in ways}
        target = max(reached, key=lambda each: len(reached[each]))
        return scope.past_joins(target), frozenset(reached[target])


def _label(node: Node, way: Flow, number: int, scope: Scope) -> Text:
    if node.kind is Kind.EVENT_BASED:
        return phrases.happens(scope.nodes[way.target])
    return phrases.way(node, way, number)


class _Writer:
    """Turns the rows into values."""

    def __init__(self, process: Process, names: Names, numbers: dict[str, int]) -> None:
        self._names, self._numbers = names, numbers
        self._lanes = {lane.id: lane for lane in process.lanes}

    def branch(self, run: _Run) -> Branch:
        number = self._numbers.get(run.after)
        jump = Jump(run.after, number) if number else None
        return Branch(run.label, tuple(self._step(draft) for draft in run.steps), jump)

    def _step(self, draft: _Draft) -> Step:
        node = draft.node
        return Step(
            element=node.id,
            number=self._numbers[node.id],
            what=phrases.what(node, self._names),
            who=phrases.who(node, self._lanes.get(node.lane), self._names),
            until=phrases.until(node, self._names),
            asks=tuple(each.title for each in node.fields),
            notes=phrases.notes(node),
            branches=tuple(self.branch(run) for run in draft.branches),
        )
