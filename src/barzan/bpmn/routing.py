"""Which way each flow goes: along rows and columns that are free, else through the channels between. Pure.

A route is a list of corners between its two ends; each corner says where its x and its y come from (a column,
a row, the track of a net in a channel), and gets its numbers when all tracks are known.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum

from barzan.bpmn.graph import GUEST, Graph, Link, Vertex
from barzan.bpmn.layering import Grid
from barzan.bpmn.tracks import Channel, Net


class Side(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    TOP = "top"
    BOTTOM = "bottom"


@dataclass(frozen=True, slots=True)
class Track:
    """The track of ``net`` in the channel ``index``; ``upright`` ones run between columns."""

    upright: bool
    index: int
    net: Net


@dataclass(frozen=True, slots=True)
class Row:
    index: int


@dataclass(frozen=True, slots=True)
class Middle:
    """The x at which a vertex (or a boundary event on it) is left or entered above or below."""

    vertex: str
    guest: str = ""


@dataclass(frozen=True, slots=True)
class Corner:
    x: Track | Middle
    y: Track | Row


@dataclass(frozen=True, slots=True)
class Route:
    """``tail`` says that the flow's label belongs after its first turn: its beginning is shared."""

    link: Link
    leaves: Side
    enters: Side
    corners: tuple[Corner, ...] = ()


@dataclass(slots=True)
class Router:
    """Finds routes one after another; what one takes, the next goes round.

    Lines across are counted in one order of channels and rows, from the top: ``above(r)``, row, ``below(r)``.
    """

    graph: Graph
    grid: Grid
    upright: dict[int, Channel] = field(default_factory=lambda: defaultdict(Channel))
    level: dict[int, Channel] = field(default_factory=lambda: defaultdict(Channel))
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    claims: dict[tuple[int, int], Net] = field(default_factory=dict)
    ports: dict[tuple[str, Side], Net] = field(default_factory=dict)
    leaving: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.cells = {(self.grid.column[id_], self.grid.row[id_]): id_ for id_ in self.graph.vertices}
        self.leaving = dict.fromkeys(self.graph.vertices, 0)
        for link in self.graph.links:
            self.leaving[link.source] += not link.guest

    def routes(self) -> list[Route]:
        """A route for each link: those that are short and straight choose first, those that go back last."""

        def order(link: Link) -> tuple[bool, bool, int, int]:
            across = self.grid.column[link.target] - self.grid.column[link.source]
            down = abs(self.grid.row[link.target] - self.grid.row[link.source])
            return link.id in self.grid.back, down > 0, abs(across), down

        return [self.route(link) for link in sorted(self.graph.links, key=order)]

    def route(self, link: Link) -> Route:
        if link.id in self.grid.back:
            return self.backward(link)
        if link.guest:
            return self.dropped(link) or self.under(link)
        return self.straight(link) or self.dropped(link) or self.bent(link) or self.under(link)

    # --- ways ---

    def straight(self, link: Link) -> Route | None:
        row = self.row(link.source)
        if row != self.row(link.target) or not self.free(row, link.source, link.target, link.target):
            return None
        self.claim(row, link.source, link.target, ("in", link.target))
        return Route(link, Side.RIGHT, Side.LEFT)

    def dropped(self, link: Link) -> Route | None:
        """Out of the bottom (or top) of a gateway or of a boundary event, then along the target's row."""
        row, goal, column = self.row(link.source), self.row(link.target), self.column(link.source)
        side = Side.BOTTOM if goal > row else Side.TOP
        if goal == row or (link.guest and goal < row) or not self.may_drop(link, side):
            return None
        step = 1 if goal > row else -1
        upright = [(column, each) for each in range(row + step, goal + step, step)]
        if any(cell in self.cells or cell in self.claims for cell in upright):
            return None
        if not self.free(goal, link.source, link.target, link.target):
            return None
        self.claims |= dict.fromkeys(upright, ("in", link.target))
        self.claim(goal, link.source, link.target, ("in", link.target))
        if not link.guest:
            self.ports[link.source, side] = ("link", link.id)
        return Route(link, side, Side.LEFT, (Corner(Middle(link.source, link.guest), Row(goal)),))

    def may_drop(self, link: Link, side: Side) -> bool:
        vertex = self.graph.vertices[link.source]
        if link.guest:
            return True
        if not vertex.gateway or vertex.tag == "parallelGateway" or self.leaving[link.source] < 2:
            return False
        return self.open(vertex, side, ("link", link.id))

    def bent(self, link: Link) -> Route | None:
        """Across one channel: the one after the source, or the one before the target."""
        row, goal = self.row(link.source), self.row(link.target)
        ways = [
            (self.column(link.source) + 1, goal, ("out", link.source), link.target),
            (self.column(link.target), row, ("in", link.target), link.source),
        ]
        if self.leaving[link.source] < 2:
            ways.reverse()
        for index, along, net, _ in ways:
            claimed = ("in", link.target) if along == goal else ("out", link.source)
            if row == goal or not self.free(along, link.source, link.target, link.target, claimed):
                continue
            channel = self.upright[index]
            if not channel.fits(net, row, goal):
                continue
            self.claim(along, link.source, link.target, claimed)
            channel.add(net, self.line(row), self.line(goal))
            channel.touch(net, row, near=True)
            channel.touch(net, goal, near=False)
            track = Track(True, index, net)
            return Route(link, Side.RIGHT, Side.LEFT, (Corner(track, Row(row)), Corner(track, Row(goal))))
        return None

    def under(self, link: Link) -> Route:
        """Along a channel between rows: always possible."""
        row, goal = self.row(link.source), self.row(link.target)
        vertex = self.graph.vertices[link.source]
        net: Net = ("guest", link.guest) if link.guest else ("link", link.id)
        if link.guest or (vertex.gateway and goal >= row and self.open(vertex, Side.BOTTOM, net)):
            return self.level_route(link, Side.BOTTOM, self.below(row), net)
        index = self.below(goal) if goal <= row else self.above(goal)
        return self.level_route(link, Side.RIGHT, index, ("to", link.target))

    def backward(self, link: Link) -> Route:
        """Round what stands between: out below or above, along, in from below, above or before."""
        row, goal = self.row(link.source), self.row(link.target)
        source, target = self.graph.vertices[link.source], self.graph.vertices[link.target]
        net: Net = ("back", link.target)
        sides = (Side.TOP, Side.BOTTOM) if goal < row else (Side.BOTTOM, Side.TOP)
        if link.guest:
            return self.level_route(link, Side.BOTTOM, self.below(row), ("guest", link.guest))
        own: Net = ("link", link.id)
        for side in sides:
            index = self.below(row) if side is Side.BOTTOM else self.above(row)
            if not self.open(source, side, own):
                continue
            if row == goal and source is not target and self.open(target, side, net):
                return self.looped(link, side, index, net, own)
            return self.level_route(link, side, index, own)
        return self.level_route(link, Side.RIGHT, self.below(row), own)

    def looped(self, link: Link, side: Side, index: int, net: Net, own: Net) -> Route:
        """Out and in on the same side."""
        self.ports[link.source, side] = own
        self.ports[link.target, side] = net
        channel = self.level[index]
        track = Track(False, index, net)
        for id_ in (link.source, link.target):
            channel.add(net, 2 * self.column(id_) + 1, 2 * self.column(id_) + 1)
            channel.touch(net, self.stub(id_), near=side is Side.BOTTOM)
        return Route(
            link, side, side, (Corner(Middle(link.source), track), Corner(Middle(link.target), track))
        )

    def level_route(self, link: Link, side: Side, index: int, net: Net) -> Route:
        """Leaves at ``side``, runs along the channel ``index``, goes up or down before the target."""
        row, goal = self.row(link.source), self.row(link.target)
        level = self.level[index]
        line = Track(False, index, net)
        corners: list[Corner] = []
        if side is Side.RIGHT:
            out: Net = ("out", link.source)
            after = self.column(link.source) + 1
            self.upright[after].add(out, self.line(row), self.level_line(index))
            self.upright[after].touch(out, row, near=True)
            track = Track(True, after, out)
            corners += [Corner(track, Row(row)), Corner(track, line)]
            level.add(net, 2 * after, 2 * after)
        else:
            if not link.guest:
                self.ports[link.source, side] = net
            corners.append(Corner(Middle(link.source, link.guest), line))
            level.add(net, 2 * self.column(link.source) + 1, 2 * self.column(link.source) + 1)
            level.touch(net, self.stub(link.source, link.guest), near=side is Side.BOTTOM)
        before = self.column(link.target)
        into: Net = ("in", link.target)
        self.upright[before].add(into, self.level_line(index), self.line(goal))
        self.upright[before].touch(into, goal, near=False)
        level.add(net, 2 * before, 2 * before)
        track = Track(True, before, into)
        corners += [Corner(track, line), Corner(track, Row(goal))]
        return Route(link, side, Side.LEFT, tuple(corners))

    # --- what is where ---

    def column(self, id_: str) -> int:
        return self.grid.column[id_]

    def row(self, id_: str) -> int:
        return self.grid.row[id_]

    def stub(self, id_: str, guest: str = "") -> tuple[int, str]:
        """The upright on which a vertex or its guest is left or entered: what goes down on it and what goes
        up must not meet. A guest may stand at the middle of its host.
        """
        vertex = self.graph.vertices[id_]
        central = not guest or abs(vertex.aside_of(guest)) < GUEST / 4
        return self.column(id_), "" if central else guest

    def above(self, row: int) -> int:
        """The channel above a row; lanes have channels of their own at their borders."""
        return row + self.grid.bands[row]

    def below(self, row: int) -> int:
        return self.above(row) + 1

    def line(self, row: int) -> int:
        """The place of a row among all lines across."""
        return 2 * self.above(row) + 1

    def level_line(self, index: int) -> int:
        return 2 * index

    def free(self, row: int, source: str, target: str, allowed: str, net: Net = None) -> bool:
        """Whether nothing stands or runs in ``row`` between the two columns."""
        mine = net or ("in", allowed)
        return all(
            (column, row) not in self.cells and self.claims.get((column, row), mine) == mine
            for column in range(self.column(source) + 1, self.column(target))
        )

    def claim(self, row: int, source: str, target: str, net: Net) -> None:
        for column in range(self.column(source) + 1, self.column(target)):
            self.claims[column, row] = net

    def open(self, vertex: Vertex, side: Side, net: Net) -> bool:
        """Whether a line may meet ``vertex`` above or below: no label, guest or other line is in its way."""
        if self.ports.get((vertex.id, side), net) != net:
            return False
        if side is Side.BOTTOM:
            return not (vertex.guests or vertex.marked or (vertex.event and vertex.lines))
        return not (vertex.gateway and vertex.lines)
