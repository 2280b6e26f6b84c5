"""Which column each node stands in, and in which row of its lane. Pure.

Columns: flows that go back are found by a depth-first walk from the starts and set aside; the rest has no
cycle, and each node stands one column after the last of those before it (longest path). Rows: the nodes of a
lane are taken apart into chains, each as long as it goes on without leaving the lane, and the chains are put
into the nearest row that is free over their columns. So what follows on one another stands in one line.
(Sugiyama, Tagawa and Toda, 1981, in the form that swimlanes ask for: the order within a layer is given by
the lanes first.)
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from barzan.bpmn.graph import Graph, Link


@dataclass(frozen=True, slots=True)
class Grid:
    """Column and row of every vertex; ``bands`` has the lane of each row; ``back`` the ids of flows that go
    back.
    """

    column: dict[str, int]
    row: dict[str, int]
    bands: tuple[int, ...]
    back: frozenset[str]

    @property
    def columns(self) -> int:
        return max(self.column.values(), default=-1) + 1


def grid_of(graph: Graph) -> Grid:
    """The grid of ``graph``. Linear in its size but for the search of free rows."""
    back = _back(graph)
    forward = [link for link in graph.links if link.id not in back]
    column = _columns(graph, forward)
    row, bands = _rows(graph, forward, column)
    return Grid(column, row, bands, back)


def _outgoing(links: list[Link]) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        found[link.source].append(link)
    return found


def _back(graph: Graph) -> frozenset[str]:
    """The flows that close a cycle."""
    outgoing = _outgoing(list(graph.links))
    reached = {link.target for link in graph.links}
    order = [id_ for id_ in graph.vertices if id_ not in reached] + list(graph.vertices)
    done: set[str] = set()
    active: set[str] = set()
    back: set[str] = set()
    for first in order:
        stack = [] if first in done else [(first, iter(outgoing[first]))]
        active |= {first} if stack else set()
        while stack:
            here, links = stack[-1]
            link = next(links, None)
            if link is None:
                stack.pop()
                active.discard(here)
                done.add(here)
            elif link.target in active:
                back.add(link.id)
            elif link.target not in done:
                active.add(link.target)
                stack.append((link.target, iter(outgoing[link.target])))
    return frozenset(back)


def _ordered(graph: Graph, forward: list[Link]) -> list[str]:
    """The vertices so that every one comes after those before it."""
    outgoing = _outgoing(forward)
    waiting = dict.fromkeys(graph.vertices, 0)
    for link in forward:
        waiting[link.target] += 1
    ready = [id_ for id_, count in waiting.items() if not count]
    for id_ in ready:  # grows while it is read
        for link in outgoing[id_]:
            waiting[link.target] -= 1
            if not waiting[link.target]:
                ready.append(link.target)
    return ready


def _columns(graph: Graph, forward: list[Link]) -> dict[str, int]:
    outgoing = _outgoing(forward)
    order = _ordered(graph, forward)
    column = dict.fromkeys(graph.vertices, 0)
    for id_ in order:
        for link in outgoing[id_]:
            column[link.target] = max(column[link.target], column[id_] + 1)
    reached = {link.target for link in forward}
    for id_ in order:
        # A second start stands beside what it starts.
        if id_ not in reached and outgoing[id_]:
            column[id_] = min(column[link.target] for link in outgoing[id_]) - 1
    return column


def _rows(
    graph: Graph, forward: list[Link], column: dict[str, int]
) -> tuple[dict[str, int], tuple[int, ...]]:
    row = _Rows(graph, forward, column).placed()
    bands: list[int] = []
    found: dict[str, int] = {}
    for lane in range(graph.lanes):
        members = [id_ for id_, vertex in graph.vertices.items() if vertex.lane == lane]
        used = sorted({row[id_] for id_ in members})
        for id_ in members:
            found[id_] = len(bands) + used.index(row[id_])
        bands += [lane] * max(1, len(used))
    return found, tuple(bands)


class _Rows:
    """Puts chains into rows; a row is numbered from 0, above it -1, below it 1, within each lane."""

    def __init__(self, graph: Graph, forward: list[Link], column: dict[str, int]) -> None:
        self.graph, self.column = graph, column
        self.outgoing = _outgoing(forward)
        self.incoming: dict[str, list[Link]] = defaultdict(list)
        for link in forward:
            self.incoming[link.target].append(link)
        self.remaining = dict.fromkeys(graph.vertices, 0)
        for id_ in reversed(_ordered(graph, forward)):
            for link in self.outgoing[id_]:
                self.remaining[id_] = max(self.remaining[id_], self.remaining[link.target] + 1)
        self.row: dict[str, int] = {}
        self.taken: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)

    def placed(self) -> dict[str, int]:
        chains: list[list[str]] = []
        chained: set[str] = set()
        places = {id_: place for place, id_ in enumerate(self.graph.vertices)}
        for id_ in sorted(self.graph.vertices, key=lambda each: (self.column[each], places[each])):
            if id_ not in chained:
                chains.append(self.chain(id_, chained))
        for chain in chains:
            self.place(chain)
        return self.row

    def chain(self, id_: str, chained: set[str]) -> list[str]:
        found: list[str] = []
        here: str | None = id_
        while here is not None:
            found.append(here)
            chained.add(here)
            here = self.next(here, chained)
        return found

    def next(self, id_: str, chained: set[str]) -> str | None:
        """What goes on in the same line: of several branches of a parallel gateway the middle one, else the
        longest.
        """
        lane = self.graph.vertices[id_].lane
        targets = [
            link.target
            for link in self.outgoing[id_]
            if not link.guest and link.target not in chained and self.graph.vertices[link.target].lane == lane
        ]
        if not targets:
            return None
        if self.graph.vertices[id_].tag == "parallelGateway" and len(targets) > 2:
            return targets[(len(targets) - 1) // 2]
        return max(targets, key=lambda each: self.remaining[each])

    def place(self, chain: list[str]) -> None:
        lane = self.graph.vertices[chain[0]].lane
        first, last = self.column[chain[0]], self.column[chain[-1]]
        row, step = self.wish(chain[0], lane)
        while any(first <= end and last >= begin for begin, end in self.taken[lane, row]):
            row += step
        self.taken[lane, row].append((first, last))
        self.row |= dict.fromkeys(chain, row)

    def wish(self, id_: str, lane: int) -> tuple[int, int]:
        """The row a chain would like and the side to which it yields: where what comes before it stands, else
        below; of the branches of a parallel gateway the first ones yield upwards.
        """
        for link in self.incoming[id_]:
            if link.source in self.row and self.graph.vertices[link.source].lane == lane:
                siblings = [each.target for each in self.outgoing[link.source]]
                ahead = siblings[siblings.index(id_) + 1 :]
                parallel = self.graph.vertices[link.source].tag == "parallelGateway" and len(siblings) > 2
                up = parallel and any(each in self.row for each in ahead)
                return self.row[link.source], -1 if up else 1
        return 0, 1
