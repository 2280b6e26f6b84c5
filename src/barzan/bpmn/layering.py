"""Which column each node stands in, and in which row of its lane. Pure.

Columns: flows that go back are found first and set aside; the rest has no cycle, and each node stands one
column after the last of those before it (longest path). Rows: the nodes of a lane are taken apart into
chains, each as long as it goes on without leaving the lane, and the chains are put into the nearest row that
is free over their columns. So what follows on one another stands in one line.
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
    """The flows that close a cycle.

    Flows that lead further from the starts cannot close one. The others are taken up one after another, those
    that lead back least first; what would close a cycle of those taken up goes back.
    """
    depth = _depths(graph)
    forward: dict[str, list[str]] = defaultdict(list)
    doubtful: list[tuple[int, int, Link]] = []
    for place, link in enumerate(graph.links):
        drop = depth[link.source] - depth[link.target]
        if drop < 0:
            forward[link.source].append(link.target)
        else:
            doubtful.append((drop, place, link))
    back: set[str] = set()
    for _, _, link in sorted(doubtful, key=lambda each: each[:2]):
        if _leads(forward, link.target, link.source):
            back.add(link.id)
        else:
            forward[link.source].append(link.target)
    return frozenset(back)


def _depths(graph: Graph) -> dict[str, int]:
    """How many flows each vertex is away from the nearest start, else from the first vertex."""
    outgoing = _outgoing(list(graph.links))
    reached = {link.target for link in graph.links}
    depth: dict[str, int] = {}
    starts = [id_ for id_ in graph.vertices if id_ not in reached]
    for first in (starts, *([id_] for id_ in graph.vertices)):
        queue = [id_ for id_ in first if id_ not in depth]
        depth |= dict.fromkeys(queue, 0)
        for here in queue:  # grows while it is read
            for link in outgoing[here]:
                if link.target not in depth:
                    depth[link.target] = depth[here] + 1
                    queue.append(link.target)
    return depth


def _leads(forward: dict[str, list[str]], source: str, target: str) -> bool:
    """Whether a way leads from ``source`` to ``target``."""
    seen, stack = {source}, [source]
    while stack:
        here = stack.pop()
        if here == target:
            return True
        fresh = [each for each in forward.get(here, ()) if each not in seen]
        seen.update(fresh)
        stack += fresh
    return False


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
