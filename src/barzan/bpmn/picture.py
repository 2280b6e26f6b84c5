"""The picture of a process as SVG: BPMN as people know it, Persian labels, classes in place of colours.

The stylesheet is ``process/static/process/picture.css``. What each element is stands in its ``title``; the
whole has a title and a description, and ``words`` tells the same as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from lxml import etree

from barzan.bpmn import strokes as pen
from barzan.bpmn.document import Document
from barzan.bpmn.geometry import Diagram, Edge, Shape, diagrams_of
from barzan.bpmn.glyphs import CAUGHT, GATEWAYS, MARKERS, TASKS, THROWN
from barzan.bpmn.layout import laid_out
from barzan.bpmn.measuring import LINE, SIZE, width, wrapped
from barzan.bpmn.names import Element, children, elements, extension, local, text_of, truth
from barzan.bpmn.placing import Bounds
from barzan.bpmn.references import CONTAINERS, identified
from barzan.bpmn.titles import title_of
from barzan.persian import persian_digits

MARGIN = 16.0
HEADER = 30.0
ROUND = 10.0
GROUNDS = ("participant", "lane", *CONTAINERS)
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
        self.by_id, self.language, self.marks, self.turned = by_id, language, marks, mirrored
        self.diagram = diagram.mirrored() if mirrored else diagram
        self.root = etree.Element(f"{{{pen.SVG}}}svg", nsmap={None: pen.SVG})

    def drawn(self, title: str) -> str:
        frame = self.diagram.frame(MARGIN)
        english = self.language.startswith("en")
        self.root.set("class", "bpmn-picture")
        self.root.set("viewBox", f"{frame.x:g} {frame.y:g} {frame.width:g} {frame.height:g}")
        self.root.set("width", f"{frame.width:g}")
        self.root.set("height", f"{frame.height:g}")
        self.root.set("role", "img")
        self.root.set("lang", "en" if english else "fa")
        self.root.set("direction", "ltr" if english else "rtl")
        pen.child(self.root, "title").text = title
        pen.child(self.root, "desc").text = self._description(english)
        shapes = sorted(self.diagram.shapes.values(), key=lambda each: _order(self.by_id.get(each.element)))
        grounds = {each.element for each in shapes if self._tag_of(each.element) in GROUNDS}
        for shape in shapes:
            if shape.element in grounds:
                self._shape(shape)
        # What is marked lies above what is not, where lines run together.
        for edge in sorted(self.diagram.edges.values(), key=lambda each: each.element in self.marks):
            self._edge(edge)
        for shape in shapes:
            if shape.element not in grounds:
                self._shape(shape)
        return str(etree.tostring(self.root, encoding="unicode"))

    def _description(self, english: bool) -> str:
        tags = [self._tag_of(id_) for id_ in self.diagram.shapes]
        tasks = sum(tag.endswith("Task") or tag == "task" for tag in tags)
        gateways = sum(tag.endswith("Gateway") for tag in tags)
        lanes = tags.count("lane")
        if english:
            way = "right to left" if self.turned else "left to right"
            return f"A flow from {way}: {tasks} tasks, {gateways} gateways, {lanes} lanes."
        way = "راست به چپ" if self.turned else "چپ به راست"
        return persian_digits(f"جریان کار از {way}: {tasks} کار، {gateways} دروازه، {lanes} خط.")

    # --- elements ---

    def _group(self, id_: str, *classes: str) -> Element:
        """The group of one element: its classes, its id, what it is."""
        element = self.by_id.get(id_)
        tag = self._tag_of(id_)
        names = ["bpmn-element", f"bpmn-{tag}" if tag else "", *classes, self.marks.get(id_, "")]
        group = pen.child(self.root, "g", {"class": " ".join(filter(None, names))})
        group.set("data-id", id_)
        if element is not None:
            title = title_of(element, _named(element, self.language), self.language)
            if title:
                pen.child(group, "title").text = title
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
            pen.rectangle(self._group(shape.element), shape.bounds, ROUND)
        elif tag:
            self._activity(shape, element, tag)

    def _pool(self, shape: Shape, element: Element) -> None:
        box = shape.bounds
        group = self._group(shape.element)
        pen.rectangle(group, box, 0)
        name = _named(element, self.language)
        if local(element) == "participant" and not element.get("processRef"):
            pen.text(group, wrapped(name, box.width - 20, 2), box.middle)
            return
        if shape.horizontal is False:
            pen.rectangle(group, replace(box, height=HEADER), 0, "bpmn-header")
            pen.text(group, wrapped(name, box.width - 8, 1), (box.middle[0], box.y + HEADER / 2))
            return
        left = box.right - HEADER if self.turned else box.x
        pen.rectangle(group, replace(box, x=left, width=HEADER), 0, "bpmn-header")
        at = (left + HEADER / 2, box.middle[1])
        lines = wrapped(name, box.height - 12, 2, SIZE - 1)
        pen.text(group, lines, at, "bpmn-label bpmn-upright", turned=True)

    def _event(self, shape: Shape, element: Element, tag: str) -> None:
        quiet = not truth(element.get("cancelActivity"), True) or not truth(
            element.get("isInterrupting"), True
        )
        group = self._group(shape.element, "bpmn-quiet" if quiet else "")
        x, y = shape.bounds.middle
        radius = min(shape.bounds.width, shape.bounds.height) / 2
        pen.circle(group, x, y, radius, "bpmn-shape")
        if tag in ("intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"):
            pen.circle(group, x, y, radius - 3, "bpmn-ring")
        definitions = [name for name, _ in elements(element) if name.endswith("ventDefinition")]
        definitions += ["several"] * len(children(element, "eventDefinitionRef"))
        name = "several" if len(definitions) > 1 else "".join(definitions)
        glyphs = THROWN if tag in ("endEvent", "intermediateThrowEvent") else CAUGHT
        pen.glyph(group, glyphs.get(name, ()), x, y, radius / 18)
        self._outside(group, shape, element)

    def _gateway(self, shape: Shape, element: Element, tag: str) -> None:
        group = self._group(shape.element)
        box = shape.bounds
        (x, y), half, tall = box.middle, box.width / 2, box.height / 2
        d = f"M{x:g} {box.y:g}L{x + half:g} {y:g}L{x:g} {y + tall:g}L{x - half:g} {y:g}Z"
        pen.path(group, d, "bpmn-shape")
        pen.glyph(group, GATEWAYS.get(tag, ()), x, y, box.width / 50)
        self._outside(group, shape, element)

    def _activity(self, shape: Shape, element: Element, tag: str) -> None:
        box = shape.bounds
        opened = tag in CONTAINERS and self._opened(shape, element)
        group = self._group(shape.element, "bpmn-open" if opened else "")
        if truth(element.get("triggeredByEvent")):
            group.set("class", f"{group.get('class')} bpmn-dotted")
        pen.rectangle(group, box, ROUND)
        if tag == "transaction":
            pen.rectangle(
                group, Bounds(box.x + 3, box.y + 3, box.width - 6, box.height - 6), ROUND - 3, "bpmn-ring"
            )
        glyph = TASKS.get(tag)
        if glyph:
            pen.glyph(group, glyph, box.x + 15, box.y + 15, 1)
        markers = _markers(element, tag, opened)
        for place, marker in enumerate(markers):
            at = box.middle[0] + 18 * (place - (len(markers) - 1) / 2)
            pen.glyph(group, MARKERS[marker], at, box.bottom - 10, 1)
        name = _named(element, self.language)
        if opened:
            pen.text(group, wrapped(name, box.width - 24, 1), (box.middle[0], box.y + 14))
            return
        room = box.height - (14 if markers else 4) - (10 if glyph else 0)
        lines = wrapped(name, box.width - 14, max(1, int(room // LINE)))
        y = box.middle[1] - (6 if markers else 0)
        if glyph and any(width(line) > box.width - 52 for line in lines):
            y = max(y, box.y + 22 + LINE * len(lines) / 2)
        pen.text(group, lines, (box.middle[0], y))

    def _opened(self, shape: Shape, element: Element) -> bool:
        """Whether what a subprocess holds is drawn inside it."""
        return shape.expanded is not False and any(
            each.get("id") in self.diagram.shapes for _, each in elements(element)
        )

    def _data(self, shape: Shape, element: Element, tag: str) -> None:
        group, box, half = self._group(shape.element), shape.bounds, shape.bounds.width / 2
        if tag == "dataStoreReference":
            d = (
                f"M{box.x:g} {box.y + 7:g}V{box.bottom - 7:g}a{half:g} 7 0 0 0 {2 * half:g} 0"
                f"V{box.y + 7:g}a{half:g} 7 0 0 0 {-2 * half:g} 0a{half:g} 7 0 0 0 {2 * half:g} 0"
            )
        else:
            fold = min(12.0, box.width / 3)
            d = (
                f"M{box.x:g} {box.y:g}H{box.right - fold:g}L{box.right:g} {box.y + fold:g}V{box.bottom:g}"
                f"H{box.x:g}ZM{box.right - fold:g} {box.y:g}V{box.y + fold:g}H{box.right:g}"
            )
        pen.path(group, d, "bpmn-shape")
        self._outside(group, shape, element)

    def _annotation(self, shape: Shape, element: Element) -> None:
        group, box = self._group(shape.element), shape.bounds
        edge, inner = (box.x, 10) if self.language.startswith("en") else (box.right, -10)
        d = f"M{edge + inner:g} {box.y:g}H{edge:g}V{box.bottom:g}H{edge + inner:g}"
        pen.path(group, d, "bpmn-bracket")
        text = "".join(text_of(each) for each in children(element, "text"))
        lines = wrapped(text, box.width - 12, max(1, int(box.height // LINE)))
        pen.text(group, lines, box.middle)

    def _outside(self, group: Element, shape: Shape, element: Element) -> None:
        """The label of an event, a gateway or a data object: where the file puts it, else below."""
        name = _named(element, self.language)
        if not name:
            return
        box = shape.label
        lines = wrapped(name, max(54.0, box.width) if box else 104.0, 4 if box else 3)
        x, y = shape.bounds.middle[0], shape.bounds.bottom + 5 + LINE * len(lines) / 2
        if box is not None:
            # More lines than the file reckoned with go away from the shape.
            below, half = box.middle[1] > shape.bounds.middle[1], LINE * len(lines) / 2
            x, y = box.middle[0], box.y + half if below else box.bottom - half
        pen.text(group, lines, (x, y))

    def _edge(self, edge: Edge) -> None:
        element = self.by_id.get(edge.element)
        if element is None:
            return
        group = self._group(edge.element)
        pen.path(group, pen.rounded(edge.points), "bpmn-edge")
        tag = local(element)
        if tag == "sequenceFlow":
            pen.arrow(group, edge.points, "bpmn-arrow")
            self._start_of(group, edge, element)
        elif tag == "messageFlow":
            pen.arrow(group, edge.points, "bpmn-arrow bpmn-open-arrow")
            pen.circle(group, *edge.points[0], 3.5, "bpmn-shape")
        elif tag.startswith("data"):
            pen.arrow(group, edge.points, "bpmn-arrow bpmn-open-arrow")
        name = _named(element, self.language)
        if name:
            self._flow_label(group, edge, name)

    def _start_of(self, group: Element, edge: Edge, element: Element) -> None:
        """The stroke of a default flow, the diamond of a condition that leaves an activity."""
        source = self.by_id.get(element.get("sourceRef", ""))
        (x, y), (along, across) = edge.points[0], pen.direction(edge.points[0], edge.points[1])
        if source is not None and source.get("default") == element.get("id"):
            x, y = x + 7 * along, y + 7 * across
            dx, dy = 3 * (along - across), 3 * (across + along)
            pen.path(group, f"M{x - dx:.1f} {y - dy:.1f}L{x + dx:.1f} {y + dy:.1f}", "bpmn-edge")
        elif children(element, "conditionExpression") and source is not None and not _gateway(source):
            corners = ((5, 4), (10, 0), (5, -4))
            points = [
                (x + far * along + side * across, y + far * across - side * along) for far, side in corners
            ]
            d = "".join(f"L{at:.1f} {down:.1f}" for at, down in points)
            pen.path(group, f"M{x:.1f} {y:.1f}{d}Z", "bpmn-shape")

    def _flow_label(self, group: Element, edge: Edge, name: str) -> None:
        if edge.label is not None:
            lines = wrapped(name, max(96.0, edge.label.width), 3)
            pen.text(group, lines, edge.label.middle, "bpmn-label bpmn-flow-label")
            return
        (x, y), (to_x, to_y) = edge.points[0], edge.points[1]
        half = width(name) / 2 + 6
        if abs(to_x - x) >= abs(to_y - y):
            at = (x + half * (1 if to_x > x else -1), y - LINE / 2)
        else:
            at = (x + half, y + LINE * (1 if to_y > y else -1))
        pen.text(group, wrapped(name, 96, 2), at, "bpmn-label bpmn-flow-label")


def _gateway(element: Element) -> bool:
    return local(element).endswith("Gateway")


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


def _order(element: Element | None) -> tuple[int, int]:
    """Pools lie under lanes, those under all else, outer ones under inner ones."""
    if element is None:
        return 0, 0
    tag = local(element)
    ground = GROUNDS.index(tag) if tag in ("participant", "lane") else len(GROUNDS)
    return ground, sum(1 for _ in element.iterancestors())
