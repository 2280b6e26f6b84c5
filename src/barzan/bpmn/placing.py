"""Numbers for a grid and its routes: where each column, row, lane, node, label and corner lies. Pure; px."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

from barzan.bpmn.graph import EVENT, GAP, Graph, Vertex, size_of
from barzan.bpmn.layering import Grid, grid_of
from barzan.bpmn.measuring import LINE, label_width
from barzan.bpmn.routing import Corner, Middle, Route, Router, Row, Side, Track

STEP = 14.0  # between tracks
BESIDE = 14.0  # least room left and right of the tracks between columns
ARROW = 10.0
START = 13.0  # from the beginning of a flow to its label
BETWEEN, EDGE = 20.0, 18.0  # least height of a channel between rows, and at the border of a lane


@dataclass(frozen=True, slots=True)
class Bounds:
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    def moved(self, x: float, y: float) -> Bounds:
        return replace(self, x=self.x + x, y=self.y + y)


Point = tuple[float, float]


@dataclass(slots=True)
class Drawing:
    """Where everything of one container lies, from its own corner; ``bands`` are the tops of its lanes and
    the bottom of the last.
    """

    width: float = 0.0
    height: float = 0.0
    shapes: dict[str, Bounds] = field(default_factory=dict)
    labels: dict[str, Bounds] = field(default_factory=dict)
    lines: dict[str, tuple[Point, ...]] = field(default_factory=dict)
    bands: tuple[float, ...] = ()
    expanded: set[str] = field(default_factory=set)  # the subprocesses whose content is drawn

    def put(self, other: Drawing, x: float, y: float) -> None:
        """Takes over what ``other`` draws, moved."""
        self.expanded |= other.expanded
        self.shapes |= {id_: bounds.moved(x, y) for id_, bounds in other.shapes.items()}
        self.labels |= {id_: bounds.moved(x, y) for id_, bounds in other.labels.items()}
        self.lines |= {
            id_: tuple((px + x, py + y) for px, py in points) for id_, points in other.lines.items()
        }


def drawing_of(graph: Graph, least: float = 0.0) -> Drawing:
    """The drawing of ``graph``; each lane at least ``least`` high."""
    grid = grid_of(graph)
    router = Router(graph, grid)
    return _Placer(graph, grid, router, router.routes(), least).drawing()


class _Placer:
    def __init__(self, graph: Graph, grid: Grid, router: Router, routes: list[Route], least: float) -> None:
        self.graph, self.grid, self.router, self.routes, self.least = graph, grid, router, routes, least
        self.upright = {index: channel.tracks() for index, channel in router.upright.items()}
        self.level = {index: channel.tracks() for index, channel in router.level.items()}
        self.shared = self._shared()
        self.columns: list[float] = []  # the middle of each
        self.first: dict[int, float] = {}  # the first track of each channel between columns
        self.rows: list[float] = []
        self.first_level: dict[int, float] = {}
        self.result = Drawing()

    def drawing(self) -> Drawing:
        self._across()
        self._down()
        for vertex in self.graph.vertices.values():
            self._shape(vertex)
        for route in self.routes:
            self._line(route)
        return self.result

    def _shared(self) -> set[str]:
        """The links whose beginning on the right of their source is also another's."""
        leaving: dict[str, list[str]] = defaultdict(list)
        for route in self.routes:
            if route.leaves is Side.RIGHT:
                leaving[route.link.source].append(route.link.id)
        return {id_ for ids in leaving.values() if len(ids) > 1 for id_ in ids}

    def _across(self) -> None:
        aside, near, far = self._rooms()
        x = 0.0
        for index in range(self.grid.columns + 1):
            tracks = max(self.upright.get(index, {}).values(), default=-1) + 1
            edge = index in (0, self.grid.columns)
            x += (0.0 if edge and not tracks else BESIDE) + near[index]
            self.first[index] = x
            x += max(0, tracks - 1) * STEP
            x += far[index] + (EDGE if edge and not tracks else BESIDE + ARROW)
            if index < self.grid.columns:
                self.columns.append(x + aside[index])
                x += 2 * aside[index]
        self.result.width = x

    def _rooms(self) -> tuple[dict[int, float], dict[int, float], dict[int, float]]:
        """Half the width of each column, and the room for labels before and behind a channel's tracks."""
        aside: dict[int, float] = defaultdict(float)
        near: dict[int, float] = defaultdict(float)
        far: dict[int, float] = defaultdict(float)
        for id_, vertex in self.graph.vertices.items():
            column = self.grid.column[id_]
            aside[column] = max(aside[column], vertex.aside)
        for route in self.routes:
            column, room = self.grid.column[route.link.source], label_width(route.link.label) + START
            if not route.link.label:
                continue
            if route.leaves is not Side.RIGHT:
                aside[column] = max(aside[column], room)
            elif route.link.id in self.shared:
                far[column + 1] = max(far[column + 1], room)
            else:
                near[column + 1] = max(near[column + 1], room)
        return aside, near, far

    def _down(self) -> None:
        up: dict[int, float] = defaultdict(float)
        down: dict[int, float] = defaultdict(float)
        for id_, vertex in self.graph.vertices.items():
            row = self.grid.row[id_]
            up[row], down[row] = max(up[row], vertex.up), max(down[row], vertex.down)
        y, tops, first = 0.0, [0.0], 0
        bands = self.grid.bands
        for row, band in enumerate(bands):
            opens = row == 0 or bands[row - 1] != band
            closes = row + 1 == len(bands) or bands[row + 1] != band
            if opens:
                first = row
                y = self._channel(self.router.above(row), y, EDGE)
            self.rows.append(y + up[row])
            y = self._channel(self.router.below(row), y + up[row] + down[row], EDGE if closes else BETWEEN)
            if closes:
                y = self._stretched(range(first, row + 1), tops[-1], y)
                tops.append(y)
        self.result.height, self.result.bands = y, tuple(tops)

    def _stretched(self, rows: range, top: float, bottom: float) -> float:
        """The bottom of a lane that is too low for its name; what it holds moves to its middle."""
        missing = self.least - (bottom - top)
        if missing <= 0:
            return bottom
        for row in rows:
            self.rows[row] += missing / 2
        for index in range(self.router.above(rows[0]), self.router.below(rows[-1]) + 1):
            self.first_level[index] += missing / 2
        return bottom + missing

    def _channel(self, index: int, y: float, least: float) -> float:
        """Lays the tracks of a channel that begins at ``y``; gives its end."""
        tracks = max(self.level.get(index, {}).values(), default=-1) + 1
        height = max(least, (tracks + 1) * STEP)
        self.first_level[index] = y + (height - max(0, tracks - 1) * STEP) / 2
        return y + height

    def _shape(self, vertex: Vertex) -> None:
        x, y = self.columns[self.grid.column[vertex.id]], self.rows[self.grid.row[vertex.id]]
        self.result.shapes[vertex.id] = Bounds(
            x - vertex.width / 2, y - vertex.height / 2, vertex.width, vertex.height
        )
        if vertex.lines:
            wide, high = vertex.label
            top = y - vertex.height / 2 - GAP - high if vertex.gateway else y + vertex.height / 2 + GAP
            self.result.labels[vertex.id] = Bounds(x - wide / 2, top, wide, high)
        for guest in vertex.guests:
            at = x + vertex.aside_of(guest.id)
            top = y + vertex.height / 2 - EVENT / 2
            self.result.shapes[guest.id] = Bounds(at - EVENT / 2, top, EVENT, EVENT)
            if guest.lines:
                wide, high = size_of(guest.lines)
                self.result.labels[guest.id] = Bounds(at + GAP, top + EVENT + 1, wide, high)

    def _line(self, route: Route) -> None:
        link = route.link
        start = self._port(link.guest or link.source, route.leaves)
        end = self._port(link.target, route.enters)
        points = [start, *(self._corner(corner) for corner in route.corners), end]
        self.result.lines[link.id] = _clean(points)
        if link.label:
            self.result.labels[link.id] = self._label(route, self.result.lines[link.id])

    def _port(self, id_: str, side: Side) -> Point:
        bounds = self.result.shapes[id_]
        x, y = bounds.middle
        if side is Side.LEFT:
            return bounds.x, y
        if side is Side.RIGHT:
            return bounds.right, y
        return x, bounds.y if side is Side.TOP else bounds.bottom

    def _corner(self, corner: Corner) -> Point:
        if isinstance(corner.x, Middle):
            x = self.result.shapes[corner.x.guest or corner.x.vertex].middle[0]
        else:
            x = self._track(corner.x)
        return x, self.rows[corner.y.index] if isinstance(corner.y, Row) else self._track(corner.y)

    def _track(self, track: Track) -> float:
        if track.upright:
            return self.first[track.index] + STEP * self.upright[track.index][track.net]
        return self.first_level[track.index] + STEP * self.level[track.index][track.net]

    def _label(self, route: Route, points: tuple[Point, ...]) -> Bounds:
        wide = label_width(route.link.label)
        (x, y), (_, after) = points[0], points[1]
        if route.link.guest:
            return Bounds(x - GAP - wide, y + 2, wide, LINE)
        if route.leaves is not Side.RIGHT:
            return Bounds(x + 8, y + 2 if after > y else y - LINE - 2, wide, LINE)
        if route.link.id in self.shared:
            index = self.grid.column[route.link.source] + 1
            tracks = max(self.upright.get(index, {}).values(), default=0)
            x = self.first[index] + STEP * tracks
            y = points[min(2, len(points) - 1)][1]
            if len(points) > 3 and points[3][0] < points[2][0]:
                return Bounds(points[2][0] - GAP - wide, y - LINE - 1, wide, LINE)
        return Bounds(x + START, y - LINE - 1, wide, LINE)


def _clean(points: list[Point]) -> tuple[Point, ...]:
    """Without corners that lie on a straight line."""
    found = points[:1]
    for here, after in zip(points[1:], [*points[2:], points[-1]], strict=True):
        x, y = found[-1]
        if here == found[-1] or (after != here and (x == here[0] == after[0] or y == here[1] == after[1])):
            continue
        found.append(here)
    return tuple(found)
