"""Diagram data (BPMN DI) as values, from a file and into a file. Lengths are in px."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lxml import etree

from barzan.bpmn.names import BPMNDI, DC, DI, Element, truth, unqualified
from barzan.bpmn.placing import Bounds, Point

NAMESPACES = {"bpmndi": BPMNDI, "dc": DC, "di": DI}


@dataclass(frozen=True, slots=True)
class Shape:
    """Where an element lies; ``label`` and ``expanded`` only where the file says so."""

    element: str
    bounds: Bounds
    label: Bounds | None = None
    expanded: bool | None = None
    horizontal: bool | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    element: str
    points: tuple[Point, ...]
    label: Bounds | None = None


@dataclass(frozen=True, slots=True)
class Diagram:
    """One plane: what it is of, and its shapes and edges by the element that they draw."""

    plane: str
    shapes: dict[str, Shape] = field(default_factory=dict)
    edges: dict[str, Edge] = field(default_factory=dict)

    def frame(self, margin: float = 0.0) -> Bounds:
        """What holds all that is drawn, labels too, with a margin."""
        boxes = [shape.bounds for shape in self.shapes.values()]
        boxes += [shape.label for shape in self.shapes.values() if shape.label]
        boxes += [edge.label for edge in self.edges.values() if edge.label]
        points = [point for edge in self.edges.values() for point in edge.points]
        points += [point for box in boxes for point in ((box.x, box.y), (box.right, box.bottom))]
        left, top = (min((point[axis] for point in points), default=0.0) - margin for axis in (0, 1))
        right, bottom = (max((point[axis] for point in points), default=0.0) + margin for axis in (0, 1))
        return Bounds(left, top, right - left, bottom - top)

    def mirrored(self) -> Diagram:
        """The same drawn from right to left."""
        frame = self.frame()
        axis = frame.x + frame.right

        def turned(box: Bounds) -> Bounds:
            return replace(box, x=axis - box.right)

        shapes = {
            id_: replace(shape, bounds=turned(shape.bounds), label=shape.label and turned(shape.label))
            for id_, shape in self.shapes.items()
        }
        edges = {
            id_: replace(
                edge,
                points=tuple((axis - x, y) for x, y in edge.points),
                label=edge.label and turned(edge.label),
            )
            for id_, edge in self.edges.items()
        }
        return Diagram(self.plane, shapes, edges)


def diagrams_of(root: Element) -> tuple[Diagram, ...]:
    """The diagrams of a file, in file order; shapes without bounds and edges of one point are left out."""
    found = []
    for plane in root.iter(_tag("BPMNPlane")):
        diagram = Diagram(unqualified(plane.get("bpmnElement")))
        for each in plane.iter(_tag("BPMNShape")):
            bounds = _bounds(each)
            id_ = unqualified(each.get("bpmnElement"))
            if bounds is not None and id_:
                diagram.shapes[id_] = Shape(
                    id_,
                    bounds,
                    _label(each),
                    truth(each.get("isExpanded")) if "isExpanded" in each.attrib else None,
                    truth(each.get("isHorizontal")) if "isHorizontal" in each.attrib else None,
                )
        for each in plane.iter(_tag("BPMNEdge")):
            points = tuple(
                (_number(point, "x"), _number(point, "y")) for point in each.findall(f"{{{DI}}}waypoint")
            )
            id_ = unqualified(each.get("bpmnElement"))
            if len(points) > 1 and id_:
                diagram.edges[id_] = Edge(id_, points, _label(each))
        found.append(diagram)
    return tuple(found)


def draw(root: Element, diagram: Diagram) -> None:
    """Adds the diagram to the file."""
    number = len(root.findall(_tag("BPMNDiagram"))) + 1
    holder = etree.SubElement(root, _tag("BPMNDiagram"), nsmap=NAMESPACES)
    holder.set("id", f"BPMNDiagram_{number}")
    plane = etree.SubElement(holder, _tag("BPMNPlane"), id=f"BPMNPlane_{number}", bpmnElement=diagram.plane)
    for shape in diagram.shapes.values():
        element = etree.SubElement(plane, _tag("BPMNShape"))
        element.set("id", f"{shape.element}_di")
        element.set("bpmnElement", shape.element)
        if shape.expanded is not None:
            element.set("isExpanded", str(shape.expanded).lower())
        if shape.horizontal is not None:
            element.set("isHorizontal", str(shape.horizontal).lower())
        _put_bounds(element, shape.bounds)
        _put_label(element, shape.label)
    for edge in diagram.edges.values():
        element = etree.SubElement(plane, _tag("BPMNEdge"))
        element.set("id", f"{edge.element}_di")
        element.set("bpmnElement", edge.element)
        for x, y in edge.points:
            etree.SubElement(element, f"{{{DI}}}waypoint", x=_text(x), y=_text(y))
        _put_label(element, edge.label)


def _tag(name: str) -> str:
    return f"{{{BPMNDI}}}{name}"


def _bounds(element: Element) -> Bounds | None:
    found = element.find(f"{{{DC}}}Bounds")
    if found is None:
        return None
    x, y, width, height = (_number(found, name) for name in ("x", "y", "width", "height"))
    return Bounds(x, y, max(0.0, width), max(0.0, height))


def _label(element: Element) -> Bounds | None:
    label = element.find(_tag("BPMNLabel"))
    return None if label is None else _bounds(label)


def _number(element: Element, name: str) -> float:
    """A coordinate, held within what a picture can show; 0 for what is no number."""
    try:
        value = float(element.get(name, "0"))
    except ValueError:
        return 0.0
    return min(max(value, -1e6), 1e6) if value == value else 0.0


def _put_bounds(element: Element, bounds: Bounds) -> None:
    values = {name: _text(getattr(bounds, name)) for name in ("x", "y", "width", "height")}
    etree.SubElement(element, f"{{{DC}}}Bounds", **values)


def _put_label(element: Element, label: Bounds | None) -> None:
    if label is not None:
        _put_bounds(etree.SubElement(element, _tag("BPMNLabel")), label)


def _text(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
