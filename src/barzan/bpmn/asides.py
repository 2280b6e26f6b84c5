"""What stands beside a flow: notes and data, in a strip below it, each under what it belongs to."""

from __future__ import annotations

from collections.abc import Iterator

from barzan.bpmn.measuring import LINE, width, wrapped
from barzan.bpmn.names import Element, bpmn, child, children, local, text_of, unqualified
from barzan.bpmn.placing import Bounds, Drawing, Point

NOTE, DATA, STORE = 150.0, (36.0, 50.0), (50.0, 50.0)
NOTE_LINES = 5
APART, ABOVE = 24.0, 18.0
TAGS = ("textAnnotation", "dataObjectReference", "dataStoreReference")


def put(process: Element, drawing: Drawing) -> None:
    """Adds the notes and data of ``process`` to ``drawing``, and the lines to what they belong to."""
    asides = {each.get("id"): each for each in process.iter(*map(bpmn, TAGS)) if each.get("id")}
    if not asides:
        return
    links = [link for link in _links(process) if asides.keys() & set(link[1:])]
    wished = dict.fromkeys(asides, drawing.width / 2)
    for _, one, other in links:
        for aside, owner in ((one, other), (other, one)):
            at = _middle(owner, drawing)
            if aside in asides and at is not None:
                wished[aside] = at[0]
    top, right, lowest = drawing.height, 0.0, drawing.height
    for id_ in sorted(asides, key=lambda each: wished[each]):
        wide, high = _size(asides[id_])
        x = max(right, wished[id_] - wide / 2, 0.0)
        drawing.shapes[id_] = Bounds(x, top + ABOVE, wide, high)
        name = asides[id_].get("name", "")
        room = max(wide, min(width(name), NOTE))
        if name:
            high += LINE * len(wrapped(name, room, 3))
        right, lowest = x + room + APART, max(lowest, top + ABOVE + high)
    drawing.width = max(drawing.width, right)
    drawing.height = lowest + ABOVE
    drawing.bands = (*drawing.bands[:-1], drawing.height)
    for link in links:
        line = _line(link, drawing)
        if line is not None:
            drawing.lines[link[0]] = line


def _size(aside: Element) -> tuple[float, float]:
    tag = local(aside)
    if tag == "textAnnotation":
        lines = wrapped(text_of(child(aside, "text")), NOTE - 12, NOTE_LINES)
        return NOTE, max(2, len(lines)) * LINE + 8
    return DATA if tag == "dataObjectReference" else STORE


def _links(process: Element) -> Iterator[tuple[str, str, str]]:
    """Associations and data associations: id and both ends."""
    for each in process.iter(bpmn("association")):
        yield each.get("id", ""), unqualified(each.get("sourceRef")), unqualified(each.get("targetRef"))
    for each in process.iter(bpmn("dataInputAssociation"), bpmn("dataOutputAssociation")):
        owner = str(each.getparent().get("id", ""))
        ends = [unqualified(text_of(end)) for end in children(each, "sourceRef", "targetRef")]
        if local(each) == "dataInputAssociation":
            yield each.get("id", ""), ends[0] if ends else "", owner
        else:
            yield each.get("id", ""), owner, ends[-1] if ends else ""


def _middle(id_: str, drawing: Drawing) -> Point | None:
    if id_ in drawing.shapes:
        return drawing.shapes[id_].middle
    if id_ in drawing.lines:
        points = drawing.lines[id_]
        (x, y), (to_x, to_y) = points[len(points) // 2 - 1], points[len(points) // 2]
        return (x + to_x) / 2, (y + to_y) / 2
    return None


def _line(link: tuple[str, str, str], drawing: Drawing) -> tuple[Point, Point] | None:
    id_, source, target = link
    one, other = _middle(source, drawing), _middle(target, drawing)
    if not id_ or one is None or other is None:
        return None
    return _edge(source, other, one, drawing), _edge(target, one, other, drawing)


def _edge(id_: str, towards: Point, middle: Point, drawing: Drawing) -> Point:
    """Where a line leaves a shape: the middle of the side that faces the other end."""
    box = drawing.shapes.get(id_)
    if box is None:
        return middle
    return middle[0], box.bottom if towards[1] > middle[1] else box.y
