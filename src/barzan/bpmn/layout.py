"""Diagram data for processes that have none: lanes across, flows left to right, all lines at right angles.

Nothing that a file draws is moved. Coordinates are whole tenths of px.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from barzan.bpmn import asides
from barzan.bpmn.document import Document, of_tree
from barzan.bpmn.findings import Refused
from barzan.bpmn.geometry import Diagram, Edge, Shape, draw
from barzan.bpmn.graph import graph_of
from barzan.bpmn.measuring import LINE, width
from barzan.bpmn.model import BPMN
from barzan.bpmn.names import Element, bpmn, children, local, unqualified
from barzan.bpmn.placing import Bounds, Drawing, Point, drawing_of
from barzan.bpmn.references import CONNECTABLE, CONTAINERS
from barzan.bpmn.sentences import finding
from barzan.bpmn.swimlanes import Swimlane, bands_of, swimlanes_of

HEADER = 30.0  # the strip with the name of a pool or lane, as in bpmn-js
LEFT, TOP = 160.0, 80.0
INSET, TITLE = 16.0, 26.0  # round what an expanded subprocess holds
LANE = 120.0
APART = 60.0
MESSAGES = (0.0, 9.0, -9.0, 18.0, -18.0)
MOST = 3_000  # of what is drawn in a file; nobody reads a larger picture
DRAWABLE = (*CONNECTABLE, "sequenceFlow", "messageFlow", "participant", "lane", "association", *asides.TAGS)
CLOSED = 60.0  # a pool whose process is not told


def laid_out(document: Document) -> Document:
    """``document`` with a diagram of each process that is not drawn yet; itself where all are.

    A process with lanes gets a pool (a participant) where it has none: tools draw lanes in pools only.
    Raises Refused for a file with more than ``MOST`` nodes, flows and lanes.
    """
    drawn = document.drawn
    undrawn = [
        element
        for element in children(document.tree.getroot(), "process")
        if element.get("id") and not _nodes(element) & drawn and _nodes(element)
    ]
    if not undrawn:
        return document
    if sum(1 for _ in document.tree.getroot().iter(*map(bpmn, DRAWABLE))) > MOST:
        first = undrawn[0]
        raise Refused([finding("too-large-to-draw", first.get("id"), first.sourceline, most=MOST)])
    tree = deepcopy(document.tree)
    root = tree.getroot()
    ids = {element.get("id") for element in undrawn}
    pooled = _pooled(root, ids) if not drawn else []
    if pooled:
        draw(root, _collaboration(root, pooled, ids))
    covered = {unqualified(each.get("processRef")) for each in pooled}
    for element in children(root, "process"):
        if element.get("id") in ids - covered:
            canvas = _Canvas(Diagram(element.get("id")))
            canvas.process(element, LEFT, TOP)
            draw(root, canvas.diagram)
    return of_tree(tree)


def _nodes(process: Element) -> set[str]:
    """All flow nodes of a process."""
    flows = process.iter(bpmn("sequenceFlow"))
    found = {end for flow in flows for end in (flow.get("sourceRef"), flow.get("targetRef")) if end}
    return found | {each.get("id") for each in process if local(each) and each.get("id")}


def _pooled(root: Element, ids: set[str]) -> list[Element]:
    """The participants of the file; made where a process with lanes has none."""
    found = list(root.iter(bpmn("participant")))
    known = {unqualified(each.get("processRef")) for each in found}
    for process in children(root, "process"):
        id_ = process.get("id")
        if id_ in ids - known and process.find(f"{bpmn('laneSet')}/{bpmn('lane')}") is not None:
            found.append(_participant(root, process))
    return found


def _participant(root: Element, process: Element) -> Element:
    collaboration = root.find(bpmn("collaboration"))
    if collaboration is None:
        collaboration = etree.Element(bpmn("collaboration"), nsmap={"bpmn": BPMN})
        collaboration.set("id", f"Collaboration_{process.get('id')}")
        root.insert(root.index(process), collaboration)
    participant = etree.Element(bpmn("participant"), id=f"Participant_{process.get('id')}")
    if process.get("name"):
        participant.set("name", process.get("name"))
    participant.set("processRef", process.get("id"))
    collaboration.insert(len(children(collaboration, "participant")), participant)
    return participant


def _collaboration(root: Element, participants: list[Element], ids: set[str]) -> Diagram:
    """All pools one under another, as wide as the widest, and the messages between them."""
    canvas = _Canvas(Diagram(participants[0].getparent().get("id", "")))
    processes = {each.get("id"): each for each in children(root, "process")}
    y = TOP
    for participant in participants:
        process = processes.get(unqualified(participant.get("processRef")))
        y = canvas.pool(participant, process, y) + APART
    canvas.widen()
    for collaboration in root.iter(bpmn("collaboration")):
        for flow in children(collaboration, "messageFlow"):
            canvas.message(flow)
    return canvas.diagram


@dataclass(slots=True)
class _Canvas:
    """A diagram while it is filled."""

    diagram: Diagram
    pools: list[str] = field(default_factory=list)
    lanes: set[str] = field(default_factory=set)
    messages: int = -1

    def process(self, process: Element, x: float, y: float, headed: bool = False) -> Bounds:
        """Draws a process with its corner at ``x``, ``y``; gives what it takes up."""
        lanes = swimlanes_of(process)
        depth = max((lane.level + 1 for lane in lanes), default=0)
        count = max((lane.end for lane in lanes), default=1)
        drawing = _drawn(process, bands_of(lanes), count, _least(lanes))
        asides.put(process, drawing)
        start = x + HEADER * (depth + headed)
        whole = Bounds(x, y, start - x + drawing.width, drawing.height)
        for lane in lanes:
            self._lane(lane, drawing, whole, x + HEADER * headed)
        self._take(drawing, start, y)
        return whole

    def pool(self, participant: Element, process: Element | None, y: float) -> float:
        """Draws a pool; gives its bottom."""
        id_ = participant.get("id", "")
        self.pools.append(id_)
        if process is None or not _nodes(process):
            self.diagram.shapes[id_] = Shape(id_, Bounds(LEFT, y, 600.0, CLOSED), horizontal=True)
            return y + CLOSED
        self.diagram.shapes[id_] = Shape(id_, Bounds(LEFT, y, 0.0, 0.0), horizontal=True)
        whole = self.process(process, LEFT, y, headed=True)
        self.diagram.shapes[id_] = Shape(id_, whole, horizontal=True)
        return whole.bottom

    def widen(self) -> None:
        """Makes all pools and their lanes end on one line."""
        end = max(self.diagram.shapes[id_].bounds.right for id_ in self.pools)
        ends = {self.diagram.shapes[id_].bounds.right for id_ in self.pools}
        for id_, shape in self.diagram.shapes.items():
            box = shape.bounds
            if box.right in ends and (id_ in self.pools or id_ in self.lanes):
                wide = Bounds(box.x, box.y, end - box.x, box.height)
                self.diagram.shapes[id_] = Shape(id_, wide, horizontal=True)

    def message(self, flow: Element) -> None:
        """A message between two pools: down, across between them, down."""
        ends = [self.diagram.shapes.get(unqualified(flow.get(name))) for name in ("sourceRef", "targetRef")]
        if ends[0] is None or ends[1] is None:
            return
        one, other = ends[0].bounds, ends[1].bounds
        down = one.y < other.y
        x, y = one.middle[0], one.bottom if down else one.y
        goal_x, goal_y = other.middle[0], other.y if down else other.bottom
        if ends[0].element in self.pools:
            x = goal_x
        if ends[1].element in self.pools:
            goal_x = x
        between = self._between(goal_y if down else y) + self._turn()
        points: tuple[Point, ...] = ((x, y), (goal_x, goal_y))
        if x != goal_x:
            points = ((x, y), (x, between), (goal_x, between), (goal_x, goal_y))
        id_ = flow.get("id", "")
        self.diagram.edges[id_] = Edge(id_, points)

    def _between(self, y: float) -> float:
        """The middle of the gap between pools above ``y``."""
        tops = [self.diagram.shapes[id_].bounds.y for id_ in self.pools]
        return max((top for top in tops if top <= y), default=y) - APART / 2

    def _turn(self) -> float:
        """Each message its own height in the gap: the middle, then below and above it by turns."""
        self.messages += 1
        return MESSAGES[self.messages % len(MESSAGES)]

    def _lane(self, lane: Swimlane, drawing: Drawing, whole: Bounds, left: float) -> None:
        id_ = lane.element.get("id")
        if not id_:
            return
        top, bottom = drawing.bands[lane.first], drawing.bands[lane.end]
        x = left + HEADER * lane.level
        self.lanes.add(id_)
        box = Bounds(x, whole.y + top, whole.right - x, bottom - top)
        self.diagram.shapes[id_] = Shape(id_, box, horizontal=True)

    def _take(self, drawing: Drawing, x: float, y: float) -> None:
        moved = Drawing()
        moved.put(drawing, x, y)
        for id_, bounds in moved.shapes.items():
            expanded = True if id_ in moved.expanded else None
            self.diagram.shapes[id_] = Shape(id_, bounds, moved.labels.get(id_), expanded)
        for id_, points in moved.lines.items():
            self.diagram.edges[id_] = Edge(id_, points, moved.labels.get(id_))


def _least(lanes: list[Swimlane]) -> float:
    """How high a lane must be for its name, which stands upright beside it in at most two lines."""
    longest = max((width(lane.element.get("name", "")) for lane in lanes), default=0.0)
    return max(LANE, min(longest, 200.0) + LINE) if lanes else 0.0


def _drawn(container: Element, lanes: dict[str, int], bands: int, least: float) -> Drawing:
    """The drawing of a process or subprocess with all that its subprocesses hold."""
    inner = {
        each.get("id", ""): _drawn(each, {}, 1, 0.0)
        for each in children(container, *CONTAINERS)
        if each.get("id") and graph_of(each, {}, 1, {}).vertices
    }
    sizes = {id_: (each.width + 2 * INSET, each.height + TITLE + INSET) for id_, each in inner.items()}
    drawing = drawing_of(graph_of(container, lanes, bands, sizes), least)
    for id_, each in inner.items():
        box = drawing.shapes[id_]
        drawing.expanded.add(id_)
        drawing.put(each, box.x + (box.width - each.width) / 2, box.y + TITLE)
    return drawing
