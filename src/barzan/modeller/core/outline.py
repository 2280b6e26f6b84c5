"""A process as a list of its elements in the order of the way through it: what the picture shows, readable by
everybody and by every device. Pure.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from barzan.bpmn.model import Flow, Kind, Lane, Node, Process, Text, Work


@dataclass(frozen=True, slots=True)
class Way:
    """A way on from a row: the flow's name and condition, and the number of the row it leads to (0 none)."""

    name: Text
    condition: str
    default: bool
    number: int


@dataclass(frozen=True, slots=True)
class Row:
    """One element: ``number`` counts from 1, ``depth`` is 1 within a subprocess, ``work`` who does it."""

    number: int
    node: Node
    depth: int
    lane: Lane | None
    work: Work
    ways: tuple[Way, ...]


def outline(process: Process) -> tuple[Row, ...]:
    """All nodes of the process, along the flows, those of a subprocess after it."""
    lanes = {lane.id: lane for lane in process.lanes}
    leaving: dict[str, list[Flow]] = {}
    for flow in process.flows:
        leaving.setdefault(flow.source, []).append(flow)
    ordered = list(_ordered(process, process.id, leaving))
    numbers = {node.id: number for number, (node, _) in enumerate(ordered, 1)}
    rows = []
    for node, depth in ordered:
        ways = tuple(
            Way(flow.name, flow.condition, flow.id == node.default, numbers.get(flow.target, 0))
            for flow in leaving.get(node.id, ())
        )
        lane = lanes.get(node.lane)
        rows.append(Row(numbers[node.id], node, depth, lane, _work(node, lane, lanes), ways))
    return tuple(rows)


def _work(node: Node, lane: Lane | None, lanes: dict[str, Lane]) -> Work:
    """Who works at a node: what it says itself, else the innermost lane around it that says something."""
    if node.work != Work():
        return node.work
    while lane is not None and lane.work == Work():
        lane = lanes.get(lane.parent)
    return lane.work if lane else Work()


def _ordered(
    process: Process, parent: str, leaving: dict[str, list[Flow]], depth: int = 0
) -> Iterator[tuple[Node, int]]:
    inside = {node.id: node for node in process.nodes if node.parent == parent}
    attached: dict[str, list[Node]] = {}
    for node in inside.values():
        if node.attached_to:
            attached.setdefault(node.attached_to, []).append(node)
    starts = [node for node in inside.values() if node.kind is Kind.START]
    seen: set[str] = set()
    todo = deque([*starts, *(node for node in inside.values() if not node.attached_to)])
    while todo:
        node = todo.popleft()
        if node.id in seen:
            continue
        seen.add(node.id)
        yield node, depth
        if node.kind is Kind.SUBPROCESS:
            yield from _ordered(process, node.id, leaving, depth + 1)
        following = [inside[flow.target] for flow in leaving.get(node.id, ()) if flow.target in inside]
        todo.extendleft(reversed([*attached.get(node.id, ()), *following]))
