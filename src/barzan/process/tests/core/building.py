"""Small processes for tests, in few words."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from barzan.bpmn.findings import Severity
from barzan.bpmn.model import (
    Field,
    Flow,
    Kind,
    Lane,
    Message,
    Node,
    Process,
    Text,
    Timer,
    TimerKind,
    Trigger,
    Work,
)
from barzan.bpmn.model import Mapping as Assign
from barzan.process.core.checking import check

LANE = Lane("lane", Text("واحد", "Unit"), Work("unit"))
PROCESS = "process"


def node(kind: Kind, id: str, parent: str = PROCESS, **more: Any) -> Node:
    return Node(id, kind, parent, lane=LANE.id, **more)


def start(id: str = "start", parent: str = PROCESS, **more: Any) -> Node:
    return node(Kind.START, id, parent, **more)


def end(id: str = "end", parent: str = PROCESS, **more: Any) -> Node:
    return node(Kind.END, id, parent, **more)


def user(id: str, fields: str = "", parent: str = PROCESS, **more: Any) -> Node:
    asked = tuple(Field(name, Text(name, name)) for name in fields.split())
    return node(Kind.USER, id, parent, fields=asked, **more)


def script(id: str, result: str, text: str, parent: str = PROCESS, **more: Any) -> Node:
    return node(Kind.SCRIPT, id, parent, script=text, result=result, **more)


def exclusive(id: str, default: str = "", parent: str = PROCESS) -> Node:
    return node(Kind.EXCLUSIVE, id, parent, default=default)


def parallel(id: str, parent: str = PROCESS) -> Node:
    return node(Kind.PARALLEL, id, parent)


def inclusive(id: str, default: str = "", parent: str = PROCESS) -> Node:
    return node(Kind.INCLUSIVE, id, parent, default=default)


def subprocess(id: str, parent: str = PROCESS, **more: Any) -> Node:
    return node(Kind.SUBPROCESS, id, parent, **more)


def duration(value: str, kind: TimerKind = TimerKind.DURATION) -> dict[str, Any]:
    """What makes an event one of time."""
    return {"trigger": Trigger.TIMER, "timer": Timer(kind, value)}


def message(name: str, correlation: str = "", **payload: str) -> dict[str, Any]:
    """What makes an event one of messages."""
    held = Message(name, correlation, assigned(payload))
    return {"trigger": Trigger.MESSAGE, "message": held}


def boundary(id: str, host: str, parent: str = PROCESS, **more: Any) -> Node:
    return node(Kind.BOUNDARY, id, parent, attached_to=host, **more)


def assigned(pairs: Mapping[str, str]) -> tuple[Assign, ...]:
    return tuple(Assign(target, source) for target, source in pairs.items())


def process(
    *nodes: Node, flows: str, conditions: Mapping[str, str] | None = None, id: str = PROCESS
) -> Process:
    """``flows`` are chains of ids, parted by semicolons: ``"start a end; a b"``. A flow's id is ``a-b``."""
    asked, parents = conditions or {}, {each.id: each.parent for each in nodes}
    found: dict[str, Flow] = {}
    for chain in flows.split(";"):
        ids = chain.split()
        for source, target in pairwise(ids):
            name = f"{source}-{target}"
            found[name] = Flow(name, source, target, parents[source], condition=asked.get(name, ""))
    return Process(id, Text("فرایند", "Process"), nodes=nodes, flows=tuple(found.values()), lanes=(LANE,))


def codes(model, **known):
    return {(each.element, each.code) for each in check(model, **known)}


def errors(model, **known):
    return {(each.element, each.code) for each in check(model, **known) if each.severity is Severity.ERROR}


def chain(*nodes, extra="", **more):
    """Nodes one after the other between a start and an end."""
    ids = " ".join(each.id for each in nodes)
    return process(start(), *nodes, end(), flows=f"start {ids} end;{extra}", **more)
