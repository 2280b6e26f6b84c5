"""Rules as boxes over the pieces of the columns: which overlap, and what no box covers. Pure.

A box is a tuple of sets of pieces (as bits), one a column. The work is bounded: an iterator ends early with
``TooLarge``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_

Box = tuple[int, ...]

STEPS = 300_000


class TooLarge(Exception):
    """The table cannot be analysed within the bound of steps."""


def overlaps(boxes: Sequence[Box], whole: Box) -> Iterator[tuple[int, int, Box]]:
    """Pairs of places in ``boxes`` that share a piece in every column, and what they share."""
    index = [_by_piece(boxes, column, size) for column, size in enumerate(whole)]
    for first, box in enumerate(boxes):
        if not all(box):
            continue
        found = -1 << (first + 1)  # the places after it
        for column, mask in enumerate(box):
            found &= reduce(or_, (index[column][piece] for piece in bits(mask)), 0)
        for second in bits(found):
            yield first, second, tuple(a & b for a, b in zip(box, boxes[second], strict=True))


def uncovered(boxes: Sequence[Box], whole: Box, steps: int = STEPS) -> Iterator[Box]:
    """Boxes that together hold all of ``whole`` that no box of ``boxes`` covers; raises ``TooLarge``."""
    return _Search(boxes, whole, steps).gaps(0, (1 << len(boxes)) - 1)


def bits(mask: int) -> Iterator[int]:
    """The places of the bits of a set, the lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _by_piece(boxes: Sequence[Box], column: int, whole: int) -> list[int]:
    """For each piece of a column, the set of boxes that hold it."""
    found = [0] * whole.bit_length()
    for place, box in enumerate(boxes):
        for piece in bits(box[column] & whole):
            found[piece] |= 1 << place
    return found


class _Search:
    """Column by column: pieces that the same boxes hold are one; what is covered is not asked again."""

    def __init__(self, boxes: Sequence[Box], whole: Box, steps: int) -> None:
        self._whole, self._left = whole, steps
        self._index = [_by_piece(boxes, column, size) for column, size in enumerate(whole)]
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
        self._left -= 1
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
        for piece in bits(self._whole[column]):
            members = self._index[column][piece] & alive
            groups[members] = groups.get(members, 0) | 1 << piece
        return groups
