"""What is to be laid out: the flow nodes of one process or subprocess with their sizes, and the flows. Pure.

Taken from the elements of the file rather than from the values, so that what does not run is drawn as well.
Lengths are in px.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from barzan.bpmn.measuring import LINE, label_width, wrapped
from barzan.bpmn.model import Kind
from barzan.bpmn.names import Element, children, elements, local
from barzan.bpmn.references import CONNECTABLE, CONTAINERS

TASK, TALL = 128.0, 80.0
EVENT, GATEWAY = 36.0, 50.0
LABEL, LABEL_LINES = 104.0, 3
GUEST = 72.0  # the part of its host's border that a boundary event needs
ALONE, BESIDE = 86.0, 54.0  # width of the label of a boundary event
FLOW_LABEL = 96.0
GAP = 5.0
LOOPS = ("standardLoopCharacteristics", "multiInstanceLoopCharacteristics")


@dataclass(frozen=True, slots=True)
class Guest:
    """A boundary event; ``lines`` are its label's."""

    id: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vertex:
    """A node to be placed. ``up``, ``down`` and ``aside`` are how far it reaches from its centre, labels and
    guests included; ``lines`` is a label outside the shape.
    """

    id: str
    tag: str
    width: float
    height: float
    lane: int = 0
    lines: tuple[str, ...] = ()
    guests: tuple[Guest, ...] = ()
    marked: bool = False  # with a marker at its foot

    @property
    def event(self) -> bool:
        return self.tag.endswith("Event")

    @property
    def gateway(self) -> bool:
        return self.tag.endswith("Gateway")

    @property
    def label(self) -> tuple[float, float]:
        """Width and height of the label outside."""
        return size_of(self.lines)

    @property
    def up(self) -> float:
        return self.height / 2 + (self.label[1] + GAP if self.gateway and self.lines else 0)

    @property
    def down(self) -> float:
        if self.guests:
            lines = max(len(guest.lines) for guest in self.guests)
            return self.height / 2 + EVENT / 2 + LINE * lines + GAP
        if self.gateway:
            return self.height / 2 + LINE + GAP  # room for the label of a flow that leaves below
        return self.height / 2 + (self.label[1] + GAP if self.event and self.lines else 0)

    @property
    def aside(self) -> float:
        return max(self.width, self.label[0]) / 2

    def aside_of(self, guest: str) -> float:
        """How far right of the middle the boundary event ``guest`` stands."""
        place = [each.id for each in self.guests].index(guest)
        return EVENT / 2 + 8 + place * GUEST - self.width / 2


@dataclass(frozen=True, slots=True)
class Link:
    """A sequence flow. ``guest`` is the boundary event that it leaves from; ``source`` is then its host."""

    id: str
    source: str
    target: str
    label: str = ""
    guest: str = ""


@dataclass(frozen=True, slots=True)
class Graph:
    """Vertices by id and links, both in file order. ``lanes`` is how many bands there are."""

    vertices: dict[str, Vertex]
    links: tuple[Link, ...]
    lanes: int = 1


def size_of(lines: tuple[str, ...]) -> tuple[float, float]:
    """Of a label, in px."""
    return max(map(label_width, lines), default=0.0), LINE * len(lines)


def graph_of(
    container: Element, lanes: Mapping[str, int], bands: int, inner: Mapping[str, tuple[float, float]]
) -> Graph:
    """The graph of ``container``: ``lanes`` has the band of each node, ``inner`` the size of what expanded
    subprocesses hold.
    """
    borders = children(container, Kind.BOUNDARY)
    hosts = {each.get("id", ""): each.get("attachedToRef", "") for each in borders}
    crowd = Counter(hosts.values())
    guests: dict[str, list[Guest]] = {}
    for element in borders:
        host = element.get("attachedToRef", "")
        lines = wrapped(element.get("name", ""), ALONE if crowd[host] == 1 else BESIDE, LABEL_LINES)
        guests.setdefault(host, []).append(Guest(element.get("id", ""), lines))
    vertices: dict[str, Vertex] = {}
    for name, element in elements(container):
        id_ = element.get("id", "")
        if name in CONNECTABLE and (name != Kind.BOUNDARY) and id_ and id_ not in vertices:
            vertices[id_] = _vertex(element, lanes.get(id_, 0), tuple(guests.get(id_, ())), inner.get(id_))
    links = []
    for element in children(container, "sequenceFlow"):
        source, target = element.get("sourceRef", ""), element.get("targetRef", "")
        host = hosts.get(source, source)
        if host in vertices and target in vertices:
            label = "".join(wrapped(element.get("name", ""), FLOW_LABEL, 1))
            guest = source if source in hosts else ""
            links.append(Link(element.get("id", ""), host, target, label, guest))
    return Graph(vertices, tuple(links), bands)


def _vertex(
    element: Element, lane: int, guests: tuple[Guest, ...], inner: tuple[float, float] | None
) -> Vertex:
    tag, id_ = local(element), element.get("id", "")
    marked = tag in CONTAINERS or bool(children(element, *LOOPS))
    if inner is not None:
        return Vertex(id_, tag, max(inner[0], GUEST * len(guests)), inner[1], lane, (), guests, marked)
    lines = wrapped(element.get("name", ""), LABEL, LABEL_LINES)
    if tag.endswith("Event"):
        return Vertex(id_, tag, EVENT, EVENT, lane, lines, guests)
    if tag.endswith("Gateway"):
        return Vertex(id_, tag, GATEWAY, GATEWAY, lane, lines, guests)
    return Vertex(id_, tag, max(TASK, GUEST * len(guests)), TALL, lane, (), guests, marked)
