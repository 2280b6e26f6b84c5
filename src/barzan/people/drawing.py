"""Draws an organisation chart: where each box and each line goes. Pure; lengths are in pixels.

The layout is the one of printed Iranian charts: what stands directly under the head stands in a row, and all
below each of these in an indented column under it, so that names have room and hundreds of units stay
readable. (The tidy tree of Buchheim, Jünger and Leipert, 2002, puts every leaf beside its neighbour: 60
offices would be 12,000 pixels wide.) A row that would be too wide goes on in the next band.

Positions are counted from the left; ``Drawing.mirrored`` is the chart for a language read from the right.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

BOX, HEAD, STEP, GAP, ROW_GAP, RAIL = 184, 300, 20, 16, 10, 11
BAND_GAP, GUTTER, MARGIN, BUS = 36, 26, 4, 18
LINE, NOTE, PADDING = 21, 19, 10
LETTERS, HEAD_LETTERS, MOST_LINES = 23, 34, 3
WIDEST = 1_100


@dataclass(frozen=True, slots=True)
class Node:
    """What is drawn: a unit with the units below. ``tone`` colours the box, ``mark`` is a word on it."""

    key: str
    label: str
    note: str = ""
    url: str = ""
    tone: str = ""
    mark: str = ""
    below: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A node in its place: the left edge (``start``) and ``top`` of the box, the lines of its label."""

    node: Node
    start: float
    top: float
    width: float
    lines: tuple[str, ...]
    head: bool = False

    @property
    def height(self) -> float:
        notes = bool(self.node.note) + bool(self.node.mark)
        return 2 * PADDING + LINE * len(self.lines) + NOTE * notes

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def middle(self) -> float:
        return self.start + self.width / 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the tree through its corners."""

    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole chart."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]

    def mirrored(self) -> Drawing:
        """The same chart for a language that is read from the right."""
        return replace(
            self,
            boxes=tuple(replace(box, start=self.width - box.start - box.width) for box in self.boxes),
            lines=tuple(Line(tuple((self.width - x, y) for x, y in line.points)) for line in self.lines),
        )


def drawn(roots: Sequence[Node], widest: float = WIDEST) -> Drawing:
    """The charts of all roots, one under another, at most ``widest`` wide where columns allow it."""
    boxes: list[Box] = []
    lines: list[Line] = []
    top, width = float(MARGIN), 0.0
    for root in roots:
        part = _chart(root, top, widest)
        boxes += part.boxes
        lines += part.lines
        width, top = max(width, part.width), part.height + BAND_GAP
    return Drawing(width, max(0.0, top - BAND_GAP) + MARGIN, tuple(boxes), tuple(lines))


def trimmed(node: Node, keep: Collection[str], others: Callable[[int], str]) -> Node:
    """The node with only what is in ``keep``, what leads there, and a box that counts the rest.

    ``others`` words the label of that box for a number.
    """
    kept = [each for each in node.below if _holds(each, keep)]
    left_out = sum(_size(each) for each in node.below if not _holds(each, keep))
    below = [trimmed(each, keep, others) for each in kept]
    if left_out:
        below.append(Node(f"{node.key}/others", others(left_out), tone="quiet"))
    return replace(node, below=tuple(below))


def wrapped(text: str, letters: int, most: int = MOST_LINES) -> tuple[str, ...]:
    """The text in lines of at most ``letters``, words whole where they fit; what passes ``most`` is cut."""
    lines = [""]
    for word in text.split():
        while len(word) > letters:
            lines += [word[:letters]] if lines[-1] else []
            lines[-1] = lines[-1] or word[:letters]
            lines.append("")
            word = word[letters:]
        joined = f"{lines[-1]} {word}".strip()
        if len(joined) > letters:
            lines.append(word)
        else:
            lines[-1] = joined
    lines = [line for line in lines if line] or [""]
    if len(lines) > most:
        return (*lines[: most - 1], lines[most - 1][: letters - 1].rstrip() + "…")
    return tuple(lines)


def _chart(root: Node, top: float, widest: float) -> Drawing:
    bands = _bands([_column(each) for each in root.below], widest)
    gutter = GUTTER if len(bands) > 1 else 0
    across = max(max(map(_across, bands), default=0.0), HEAD - gutter)
    width = across + gutter + 2 * MARGIN
    head = Box(root, (width - HEAD) / 2, top, HEAD, wrapped(root.label, HEAD_LETTERS), head=True)
    boxes, lines = [head], list[Line]()
    buses: list[float] = []
    below = head.bottom
    for band in bands:
        bus = below + BUS
        # A row of its own stands under the head; of several, each begins where reading starts.
        aside = 0 if gutter else (across - _across(band)) / 2
        columns = list(_placed(band, MARGIN + gutter + aside, bus + BUS))
        ends = [column[0].middle for column in columns]
        lines += [Line(((end, bus), (end, bus + BUS))) for end in ends]
        ends += [MARGIN + GUTTER / 2] if gutter else []
        ends += [] if buses else [head.middle]
        lines.append(Line(((min(ends), bus), (max(ends), bus))))
        for column in columns:
            lines += _elbows(column)
            boxes += column
        buses.append(bus)
        below = max(column[-1].bottom for column in columns)
    if buses:
        lines.append(Line(((head.middle, head.bottom), (head.middle, buses[0]))))
    if gutter:
        lines.append(Line(((MARGIN + GUTTER / 2, buses[0]), (MARGIN + GUTTER / 2, buses[-1]))))
    return Drawing(width, below, tuple(boxes), tuple(lines))


Column = list[tuple[Node, int]]


def _column(node: Node, level: int = 0) -> Column:
    """The node and all below it in the order of reading, each with its indentation."""
    return [(node, level), *(row for each in node.below for row in _column(each, level + 1))]


def _width(column: Column) -> float:
    return BOX + STEP * max(level for _, level in column)


def _across(band: Sequence[Column]) -> float:
    return sum(map(_width, band)) + GAP * (len(band) - 1)


def _bands(columns: Sequence[Column], widest: float) -> list[Sequence[Column]]:
    """The columns in as few rows as their width allows, in their order, about as many in each."""
    for rows in range(1, len(columns) + 1):
        each = -(-len(columns) // rows)
        bands = [columns[start : start + each] for start in range(0, len(columns), each)]
        gutter = GUTTER if rows > 1 else 0
        if max(map(_across, bands)) + gutter + 2 * MARGIN <= widest or each == 1:
            return bands
    return []


def _placed(band: Sequence[Column], start: float, top: float) -> Iterator[list[Box]]:
    for column in band:
        boxes: list[Box] = []
        below = top
        for node, level in column:
            box = Box(node, start + STEP * level, below, BOX, wrapped(node.label, LETTERS))
            boxes.append(box)
            below = box.bottom + ROW_GAP
        yield boxes
        start += _width(column) + GAP


def _elbows(column: Sequence[Box]) -> Iterator[Line]:
    """From each box, down its rail, to the boxes directly below it."""
    above: list[Box] = []
    for box in column:
        while above and above[-1].start >= box.start:
            above.pop()
        if above:
            rail, height = above[-1].start + RAIL, box.top + PADDING + LINE / 2
            yield Line(((rail, above[-1].bottom), (rail, height), (box.start, height)))
        above.append(box)


def _holds(node: Node, keep: Collection[str]) -> bool:
    return node.key in keep or any(_holds(each, keep) for each in node.below)


def _size(node: Node) -> int:
    return 1 + sum(map(_size, node.below))
