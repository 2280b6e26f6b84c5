"""The lanes of a process as bands, one under another: each innermost lane is one band. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from barzan.bpmn.names import Element, children, text_of, unqualified


@dataclass(frozen=True, slots=True)
class Swimlane:
    """A lane, how many lanes are around it, and its bands: from ``first`` to before ``end``."""

    element: Element
    level: int
    first: int
    end: int


def swimlanes_of(process: Element) -> list[Swimlane]:
    """The lanes of the process itself, outer ones first; those of subprocesses are not drawn."""
    found: list[Swimlane] = []
    _walk(children(process, "laneSet"), 0, 0, found)
    return found


def bands_of(lanes: Iterable[Swimlane]) -> dict[str, int]:
    """The band of each node: that of its innermost lane, the first one inside where that has lanes itself."""
    return {
        unqualified(text_of(each)): lane.first
        for lane in lanes
        for each in children(lane.element, "flowNodeRef")
    }


def _walk(sets: list[Element], level: int, band: int, found: list[Swimlane]) -> int:
    """Appends the lanes of ``sets``, the first in ``band``; gives the band after the last."""
    for laneset in sets:
        for lane in children(laneset, "lane"):
            place = len(found)
            found.append(Swimlane(lane, level, band, band))
            end = max(_walk(children(lane, "childLaneSet"), level + 1, band, found), band + 1)
            found[place] = Swimlane(lane, level, band, end)
            band = end
    return band
