"""A machine that matches a program against a text, every step paid for.

A program is what ``patterns`` makes of a regular expression. The machine goes back over its choices with a
stack of its own: no recursion, and a pattern that goes back without end spends its budget instead of the day.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Charge = Callable[[int], None]
CharTest = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Set:
    """One character for which ``test`` is true."""

    test: CharTest


@dataclass(frozen=True, slots=True)
class Split:
    """Go on at ``first``; when that fails, at ``second``."""

    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Jump:
    to: int


@dataclass(frozen=True, slots=True)
class Save:
    """Remember the place in ``slot``: the ends of groups, the begin of a loop's round."""

    slot: int


@dataclass(frozen=True, slots=True)
class Moved:
    """Go on only if the text has moved since ``slot``: a round of a loop that took nothing is the last."""

    slot: int


@dataclass(frozen=True, slots=True)
class Edge:
    """``^`` or, at the end, ``$``; ``lines``: of every line."""

    end: bool
    lines: bool


@dataclass(frozen=True, slots=True)
class Again:
    """What group ``number`` took, once more."""

    number: int
    same: Callable[[str, str], bool]


Step = Set | Split | Jump | Save | Moved | Edge | Again


@dataclass(frozen=True, slots=True)
class Program:
    """``slots``: two for every group, then one for every loop."""

    steps: tuple[Step, ...]
    groups: int
    slots: int

    def search(self, text: str, start: int, charge: Charge) -> Sequence[int] | None:
        """The ends of the first match from ``start`` on: slots 0 and 1 of the whole, 2 and 3 of group one …

        A group that took no part has -1.
        """
        for place in range(start, len(text) + 1):
            if found := self._match(text, place, charge):
                return found
        return None

    def _match(self, text: str, place: int, charge: Charge) -> list[int] | None:
        steps, slots = self.steps, [-1] * self.slots
        slots[0] = place
        # A choice is (step, place); a slot to be put back is (-1 - slot, value).
        stack: list[tuple[int, int]] = []
        at, done = 0, 0
        while at < len(steps):
            done += 1
            if not done & 63:
                charge(32)
            step = steps[at]
            kind = type(step)
            if kind is Set:
                if place < len(text) and step.test(text[place]):  # type: ignore[union-attr]
                    place, at = place + 1, at + 1
                    continue
                at = -1
            elif kind is Split:
                stack.append((step.second, place))  # type: ignore[union-attr]
                at = step.first  # type: ignore[union-attr]
            elif kind is Jump:
                at = step.to  # type: ignore[union-attr]
            else:
                at, place = _other(step, at, place, text, slots, stack)
            if at < 0:
                if (back := _back(stack, slots)) is None:
                    charge(1 + (done & 63) // 2)
                    return None
                at, place = back
        charge(1 + (done & 63) // 2)
        slots[1] = place
        return slots


def _other(
    step: Step, at: int, place: int, text: str, slots: list[int], stack: list[tuple[int, int]]
) -> tuple[int, int]:
    """The steps that are seldom; -1 for one that fails."""
    if isinstance(step, Save):
        stack.append((-1 - step.slot, slots[step.slot]))
        slots[step.slot] = place
        return at + 1, place
    if isinstance(step, Moved):
        return (at + 1 if place != slots[step.slot] else -1), place
    if isinstance(step, Edge):
        return (at + 1 if _at_edge(step, text, place) else -1), place
    assert isinstance(step, Again)  # noqa: S101  (the union has no other)
    begin, end = slots[2 * step.number], slots[2 * step.number + 1]
    wanted = text[begin:end] if begin >= 0 <= end else ""
    taken = text[place : place + len(wanted)]
    return (at + 1, place + len(wanted)) if step.same(wanted, taken) else (-1, place)


def _at_edge(edge: Edge, text: str, place: int) -> bool:
    if edge.end:
        return place == len(text) or (edge.lines and text[place] == "\n")
    return place == 0 or (edge.lines and text[place - 1] == "\n")


def _back(stack: list[tuple[int, int]], slots: list[int]) -> tuple[int, int] | None:
    """The last open choice; slots that were written since are put back."""
    while stack:
        step, value = stack.pop()
        if step >= 0:
            return step, value
        slots[-1 - step] = value
    return None
