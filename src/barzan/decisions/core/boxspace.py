"""Rules as boxes over the pieces of the columns: which overlap, and what no box covers. Pure.

A box is a tuple of sets of pieces (as bits), one a column. The work is bounded: an iterator ends early with
``TooLarge``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, islice

Box = tuple[int, ...]

#: Groups of pieces that one search may look at, pairs of boxes that may be compared: a few seconds at most.
STEPS = 1_000_000
PAIRS = 3_000_000


class TooLarge(Exception):
    """The table cannot be analysed within the bound of steps."""


def overlaps(boxes: Sequence[Box]) -> Iterator[tuple[int, int, Box]]:
    """Pairs of places in ``boxes`` that share a piece in every column, and what they share."""
    for first, second in islice(combinations(range(len(boxes)), 2), PAIRS):
        shared = tuple([a & b for a, b in zip(boxes[first], boxes[second], strict=True)])
        if all(shared):
            yield first, second, shared
    if len(boxes) * (len(boxes) - 1) // 2 > PAIRS:
        raise TooLarge


def uncovered(boxes: Sequence[Box], whole: Box, steps: int = STEPS) -> Iterator[Box]:
    """Boxes that together hold all of ``whole`` that no box of ``boxes`` covers; raises ``TooLarge``."""
    return _Search(boxes, whole, steps).gaps(0, (1 << len(boxes)) - 1)


def bits(mask: int) -> Iterator[int]:
    """The places of the bits of a set, the lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _runs(mask: int) -> Iterator[tuple[int, int]]:
    """The stretches of a set: where each begins, and the place after its end."""
    while mask:
        start = (mask & -mask).bit_length() - 1
        rest = (mask >> start) + 1
        end = start + (rest & -rest).bit_length() - 1
        yield start, end
        mask &= -1 << end


def _alike(boxes: Sequence[Box], column: int, whole: int) -> dict[int, int]:
    """The pieces of a column by the set of boxes that hold them."""
    turns = [0] * (whole.bit_length() + 1)
    for place, box in enumerate(boxes):
        for start, end in _runs(box[column] & whole):
            turns[start] ^= 1 << place
            turns[end] ^= 1 << place
    found: dict[int, int] = {}
    holding = 0
    for piece in range(whole.bit_length()):
        holding ^= turns[piece]
        if whole >> piece & 1:
            found[holding] = found.get(holding, 0) | 1 << piece
    return found


class _Search:
    """Column by column: pieces that the same boxes hold are one; what is covered is not asked again."""

    def __init__(self, boxes: Sequence[Box], whole: Box, steps: int) -> None:
        self._whole, self._left = whole, steps
        self._alike = [_alike(boxes, column, size) for column, size in enumerate(whole)]
        self._full = [self._covering(boxes, column) for column in range(len(whole) + 1)]
        self._covered: set[tuple[int, int]] = set()

    def _covering(self, boxes: Sequence[Box], column: int) -> int:
        """The boxes that hold everything from ``column`` on."""
        rest = self._whole[column:]
        return sum(
            1 << place
            for place, box in enumerate(boxes)
            if all(not whole & ~mask for mask, whole in zip(box[column:], rest, strict=True))
        )

    def gaps(self, column: int, alive: int) -> Iterator[Box]:
        """What the boxes ``alive`` leave open from ``column`` on."""
        if not alive:
            yield self._whole[column:]
            return
        if alive & self._full[column] or (column, alive) in self._covered:
            return
        self._left -= 1 + len(self._alike[column])
        if self._left < 0:
            raise TooLarge
        empty = True
        for members, mask in self._groups(column, alive).items():
            for rest in self.gaps(column + 1, members):
                empty = False
                yield mask, *rest
        if empty:
            self._covered.add((column, alive))

    def _groups(self, column: int, alive: int) -> dict[int, int]:
        """The pieces of a column by which of ``alive`` hold them."""
        groups: dict[int, int] = {}
        for holding, mask in self._alike[column].items():
            members = holding & alive
            groups[members] = groups.get(members, 0) | mask
        return groups
