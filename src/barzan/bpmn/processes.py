"""From elements to values: one process with its nodes, flows and lanes, and what in it does not run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from barzan.bpmn.activities import activity, expression, mappings, work
from barzan.bpmn.events import SENDS, event, message
from barzan.bpmn.model import ACTIVITIES, EVENTS, Flow, Kind, Lane, Node, Process
from barzan.bpmn.names import (
    Element,
    bpmn,
    child,
    children,
    documentation_of,
    elements,
    local,
    name_of,
    text_of,
    truth,
    unqualified,
)
from barzan.bpmn.sentences import finding, warning
from barzan.bpmn.source import Source, default_of
from barzan.bpmn.subset import ABSTRACT, KEPT, NODES, PERFORMERS, REFUSED


def process_of(source: Source, element: Element) -> Process:
    """The values of one ``process`` element; what does not run goes to ``source.findings``."""
    if not element.get("id"):
        source.note(finding, "missing-id", element, what="process")
    lanes, places = _lanes(element)
    nodes: list[Node] = []
    flows: list[Flow] = []
    for name, each, container, lane in _flow_elements(element, places):
        if name == "sequenceFlow":
            flows.append(_flow(source, each, container))
        else:
            node = _node(source, name, each, container)
            if node is not None:
                nodes.append(_placed(node, places, lane))
    nodes = _whole(nodes, element.get("id", ""))
    known = {node.id: node.parent for node in nodes}
    return Process(
        id=element.get("id", ""),
        name=name_of(element),
        documentation=documentation_of(element),
        executable=truth(element.get("isExecutable"), default=True),
        nodes=tuple(nodes),
        flows=tuple(
            flow for flow in flows if known.get(flow.source) == known.get(flow.target) == flow.parent
        ),
        lanes=lanes,
    )


def _flow_elements(
    container: Element, places: dict[str, str], lane: str = ""
) -> Iterator[tuple[str, Element, Element, str]]:
    """All that flows in a process, in file order: name, element, what holds it, the lane that it inherits.

    What stands inside a subprocess that does not run is not looked at: one finding says it all.
    """
    for name, each in elements(container):
        yield name, each, container, lane
        if name == Kind.SUBPROCESS and not truth(each.get("triggeredByEvent")):
            yield from _flow_elements(each, places, places.get(each.get("id", ""), lane))


def _node(source: Source, name: str, element: Element, container: Element) -> Node | None:
    kind = _kind(source, name, element)
    if kind is None or not element.get("id"):
        return None
    values: dict[str, Any] = {}
    if kind in EVENTS:
        told = event(source, element, kind)
        if told is None:
            return None
        values = told
    elif kind in ACTIVITIES:
        values = activity(source, element, kind)
        if kind in (Kind.SEND, Kind.RECEIVE):
            values["message"] = message(source, element, kind, element)
        _performers(source, element)
    elif kind is Kind.EVENT_BASED and (
        truth(element.get("instantiate")) or element.get("eventGatewayType", "Exclusive") != "Exclusive"
    ):
        source.note(finding, "unsupported", element, **REFUSED["instantiate"].words)
    return Node(
        id=element.get("id"),
        kind=kind,
        parent=container.get("id", ""),
        name=name_of(element),
        documentation=documentation_of(element),
        default=default_of(element),
        inputs=() if kind in SENDS else mappings(element, "input"),
        outputs=mappings(element, "output"),
        **values,
    )


def _kind(source: Source, name: str, element: Element) -> Kind | None:
    """What the element is; None for what is no node or does not run."""
    if name in NODES and not (name == Kind.SUBPROCESS and truth(element.get("triggeredByEvent"))):
        if not element.get("id"):
            source.note(finding, "missing-id", element, what=name)
        return Kind(name)
    if name == ABSTRACT:
        source.note(warning, "abstract-task", element)
        return Kind.MANUAL
    reason = "eventSubProcess" if name == Kind.SUBPROCESS else name
    if reason in REFUSED:
        source.note(finding, "unsupported", element, **REFUSED[reason].words)
    elif name in PERFORMERS:
        source.note(warning, "performer", element, what=name)
    elif name not in KEPT and not _loop_of_container(name):
        words = {"what_fa": f"«{name}»", "what_en": f"a “{name}”"}
        why = {"why_fa": "در زیرمجموعهٔ منتشرشده نیست.", "why_en": "it is not in the published subset."}
        source.note(finding, "unsupported", element, **words, **why)
    return None


def _loop_of_container(name: str) -> bool:
    return name in ("standardLoopCharacteristics", "multiInstanceLoopCharacteristics", "artifact")


def _performers(source: Source, element: Element) -> None:
    if local(element) != Kind.SUBPROCESS:
        for each in children(element, *PERFORMERS):
            source.note(warning, "performer", element, what=local(each))


def _flow(source: Source, element: Element, container: Element) -> Flow:
    if not element.get("id"):
        source.note(finding, "missing-id", element, what="sequenceFlow")
    return Flow(
        id=element.get("id", ""),
        source=(element.get("sourceRef") or "").strip(),
        target=(element.get("targetRef") or "").strip(),
        parent=container.get("id", ""),
        name=name_of(element),
        condition=expression(source, element, child(element, "conditionExpression")),
    )


def _whole(nodes: list[Node], process: str) -> list[Node]:
    """The nodes whose subprocess and whose host are nodes too: values of a process always hold together."""
    known = {process} | {node.id for node in nodes if node.kind is Kind.SUBPROCESS}
    hosts = {node.id: node.parent for node in nodes if node.kind in ACTIVITIES}
    return [
        node
        for node in nodes
        if node.parent in known
        and (node.kind is not Kind.BOUNDARY or hosts.get(node.attached_to) == node.parent)
    ]


def _placed(node: Node, places: dict[str, str], inherited: str) -> Node:
    lane = places.get(node.id) or places.get(node.attached_to) or inherited
    return replace(node, lane=lane) if lane else node


def _lanes(element: Element) -> tuple[tuple[Lane, ...], dict[str, str]]:
    """The lanes, outer ones first, and for each node the innermost lane that names it."""
    lanes: list[Lane] = []
    places: dict[str, str] = {}
    for laneset in element.iter(bpmn("laneSet")):
        for lane in children(laneset, "lane"):
            _lane(lane, "", lanes, places)
    return tuple(lanes), places


def _lane(element: Element, parent: str, lanes: list[Lane], places: dict[str, str]) -> None:
    id_ = element.get("id", "")
    lanes.append(Lane(id_, name_of(element), work(element), parent))
    for each in children(element, "flowNodeRef"):
        places[unqualified(text_of(each))] = id_
    for laneset in children(element, "childLaneSet"):
        for lane in children(laneset, "lane"):
            _lane(lane, id_, lanes, places)
