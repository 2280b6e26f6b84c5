"""The strokes of a picture: rectangles, circles, glyphs, lines of text as elements of SVG. Pure; px."""

from __future__ import annotations

from lxml import etree

from barzan.bpmn.glyphs import Glyph
from barzan.bpmn.measuring import LINE, SIZE
from barzan.bpmn.names import Element
from barzan.bpmn.placing import Bounds, Point

SVG = "http://www.w3.org/2000/svg"


def rounded(points: tuple[Point, ...], radius: float = 6.0) -> str:
    """A path through the points, its corners rounded."""
    d = [f"M{points[0][0]:g} {points[0][1]:g}"]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        into = _towards(here, before, radius)
        out = _towards(here, after, radius)
        d.append(f"L{into[0]:g} {into[1]:g}Q{here[0]:g} {here[1]:g} {out[0]:g} {out[1]:g}")
    d.append(f"L{points[-1][0]:g} {points[-1][1]:g}")
    return "".join(d)


def direction(here: Point, there: Point) -> Point:
    """One px on the way from ``here`` to ``there``."""
    x, y = there[0] - here[0], there[1] - here[1]
    length = (x * x + y * y) ** 0.5 or 1.0
    return x / length, y / length


def _towards(here: Point, there: Point, most: float) -> Point:
    """The point at most ``most`` from ``here``, and at most half way, on the way to ``there``."""
    length = ((there[0] - here[0]) ** 2 + (there[1] - here[1]) ** 2) ** 0.5
    part = min(0.5, most / length) if length else 0.0
    return round(here[0] + (there[0] - here[0]) * part, 1), round(here[1] + (there[1] - here[1]) * part, 1)


def _tag(name: str) -> str:
    return f"{{{SVG}}}{name}"


def child(parent: Element, name: str, attributes: dict[str, str] | None = None, **more: str) -> Element:
    """A new element of SVG in ``parent``."""
    return etree.SubElement(parent, _tag(name), attributes or {}, **more)


def path(group: Element, d: str, kind: str) -> Element:
    return child(group, "path", {"d": d, "class": kind})


def arrow(group: Element, points: tuple[Point, ...], kind: str) -> None:
    """The head at the end of a line."""
    (x, y), (along, across) = points[-1], direction(points[-2], points[-1])
    back_x, back_y = x - 9 * along, y - 9 * across
    side_x, side_y = 4.5 * across, -4.5 * along
    path(
        group,
        f"M{x:.1f} {y:.1f}L{back_x + side_x:.1f} {back_y + side_y:.1f}"
        f"L{back_x - side_x:.1f} {back_y - side_y:.1f}Z",
        kind,
    )


def rectangle(group: Element, box: Bounds, radius: float, kind: str = "bpmn-shape") -> None:
    values = {"x": box.x, "y": box.y, "width": box.width, "height": box.height, "rx": radius}
    child(group, "rect", {**{key: f"{value:g}" for key, value in values.items()}, "class": kind})


def circle(group: Element, x: float, y: float, radius: float, kind: str) -> None:
    child(group, "circle", {"cx": f"{x:g}", "cy": f"{y:g}", "r": f"{radius:g}", "class": kind})


def glyph(group: Element, told: Glyph, x: float, y: float, scale: float) -> None:
    if not told:
        return
    holder = child(group, "g", {"class": "bpmn-glyph"})
    size = f" scale({scale:g})" if scale != 1 else ""
    holder.set("transform", f"translate({x:g} {y:g}){size}")
    for name, attributes in told:
        child(holder, name, attributes)


def text(
    group: Element, lines: tuple[str, ...], at: Point, kind: str = "bpmn-label", turned: bool = False
) -> None:
    """Lines of text with their middle at ``at``; ``turned`` ones are read from below upwards."""
    if not lines:
        return
    x, y = at
    element = child(group, "text", {"class": kind})
    if turned:
        element.set("transform", f"rotate(-90 {x:g} {y:g})")
    first = y - LINE * (len(lines) - 1) / 2 + SIZE * 0.36
    for place, line in enumerate(lines):
        part = child(element, "tspan", x=f"{x:g}", y=f"{first + LINE * place:.1f}")
        part.text = line
