"""What elements say of one another: ids that stand twice, links that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from barzan.bpmn.findings import Finding
from barzan.bpmn.model import ACTIVITIES, Kind
from barzan.bpmn.names import Element, bpmn, children, local, text_of, unqualified
from barzan.bpmn.sentences import finding, warning
from barzan.bpmn.source import MOST, Source, default_of
from barzan.bpmn.subset import ABSTRACT

CONTAINERS = ("subProcess", "transaction", "adHocSubProcess")
_CHOREOGRAPHY = ("choreographyTask", "subChoreography", "callChoreography")
HOSTS = frozenset(ACTIVITIES) | {ABSTRACT, *CONTAINERS}
CONNECTABLE = HOSTS | frozenset(Kind) | {"complexGateway", "implicitThrowEvent", *_CHOREOGRAPHY}


def identified(root: Element) -> tuple[dict[str, Element], list[Finding]]:
    """All elements with an id, by id; a finding for each id that stands twice (the diagram's too)."""
    by_id: dict[str, Element] = {}
    twice: list[Finding] = []
    for element in root.iter("{*}*"):
        id_ = element.get("id")
        if not id_ or not str(element.tag).startswith("{http://www.omg.org/spec/BPMN/"):
            continue
        if id_ in by_id and len(twice) >= MOST:
            continue
        if id_ in by_id:
            first = by_id[id_].sourceline or 0
            twice.append(finding("duplicate-id", id_, element.sourceline, first=first))
        else:
            by_id[id_] = element
    return by_id, twice


def demanded(root: Element) -> Iterator[Finding]:
    """Extensions that the file says must be understood."""
    for element in children(root, "extension"):
        if element.get("mustUnderstand") in ("true", "1"):
            yield finding("must-understand", "", element.sourceline, what=element.get("definition", "?")[:80])


def check(source: Source, process: Element) -> None:
    """Notes on ``source`` what is wrong with the links inside one process."""
    for element in process.iter("{*}*"):
        name = local(element)
        if name == "sequenceFlow":
            _flow(source, element)
        elif name == Kind.BOUNDARY:
            _boundary(source, element)
        elif name in CONNECTABLE:
            _node(source, element)
    _lanes(source, process)


def _flow(source: Source, flow: Element) -> None:
    ends = []
    for attribute in ("sourceRef", "targetRef"):
        name = (flow.get(attribute) or "").strip()
        end = source.by_id.get(name)
        if end is None:
            source.note(finding, "dangling", flow, attribute=attribute, what=name)
        elif local(end) not in CONNECTABLE:
            source.note(finding, "not-connectable", flow, attribute=attribute, what=name)
        else:
            ends.append(end.getparent())
    if len(ends) == 2 and (ends[0] is not ends[1] or ends[0] is not flow.getparent()):
        source.note(finding, "crosses-border", flow)


def _boundary(source: Source, element: Element) -> None:
    host = source.by_id.get((element.get("attachedToRef") or "").strip())
    if host is None or local(host) not in HOSTS or host.getparent() is not element.getparent():
        source.note(finding, "unattached", element)
    _links(source, element)


def _node(source: Source, element: Element) -> None:
    _links(source, element)
    default = default_of(element)
    if not default:
        return
    flow = source.by_id.get(default)
    if flow is None or local(flow) != "sequenceFlow":
        source.note(finding, "dangling", element, attribute="default", what=default)
    elif flow.get("sourceRef") != element.get("id"):
        source.note(finding, "default-elsewhere", element, what=default)


def _links(source: Source, element: Element) -> None:
    """``incoming`` and ``outgoing`` repeat what the flows say; the flows are believed."""
    for each in children(element, "incoming", "outgoing"):
        name = unqualified(text_of(each))
        if name not in source.by_id:
            source.note(warning, "dangling-mark", element, attribute=local(each), what=name)


def _lanes(source: Source, process: Element) -> None:
    seen: dict[str, Element] = {}
    for lane in process.iter(bpmn("lane")):
        for reference in children(lane, "flowNodeRef"):
            name = unqualified(text_of(reference))
            node = source.by_id.get(name)
            if node is None:
                source.note(finding, "dangling", lane, attribute="flowNodeRef", what=name)
            elif name in seen and not _around(seen[name], lane):
                first = str(seen[name].get("id", ""))
                source.note(finding, "two-lanes", node, first=first, what=str(lane.get("id", "")))
            seen[name] = lane


def _around(outer: Element, lane: Element) -> bool:
    return any(each is outer for each in lane.iterancestors(bpmn("lane"))) or outer is lane
