"""Where the rules of a table overlap and what they leave open (DMN 1.5, 8.2.8). Pure.

    analyse(model, table) -> Analysis

What is reported is certain. A cell that is more than constants and ranges (S-FEEL) cannot be analysed: its
rule takes no part in overlaps, is taken to cover all of its column where gaps are sought, and is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from barzan.decisions.core.axes import Axis, axis
from barzan.decisions.core.boxspace import Box, TooLarge, overlaps, uncovered
from barzan.decisions.core.cells import matcher, points
from barzan.decisions.core.model import DecisionTable, HitPolicy, Model, Title
from barzan.decisions.core.types import allowed_test, base_type
from barzan.feel.values import Value

MOST = 25


@dataclass(frozen=True, slots=True)
class Example:
    """One input: what the columns are called and a value for each, in their order."""

    inputs: tuple[tuple[Title, Value], ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two rules that hit together, for example for ``example``."""

    rules: tuple[int, int]
    box: Box
    example: Example


@dataclass(frozen=True, slots=True)
class Gap:
    """Inputs for which no rule hits."""

    box: Box
    example: Example


@dataclass(frozen=True, slots=True)
class Analysis:
    """``opaque`` are cells that could not be analysed, by rule and column (from 0); ``dead`` rules that can
    never hit; ``hidden`` rules whose every input is taken by an earlier one; ``whole`` is False where the
    search for gaps was cut short.
    """

    axes: tuple[Axis, ...]
    overlaps: tuple[Overlap, ...] = ()
    gaps: tuple[Gap, ...] = ()
    dead: tuple[int, ...] = ()
    hidden: tuple[int, ...] = ()
    opaque: tuple[tuple[int, int], ...] = ()
    whole: bool = True


def analyse(model: Model, table: DecisionTable, most: int = MOST) -> Analysis:
    """The overlaps, gaps and rules that never hit; at most ``most`` of each."""
    columns = _Columns(model, table)
    whole = tuple(each.all for each in columns.axes)
    sure = [box for box, open in zip(columns.boxes, columns.open, strict=True) if not open]
    numbers = [rule.number for rule, open in zip(table.rules, columns.open, strict=True) if not open]
    found = tuple(
        Overlap((numbers[a], numbers[b]), box, columns.example(box))
        for a, b, box in islice(overlaps(sure, whole), most)
    )
    gaps, complete = _bounded(uncovered(columns.boxes, whole), most)
    dead = tuple(number for number, box in zip(numbers, sure, strict=True) if not all(box))
    hidden = _hidden(table, sure, numbers) if table.policy is HitPolicy.FIRST else ()
    return Analysis(
        columns.axes,
        found,
        tuple(Gap(box, columns.example(box)) for box in gaps),
        dead,
        tuple(number for number in hidden if number not in dead),
        tuple(columns.opaque),
        complete,
    )


def _bounded(boxes: Iterator[Box], most: int) -> tuple[list[Box], bool]:
    found: list[Box] = []
    try:
        for box in islice(boxes, most):
            found.append(box)
    except TooLarge:
        return found, False
    return found, True


def _hidden(table: DecisionTable, boxes: Sequence[Box], numbers: Sequence[int]) -> Iterator[int]:
    """Rules that hit only where an earlier one does."""
    for place, (box, number) in enumerate(zip(boxes, numbers, strict=True)):
        rest, complete = _bounded(uncovered(boxes[:place], box, 5_000), 1)
        if complete and not rest:
            yield number


class _Columns:
    """The axes of a table and its rules as boxes over them. Columns that ask the same are one axis."""

    def __init__(self, model: Model, table: DecisionTable) -> None:
        self._model, self._table = model, table
        self.opaque: list[tuple[int, int]] = []
        self.open = [False] * len(table.rules)
        self._groups: dict[str, list[int]] = {}
        for place, column in enumerate(table.inputs):
            self._groups.setdefault(column.expression.text or f"#{place}", []).append(place)
        made = [self._axis(places) for places in self._groups.values()]
        self.axes = tuple(each for each, _ in made)
        masks = [mask for _, mask in made]
        self.boxes: list[Box] = [tuple(row) for row in zip(*masks, strict=True)] or [()] * len(table.rules)

    def example(self, box: Box) -> Example:
        titles = [self._table.inputs[places[0]].title for places in self._groups.values()]
        triples = zip(titles, self.axes, box, strict=True)
        return Example(tuple((title, each.sample(mask)) for title, each, mask in triples if mask))

    def _axis(self, places: list[int]) -> tuple[Axis, list[int]]:
        """The axis of some columns and the mask of each rule on it."""
        table, first = self._table, self._table.inputs[places[0]]
        known = [self._points(row, place) for row in range(len(table.rules)) for place in places]
        allowed = allowed_test(first.values, first.expression.type, self._model)
        bounds = points(allowed) if allowed else None
        values = [value for each in known if each for value in each] + list(bounds or ())
        kind = base_type(first.expression.type, self._model)
        limit = matcher(allowed) if allowed and bounds is not None else None
        made = axis(first.expression.text, kind, values, limit)
        if made is None:
            made = Axis(first.expression.text, (None,))
            for row in range(len(table.rules)):
                self._cannot(row, places[0])
        return made, [self._mask(made, row, places) for row in range(len(table.rules))]

    def _points(self, row: int, place: int) -> tuple[Value, ...] | None:
        """The constants of a cell; None, and its rule open, where it is more than constants and ranges."""
        test = self._table.rules[row].tests[place]
        found = () if test.any else points(test)
        if found is None:
            self._cannot(row, place)
        return found

    def _cannot(self, row: int, place: int) -> None:
        self.open[row] = True
        self.opaque.append((self._table.rules[row].number, place))

    def _mask(self, made: Axis, row: int, places: list[int]) -> int:
        tests = [self._table.rules[row].tests[place] for place in places]
        number = self._table.rules[row].number
        closed = [
            test for test, place in zip(tests, places, strict=True) if (number, place) not in self.opaque
        ]
        mask = made.all
        for test in closed:
            mask &= made.all if test.any else made.mask(matcher(test))
        return mask
