"""The life of a register as a drawing (SVG): states in rows from the start down, transitions by number. Pure.

The numbers are those of ``Definition.transitions`` in their order; the page lists them beside the drawing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from html import escape

from barzan.persian import persian_digits
from barzan.registers.core.values import By, Definition, State

WIDE, HIGH = 150, 52
GAP, FALL = 64, 76
MARGIN = 58
TOP = 40
LETTERS = 19
Way = tuple[str, float, float]  # the path, and where its number stands


@dataclass(frozen=True, slots=True)
class Box:
    """Where a state stands; ``row`` from the start down."""

    state: State
    row: int
    x: float
    y: float

    @property
    def middle(self) -> float:
        return self.x + WIDE / 2


@dataclass(frozen=True, slots=True)
class Arrow:
    """From a state to another: the numbers of all transitions that go so."""

    source: str
    target: str
    numbers: tuple[int, ...]
    clock: bool


def picture(life: Definition, language: str, *, here: str = "", wrong: Collection[str] = ()) -> str:
    """The drawing; ``here`` is the state to mark as the present one, ``wrong`` those with findings."""
    rows = _rows(life)
    width = max((len(row) for row in rows), default=1) * (WIDE + GAP) - GAP + 2 * MARGIN
    boxes = _boxes(rows, width)
    height = max(len(rows), 1) * (HIGH + FALL) - FALL + TOP + 16
    arrows = _arrows(life, boxes)
    parts = [_arrow(arrow, boxes, at, width, language) for at, arrow in enumerate(arrows)]
    parts += [_box(box, language, box.state.key == here, box.state.key in wrong) for box in boxes.values()]
    label = "حالت‌ها و گذارها" if not language.startswith("en") else "States and transitions"
    head = '<marker id="life-tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7"'
    return (
        f'<svg class="life" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}" '
        f'role="img" aria-label="{label}"><defs>{head} orient="auto-start-reverse">'
        f'<path d="M0 0 10 5 0 10z" class="life-tip"/></marker></defs>{"".join(parts)}</svg>'
    )


def _rows(life: Definition) -> list[list[State]]:
    """States by how many transitions they are away from the start; those out of reach come last."""
    row = {state.key: 0 for state in life.states if state.start}
    ahead = list(row)
    while ahead:
        here = ahead.pop(0)
        for each in life.transitions:
            if here in each.sources and each.target not in row and life.state(each.target):
                row[each.target] = row[here] + 1
                ahead.append(each.target)
    last = max(row.values(), default=-1) + 1
    rows: list[list[State]] = [[] for _ in range(last + 1)]
    for state in life.states:
        rows[row.get(state.key, last)].append(state)
    return [states for states in rows if states]


def _boxes(rows: list[list[State]], width: float) -> dict[str, Box]:
    """Rows are centred; the first state of a row stands on the right, where reading starts."""
    boxes = {}
    for at, states in enumerate(rows):
        wide = len(states) * (WIDE + GAP) - GAP
        for column, state in enumerate(states):
            x = (width + wide) / 2 - (column + 1) * (WIDE + GAP) + GAP
            boxes[state.key] = Box(state, at, x, TOP + at * (HIGH + FALL))
    return boxes


def _arrows(life: Definition, boxes: dict[str, Box]) -> list[Arrow]:
    ways: dict[tuple[str, str], list[int]] = {}
    clock: dict[tuple[str, str], bool] = {}
    for number, each in enumerate(life.transitions, 1):
        for source in each.sources:
            if source in boxes and each.target in boxes:
                ways.setdefault((source, each.target), []).append(number)
                clock[source, each.target] = each.by is not By.PERSON
    return [Arrow(*way, tuple(numbers), clock[way]) for way, numbers in ways.items()]


def _arrow(arrow: Arrow, boxes: dict[str, Box], at: int, width: float, language: str) -> str:
    source, target = boxes[arrow.source], boxes[arrow.target]
    if source == target:
        path, x, y = _loop(source)
    elif target.row == source.row + 1:
        path, x, y = _down(source, target, at)
    else:
        path, x, y = _round(source, target, at, width)
    english = language.startswith("en")
    text = (", " if english else "، ").join(map(str, arrow.numbers))
    said = text if english else persian_digits(text)
    dashed = " life-clock" if arrow.clock else ""
    wide = 12 + 9 * len(said)
    return (
        f'<path class="life-way{dashed}" d="{path}" marker-end="url(#life-tip)"/>'
        f'<rect class="life-number" x="{x - wide / 2:.0f}" y="{y - 11:.0f}" width="{wide}" height="22" '
        f'rx="11"/>'
        f'<text class="life-number-text" x="{x:.0f}" y="{y + 5:.0f}" text-anchor="middle">{said}</text>'
    )


def _down(source: Box, target: Box, at: int) -> Way:
    begin, end = source.y + HIGH, target.y
    shift = (at % 3 - 1) * 16
    x, to = source.middle + shift, target.middle + shift
    half = (begin + end) / 2
    path = f"M{x:.0f} {begin:.0f}C{x:.0f} {half:.0f} {to:.0f} {half:.0f} {to:.0f} {end - 2:.0f}"
    return path, (x + to) / 2, half


def _loop(box: Box) -> Way:
    """To itself: over the top of its left end."""
    x, y = box.x + 16, box.y
    path = f"M{x:.0f} {y:.0f}C{x - 6:.0f} {y - 34:.0f} {x + 44:.0f} {y - 34:.0f} {x + 34:.0f} {y - 2:.0f}"
    return path, x + 16, y - 24


def _round(source: Box, target: Box, at: int, width: float) -> Way:
    """Up again, or over several rows: by the side that is nearer; its number stands where it leaves."""
    if source.row == target.row:
        return _across(source, target)
    right = source.middle + target.middle >= width
    begin, end = (source.x + WIDE, target.x + WIDE) if right else (source.x, target.x)
    out = 22 + 8 * (at % 3)
    edge = max(begin, end) + out if right else min(begin, end) - out
    top, bottom = source.y + HIGH / 2 + 8, target.y + HIGH / 2 - 8
    tip = end + 2 if right else end - 2
    path = f"M{begin:.0f} {top:.0f}C{edge:.0f} {top:.0f} {edge:.0f} {bottom:.0f} {tip:.0f} {bottom:.0f}"
    along = 0.3 + 0.2 * (at % 3)
    x = _bezier(begin, edge, edge, tip, along)
    return path, x, _bezier(top, top, bottom, bottom, along)


def _bezier(a: float, b: float, c: float, d: float, at: float) -> float:
    rest = 1 - at
    return rest**3 * a + 3 * rest**2 * at * b + 3 * rest * at**2 * c + at**3 * d


def _across(source: Box, target: Box) -> Way:
    """To a state of the same row: straight to a neighbour, under the row to one further off."""
    left = target.x < source.x
    if abs(target.x - source.x) <= WIDE + GAP:
        y = source.y + HIGH / 2 + (12 if left else -12)
        begin, end = (source.x, target.x + WIDE + 2) if left else (source.x + WIDE, target.x - 2)
        return f"M{begin:.0f} {y:.0f}L{end:.0f} {y:.0f}", (begin + end) / 2, y
    begin, end, low = source.middle, target.middle, source.y + HIGH
    path = (
        f"M{begin:.0f} {low:.0f}C{begin:.0f} {low + 40:.0f} {end:.0f} {low + 40:.0f} {end:.0f} {low + 2:.0f}"
    )
    return path, (begin + end) / 2, low + 30


def _box(box: Box, language: str, here: bool, wrong: bool) -> str:
    state = box.state
    marks = [
        name
        for name, holds in (
            ("life-start", state.start),
            ("life-end", state.end),
            (f"life-{state.standing.value}", bool(state.standing.value)),
            ("life-here", here),
            ("life-wrong", wrong),
        )
        if holds
    ]
    title = state.named(language)
    shown = title if len(title) <= LETTERS else title[: LETTERS - 1] + "…"
    return (
        f'<g class="life-state {" ".join(marks)}"><title>{escape(title)}</title>'
        f'<rect x="{box.x:.0f}" y="{box.y:.0f}" width="{WIDE}" height="{HIGH}" '
        f'rx="{26 if state.end else 10}"/><text x="{box.middle:.0f}" y="{box.y + HIGH / 2 + 5:.0f}" '
        f'text-anchor="middle">{escape(shown)}</text></g>'
    )
