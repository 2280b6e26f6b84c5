"""The drawn chart as SVG: for a page, which colours it by classes, and as a file of its own.

Colours stand in attributes too, which a file needs and the content security policy allows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from barzan.look.parts import Branch
from barzan.people import queries
from barzan.people.called import in_language
from barzan.people.drawing import LINE, NOTE, PADDING, Box, Drawing, Node, drawn
from barzan.people.models import UnitKind
from barzan.people.queries import UnitThen

INSET, BAR, NARROW = 14, 5, 310
_KINDS = {
    UnitKind.ORGANISATION: "lapis",
    UnitKind.DEPUTY: "lapis",
    UnitKind.DIRECTORATE: "fir",
    UnitKind.OFFICE: "fir",
    UnitKind.COUNTY_OFFICE: "clay",
    UnitKind.DISTRICT_OFFICE: "clay",
    UnitKind.GROUP: "quiet",
}
# Fill, edge and bar of a box by its tone, as in the light theme (look: tokens).
_COLOURS = {
    "lapis": ("#FFFFFF", "#E2DBCD", "#1E3D8F"),
    "fir": ("#FFFFFF", "#E2DBCD", "#149C97"),
    "clay": ("#FFFFFF", "#E2DBCD", "#A34722"),
    "quiet": ("#F1ECE2", "#E2DBCD", "#857F70"),
    "new": ("#E4F1E7", "#246741", "#246741"),
    "changed": ("#FBF0D9", "#7F5200", "#C97F14"),
    "ended": ("#FBE7E6", "#A81C2A", "#A81C2A"),
    "head": ("#1E3D8F", "#1E3D8F", "#1E3D8F"),
}
_INK, _META, _ON_FILL, _LINES = "#1A2238", "#454C63", "#FFFFFF", "#857F70"


def chart_nodes(
    units: Iterable[UnitThen], language: str, describe: Callable[[UnitThen], tuple[str, str]]
) -> list[Node]:
    """The units as nodes; ``describe`` says the note and the address of each."""

    def node(branch: queries.Branch) -> Node:
        unit = branch.unit
        note, url = describe(unit)
        label = in_language(unit, "name", language)
        tone = _KINDS[UnitKind(unit.kind)]
        return Node(unit.code, label, note, url, tone, below=tuple(map(node, branch.branches)))

    return [node(branch) for branch in queries.tree(map(queries.Branch, units))]


def as_branch(node: Node) -> Branch:
    """The same unit as the tree of words shows it."""
    return Branch(label=node.label, url=node.url, note=node.note, branches=tuple(map(as_branch, node.below)))


def both(roots: list[Node], label: str, language: str) -> tuple[SafeString, SafeString]:
    """The chart for a wide page and, in one column, for a phone."""
    return svg(roots, label, language), svg(roots, label, language, NARROW)


def svg(roots: list[Node], label: str, language: str, widest: float | None = None) -> SafeString:
    """The chart as one SVG element, read from the right in Persian; each box with an address is a link."""
    drawing = drawn(roots, widest) if widest else drawn(roots)
    rtl = not language.startswith("en")
    return _element(drawing.mirrored() if rtl else drawing, label, rtl)


def _element(drawing: Drawing, label: str, rtl: bool) -> SafeString:
    corners = ((" ".join(f"{_plain(x)},{_plain(y)}" for x, y in line.points),) for line in drawing.lines)
    lines = format_html_join("", '<polyline points="{}"/>', corners)
    boxes = format_html_join("", "{}", ((_box(box, rtl),) for box in drawing.boxes))
    return format_html(
        '<svg class="org-chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" '
        'height="{h}" role="group" aria-label="{label}" font-family="Vazirmatn, Tahoma, sans-serif" '
        'font-size="14" direction="{direction}"><g class="org-lines" fill="none" stroke="{stroke}" '
        'stroke-width="1.5">{lines}</g>{boxes}</svg>',
        w=_plain(drawing.width),
        h=_plain(drawing.height),
        label=label,
        direction="rtl" if rtl else "ltr",
        stroke=_LINES,
        lines=lines,
        boxes=boxes,
    )


def _box(box: Box, rtl: bool) -> SafeString:
    tone = "head" if box.head and box.node.tone in ("lapis", "fir", "clay") else box.node.tone or "quiet"
    fill, edge, bar = _COLOURS[tone]
    bar_at = box.start + box.width - BAR if rtl else box.start
    inside = format_html(
        '<rect class="org-face" x="{}" y="{}" width="{}" height="{}" rx="8" fill="{}" stroke="{}"/>'
        '<rect class="org-bar" x="{}" y="{}" width="{}" height="{}" rx="2.5" fill="{}"/>{}',
        *map(_plain, (box.start, box.top, box.width, box.height)),
        *(fill, edge),
        *map(_plain, (bar_at, box.top + 6, BAR, box.height - 12)),
        *(bar, _texts(box, rtl, tone)),
    )
    if not box.node.url:
        return format_html('<g class="org-box org-{}">{}</g>', tone, inside)
    return format_html('<a class="org-box org-{}" href="{}">{}</a>', tone, box.node.url, inside)


def _texts(box: Box, rtl: bool, tone: str) -> SafeString:
    at = box.start + box.width - INSET if rtl else box.start + INSET
    anchor = "start"
    if box.head:
        at, anchor = box.middle, "middle"
    ink, meta = (_ON_FILL, _ON_FILL) if tone == "head" else (_INK, _META)
    rows = [(line, "org-label", 16 if box.head else 14, 700, ink) for line in box.lines]
    rows += [(box.node.note, "org-note", 12.5, 400, meta)] if box.node.note else []
    rows += [(box.node.mark, "org-mark", 12.5, 700, meta)] if box.node.mark else []
    found, y = [], box.top + PADDING
    for text, name, size, weight, colour in rows:
        height = LINE if name == "org-label" else NOTE
        found.append((name, anchor, _plain(at), _plain(y + height * 0.74), size, weight, colour, text))
        y += height
    # The blank parts the lines for who hears them.
    return format_html_join(
        " ",
        '<text class="{}" text-anchor="{}" x="{}" y="{}" font-size="{}" font-weight="{}" fill="{}">{}</text>',
        found,
    )


def _plain(number: float) -> str:
    """A length as SVG writes it, in any language; format_html would escape a number before it is shaped."""
    return f"{number:.1f}".removesuffix(".0")
