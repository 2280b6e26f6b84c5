"""The picture of a process as SVG: BPMN as people know it, Persian labels, classes in place of colours.

The stylesheet is ``process/static/process/picture.css``. What each element is stands in its ``title``; the
whole has a title and a description, and ``words`` tells the same as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from lxml import etree

from barzan.bpmn.document import Document
from barzan.bpmn.geometry import Diagram, Edge, Shape, diagrams_of
from barzan.bpmn.glyphs import CAUGHT, GATEWAYS, MARKERS, TASKS, THROWN, Glyph
from barzan.bpmn.layout import laid_out
from barzan.bpmn.measuring import LINE, SIZE, width, wrapped
from barzan.bpmn.names import Element, children, elements, extension, local, text_of, truth
from barzan.bpmn.placing import Bounds, Point
from barzan.bpmn.references import identified
from barzan.bpmn.titles import title_of

SVG = "http://www.w3.org/2000/svg"
MARGIN = 16.0
HEADER = 30.0
ROUND = 10.0
CONTAINERS = ("subProcess", "transaction", "adHocSubProcess")
DATA = ("dataObjectReference", "dataStoreReference", "dataInput", "dataOutput", "dataObject")


def svg(
    document: Document,
    process_id: str = "",
    language: str = "fa",
    marks: Mapping[str, str] | None = None,
    *,
    mirrored: bool = False,
) -> str:
    """The picture of the process ``process_id`` (the first diagram without one), laid out where it has none.

    ``marks`` adds CSS classes to elements by id. ``mirrored`` draws from right to left. Raises KeyError for a
    process that the file does not hold or that has nothing to draw.
    """
    document = laid_out(document)
    root = document.tree.getroot()
    by_id, _ = identified(root)
    diagram = _diagram(diagrams_of(root), by_id, process_id)
    picture = _Picture(diagram, by_id, language, marks or {}, mirrored)
    return picture.drawn(_title(by_id, diagram, process_id, language))


def _diagram(diagrams: Iterable[Diagram], by_id: Mapping[str, Element], process_id: str) -> Diagram:
    """The diagram that draws most of the process."""
    found = [each for each in diagrams if each.shapes]
    if process_id:
        inside = {each.get("id") for each in by_id[process_id].iter("{*}*")}
        found = [each for each in found if inside & each.shapes.keys()]
        found.sort(key=lambda each: -len(inside & each.shapes.keys()))
    if not found:
        raise KeyError(process_id)
    return found[0]


def _title(by_id: Mapping[str, Element], diagram: Diagram, process_id: str, language: str) -> str:
    element = by_id.get(process_id or diagram.plane)
    named = _named(element, language) if element is not None else ""
    if not named and element is not None:
        named = next(filter(None, (_named(each, language) for each in children(element, "participant"))), "")
    return named or ("Process" if language.startswith("en") else "فرایند")


def _named(element: Element, language: str) -> str:
    told = extension(element, "name")
    english = told.get("en", "") if told is not None and language.startswith("en") else ""
    return str(english or element.get("name") or "")


class _Picture:
    def __init__(
        self,
        diagram: Diagram,
        by_id: Mapping[str, Element],
        language: str,
        marks: Mapping[str, str],
        mirrored: bool,
    ) -> None:
        self.by_id, self.language, self.marks = by_id, language, marks
        self.left, self.top, self.right, self.bottom = _frame(diagram)
        self.diagram = _mirrored(diagram, self.left + self.right) if mirrored else diagram
        self.root = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG})

    def drawn(self, title: str) -> str:
        wide, high = self.right - self.left, self.bottom - self.top
        english = self.language.startswith("en")
        self.root.set("class", "bpmn-picture")
        self.root.set("viewBox", f"{self.left:g} {self.top:g} {wide:g} {high:g}")
        self.root.set("width", f"{wide:g}")
        self.root.set("height", f"{high:g}")
        self.root.set("role", "img")
        self.root.set("lang", "en" if english else "fa")
        self.root.set("direction", "ltr" if english else "rtl")
        etree.SubElement(self.root, _tag("title")).text = title
        etree.SubElement(self.root, _tag("desc")).text = self._description(english)
        self._arrows()
        shapes = sorted(self.diagram.shapes.values(), key=lambda each: _depth(self.by_id.get(each.element)))
        under = [
            each for each in shapes if self._tag_of(each.element) in ("participant", "lane", *CONTAINERS)
        ]
        over = [each for each in shapes if each not in under]
        for shape in under:
            self._shape(shape)
        for edge in self.diagram.edges.values():
            self._edge(edge)
        for shape in over:
            self._shape(shape)
        return str(etree.tostring(self.root, encoding="unicode"))

    def _description(self, english: bool) -> str:
        tags = [self._tag_of(id_) for id_ in self.diagram.shapes]
        tasks = sum(tag.endswith("Task") or tag == "task" for tag in tags)
        gateways = sum(tag.endswith("Gateway") for tag in tags)
        lanes = tags.count("lane")
        if english:
            return f"A flow from left to right: {tasks} tasks, {gateways} gateways, {lanes} lanes."
        return f"جریان کار از چپ به راست: {tasks} کار، {gateways} دروازه، {lanes} خط."

    def _arrows(self) -> None:
        defs = etree.SubElement(self.root, _tag("defs"))
        for name, d in (("flow", "M0 0L9 4.500L0 9Z"), ("message", "M0 .5L8.500 4.500L0 8.500Z")):
            marker = etree.SubElement(defs, _tag("marker"), id=f"bpmn-{name}")
            for key, value in (("refX", "9"), ("refY", "4.5"), ("markerWidth", "9"), ("markerHeight", "9")):
                marker.set(key, value)
            marker.set("orient", "auto-start-reverse")
            marker.set("markerUnits", "userSpaceOnUse")
            etree.SubElement(marker, _tag("path"), {"d": d, "class": f"bpmn-arrow bpmn-arrow-{name}"})

    # --- elements ---

    def _group(self, id_: str, *classes: str) -> Element:
        """The group of one element: its classes, its id, what it is."""
        element = self.by_id.get(id_)
        tag = self._tag_of(id_)
        names = ["bpmn-element", f"bpmn-{tag}" if tag else "", *classes, self.marks.get(id_, "")]
        group = etree.SubElement(self.root, _tag("g"), {"class": " ".join(filter(None, names))})
        group.set("data-id", id_)
        if element is not None:
            title = title_of(element, _named(element, self.language), self.language)
            if title:
                etree.SubElement(group, _tag("title")).text = title
        return group

    def _tag_of(self, id_: str) -> str:
        element = self.by_id.get(id_)
        return "" if element is None else local(element)

    def _shape(self, shape: Shape) -> None:
        element = self.by_id.get(shape.element)
        if element is None:
            return
        tag = local(element)
        if tag in ("participant", "lane"):
            self._pool(shape, element)
        elif tag.endswith("Event"):
            self._event(shape, element, tag)
        elif tag.endswith("Gateway"):
            self._gateway(shape, element, tag)
        elif tag in DATA:
            self._data(shape, element, tag)
        elif tag == "textAnnotation":
            self._annotation(shape, element)
        elif tag == "group":
            _rectangle(self._group(shape.element), shape.bounds, ROUND)
        elif tag:
            self._activity(shape, element, tag)

    def _pool(self, shape: Shape, element: Element) -> None:
        box = shape.bounds
        group = self._group(shape.element)
        _rectangle(group, box, 0)
        inside = [
            each for each in self.diagram.shapes.values() if each is not shape and _within(each.bounds, box)
        ]
        name = _named(element, self.language)
        if not inside and local(element) == "participant":
            _text(group, wrapped(name, box.width - 20, 2), box.middle)
            return
        if not shape.horizontal:
            _rectangle(group, replace(box, height=HEADER), 0, "bpmn-header")
            _text(group, wrapped(name, box.width - 8, 1), (box.middle[0], box.y + HEADER / 2))
            return
        _rectangle(group, replace(box, width=HEADER), 0, "bpmn-header")
        at = (box.x + HEADER / 2, box.middle[1])
        lines = wrapped(name, box.height - 12, 2, SIZE - 1)
        _text(group, lines, at, "bpmn-label bpmn-upright", turned=True)

    def _event(self, shape: Shape, element: Element, tag: str) -> None:
        quiet = not truth(element.get("cancelActivity"), True) or not truth(
            element.get("isInterrupting"), True
        )
        group = self._group(shape.element, "bpmn-quiet" if quiet else "")
        x, y = shape.bounds.middle
        radius = min(shape.bounds.width, shape.bounds.height) / 2
        _circle(group, x, y, radius, "bpmn-shape")
        if tag in ("intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"):
            _circle(group, x, y, radius - 3, "bpmn-ring")
        definitions = [name for name, _ in elements(element) if name.endswith("ventDefinition")]
        definitions += ["several"] * len(children(element, "eventDefinitionRef"))
        name = "several" if len(definitions) > 1 else "".join(definitions)
        glyphs = THROWN if tag in ("endEvent", "intermediateThrowEvent") else CAUGHT
        _glyph(group, glyphs.get(name, ()), x, y, radius / 18)
        self._outside(group, shape, element)

    def _gateway(self, shape: Shape, element: Element, tag: str) -> None:
        group = self._group(shape.element)
        box = shape.bounds
        (x, y), half, tall = box.middle, box.width / 2, box.height / 2
        d = f"M{x:g} {box.y:g}L{x + half:g} {y:g}L{x:g} {y + tall:g}L{x - half:g} {y:g}Z"
        etree.SubElement(group, _tag("path"), {"d": d, "class": "bpmn-shape"})
        _glyph(group, GATEWAYS.get(tag, ()), x, y, box.width / 50)
        self._outside(group, shape, element)

    def _activity(self, shape: Shape, element: Element, tag: str) -> None:
        box = shape.bounds
        opened = tag in CONTAINERS and self._opened(shape, element)
        group = self._group(shape.element, "bpmn-open" if opened else "")
        if truth(element.get("triggeredByEvent")):
            group.set("class", f"{group.get('class')} bpmn-dotted")
        _rectangle(group, box, ROUND)
        if tag == "transaction":
            _rectangle(
                group, Bounds(box.x + 3, box.y + 3, box.width - 6, box.height - 6), ROUND - 3, "bpmn-ring"
            )
        glyph = TASKS.get(tag, ())
        if glyph:
            _glyph(group, glyph, box.x + 15, box.y + 15, 1)
        markers = _markers(element, tag, opened)
        for place, marker in enumerate(markers):
            at = box.middle[0] + 18 * (place - (len(markers) - 1) / 2)
            _glyph(group, MARKERS[marker], at, box.bottom - 10, 1)
        name = _named(element, self.language)
        if opened:
            _text(group, wrapped(name, box.width - 24, 1), (box.middle[0], box.y + 14))
            return
        room = box.height - (14 if markers else 4) - (10 if glyph else 0)
        lines = wrapped(name, box.width - 14, max(1, int(room // LINE)))
        down = (7 if glyph and len(lines) > 2 else 3 if glyph else 0) - (7 if markers else 0)
        _text(group, lines, (box.middle[0], box.middle[1] + down))

    def _opened(self, shape: Shape, element: Element) -> bool:
        """Whether what a subprocess holds is drawn inside it."""
        return shape.expanded and any(each.get("id") in self.diagram.shapes for _, each in elements(element))

    def _data(self, shape: Shape, element: Element, tag: str) -> None:
        group, box = self._group(shape.element), shape.bounds
        if tag == "dataStoreReference":
            d = (
                f"M{box.x:g} {box.y + 7:g}V{box.bottom - 7:g}a{box.width / 2:g} 7 0 0 0 {box.width:g} 0"
                f"V{box.y + 7:g}a{box.width / 2:g} 7 0 0 0 {-box.width:g} 0a{box.width / 2:g} 7 0 0 0 {box.width:g} 0"
            )
        else:
            fold = min(12.0, box.width / 3)
            d = (
                f"M{box.x:g} {box.y:g}H{box.right - fold:g}L{box.right:g} {box.y + fold:g}V{box.bottom:g}"
                f"H{box.x:g}ZM{box.right - fold:g} {box.y:g}V{box.y + fold:g}H{box.right:g}"
            )
        etree.SubElement(group, _tag("path"), {"d": d, "class": "bpmn-shape"})
        self._outside(group, shape, element)

    def _annotation(self, shape: Shape, element: Element) -> None:
        group, box = self._group(shape.element), shape.bounds
        d = f"M{box.right - 10:g} {box.y:g}H{box.right:g}V{box.bottom:g}H{box.right - 10:g}"
        etree.SubElement(group, _tag("path"), {"d": d, "class": "bpmn-bracket"})
        text = "".join(text_of(each) for each in children(element, "text"))
        lines = wrapped(text, box.width - 12, max(1, int(box.height // LINE)))
        _text(group, lines, box.middle)

    def _outside(self, group: Element, shape: Shape, element: Element) -> None:
        """The label of an event, a gateway or a data object: where the file puts it, else below."""
        name = _named(element, self.language)
        if not name:
            return
        box = shape.label
        room = max(104.0, box.width if box else 0.0)
        lines = wrapped(name, room, 3)
        x, y = shape.bounds.middle[0], shape.bounds.bottom + 5 + LINE * len(lines) / 2
        if box is not None:
            x, y = box.middle
        _text(group, lines, (x, y))

    def _edge(self, edge: Edge) -> None:
        element = self.by_id.get(edge.element)
        if element is None:
            return
        group = self._group(edge.element)
        path = etree.SubElement(group, _tag("path"), {"d": _rounded(edge.points), "class": "bpmn-edge"})
        tag = local(element)
        if tag == "sequenceFlow":
            path.set("marker-end", "url(#bpmn-flow)")
            self._start_of(group, edge, element)
        elif tag == "messageFlow":
            path.set("marker-end", "url(#bpmn-message)")
            _circle(group, *edge.points[0], 3.5, "bpmn-shape")
        elif tag.startswith("data"):
            path.set("marker-end", "url(#bpmn-message)")
        name = _named(element, self.language)
        if name:
            self._flow_label(group, edge, name)

    def _start_of(self, group: Element, edge: Edge, element: Element) -> None:
        """The stroke of a default flow; the diamond of a condition that leaves an activity."""
        source = self.by_id.get(element.get("sourceRef", ""))
        (x, y), (to_x, to_y) = edge.points[0], edge.points[1]
        length = max(1.0, ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5)
        along = ((to_x - x) / length, (to_y - y) / length)
        if source is not None and source.get("default") == element.get("id"):
            at = (x + 9 * along[0], y + 9 * along[1])
            slope = (along[0] - along[1], along[1] + along[0])
            d = (
                f"M{at[0] - 4 * slope[0]:.1f} {at[1] - 4 * slope[1]:.1f}"
                f"L{at[0] + 4 * slope[0]:.1f} {at[1] + 4 * slope[1]:.1f}"
            )
            etree.SubElement(group, _tag("path"), {"d": d, "class": "bpmn-edge"})

    def _flow_label(self, group: Element, edge: Edge, name: str) -> None:
        if edge.label is not None:
            lines = wrapped(name, max(96.0, edge.label.width), 2)
            _text(group, lines, edge.label.middle, "bpmn-label bpmn-flow-label")
            return
        (x, y), (to_x, to_y) = edge.points[0], edge.points[1]
        half = width(name) / 2 + 6
        if abs(to_x - x) >= abs(to_y - y):
            at = (x + half * (1 if to_x > x else -1), y - LINE / 2)
        else:
            at = (x + half, y + LINE * (1 if to_y > y else -1))
        _text(group, wrapped(name, 96, 2), at, "bpmn-label bpmn-flow-label")


def _markers(element: Element, tag: str, opened: bool) -> list[str]:
    found = ["loop"] if children(element, "standardLoopCharacteristics") else []
    for several in children(element, "multiInstanceLoopCharacteristics"):
        found.append("sequential" if truth(several.get("isSequential")) else "parallel")
    if truth(element.get("isForCompensation")):
        found.append("compensation")
    if tag == "adHocSubProcess":
        found.append("adhoc")
    if tag in CONTAINERS and not opened:
        found.append("closed")
    return found


def _frame(diagram: Diagram) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of all that is drawn, with a margin."""
    boxes = [shape.bounds for shape in diagram.shapes.values()]
    boxes += [each.label for each in (*diagram.shapes.values(), *diagram.edges.values()) if each.label]
    points = [point for edge in diagram.edges.values() for point in edge.points]
    xs = [box.x for box in boxes] + [box.right for box in boxes] + [x for x, _ in points]
    ys = [box.y for box in boxes] + [box.bottom for box in boxes] + [y for _, y in points]
    return min(xs) - MARGIN, min(ys) - MARGIN, max(xs) + MARGIN, max(ys) + MARGIN


def _mirrored(diagram: Diagram, axis: float) -> Diagram:
    """The same drawn from right to left: ``axis`` is the sum of the left and the right end."""

    def turned(box: Bounds | None) -> Bounds | None:
        return box and replace(box, x=axis - box.right)

    return Diagram(
        diagram.plane,
        {
            id_: replace(
                shape, bounds=replace(shape.bounds, x=axis - shape.bounds.right), label=turned(shape.label)
            )
            for id_, shape in diagram.shapes.items()
        },
        {
            id_: replace(edge, points=tuple((axis - x, y) for x, y in edge.points), label=turned(edge.label))
            for id_, edge in diagram.edges.items()
        },
    )


def _depth(element: Element | None) -> int:
    return (
        0 if element is None or local(element) == "participant" else sum(1 for _ in element.iterancestors())
    )


def _within(inner: Bounds, outer: Bounds) -> bool:
    x, y = inner.middle
    return outer.x < x < outer.right and outer.y < y < outer.bottom


def _rounded(points: tuple[Point, ...], radius: float = 6.0) -> str:
    """A path through the points, its corners rounded."""
    d = [f"M{points[0][0]:g} {points[0][1]:g}"]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        into = _towards(here, before, radius)
        out = _towards(here, after, radius)
        d.append(f"L{into[0]:g} {into[1]:g}Q{here[0]:g} {here[1]:g} {out[0]:g} {out[1]:g}")
    d.append(f"L{points[-1][0]:g} {points[-1][1]:g}")
    return "".join(d)


def _towards(here: Point, there: Point, most: float) -> Point:
    """The point at most ``most`` from ``here``, and at most half way, on the way to ``there``."""
    length = ((there[0] - here[0]) ** 2 + (there[1] - here[1]) ** 2) ** 0.5
    part = min(0.5, most / length) if length else 0.0
    return round(here[0] + (there[0] - here[0]) * part, 1), round(here[1] + (there[1] - here[1]) * part, 1)


def _tag(name: str) -> str:
    return f"{{{SVG}}}{name}"


def _rectangle(group: Element, box: Bounds, radius: float, kind: str = "bpmn-shape") -> None:
    values = {"x": box.x, "y": box.y, "width": box.width, "height": box.height, "rx": radius}
    etree.SubElement(
        group, _tag("rect"), {**{key: f"{value:g}" for key, value in values.items()}, "class": kind}
    )


def _circle(group: Element, x: float, y: float, radius: float, kind: str) -> None:
    etree.SubElement(
        group, _tag("circle"), {"cx": f"{x:g}", "cy": f"{y:g}", "r": f"{radius:g}", "class": kind}
    )


def _glyph(group: Element, glyph: Glyph, x: float, y: float, scale: float) -> None:
    if not glyph:
        return
    holder = etree.SubElement(group, _tag("g"), {"class": "bpmn-glyph"})
    size = f" scale({scale:g})" if scale != 1 else ""
    holder.set("transform", f"translate({x:g} {y:g}){size}")
    for tag, attributes in glyph:
        etree.SubElement(holder, _tag(tag), attributes)


def _text(
    group: Element, lines: tuple[str, ...], at: Point, kind: str = "bpmn-label", turned: bool = False
) -> None:
    """Lines of text with their middle at ``at``; ``turned`` ones are read from below upwards."""
    if not lines:
        return
    x, y = at
    element = etree.SubElement(group, _tag("text"), {"class": kind})
    if turned:
        element.set("transform", f"rotate(-90 {x:g} {y:g})")
    first = y - LINE * (len(lines) - 1) / 2 + SIZE * 0.36
    for place, line in enumerate(lines):
        part = etree.SubElement(element, _tag("tspan"), x=f"{x:g}", y=f"{first + LINE * place:.1f}")
        part.text = line
