"""Which control asks a question: from its XLSForm type, appearance and the number of its choices. Pure."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from barzan.filling.core.values import Span
from barzan.xforms import Node

MOST_RADIOS, MOST_SELECT, MOST_SCALE = 14, 120, 11
PLAIN = {
    "text": "text",
    "string": "text",
    "integer": "number",
    "int": "number",
    "decimal": "number",
    "range": "range",
    "rank": "rank",
    "date": "date",
    "time": "time",
    "datetime": "moment",
    "dateTime": "moment",
    "geopoint": "point",
    "geotrace": "trace",
    "geoshape": "trace",
    "barcode": "barcode",
    "image": "upload",
    "photo": "upload",
    "audio": "upload",
    "video": "upload",
    "file": "upload",
    "acknowledge": "acknowledge",
    "trigger": "acknowledge",
    "note": "note",
}
ACCEPT = {"image": "image/*", "photo": "image/*", "audio": "audio/*", "video": "video/*"}
NEVER_SHOWN = frozenset({"calculate", "meta", "hidden"})
UPLOADS = frozenset({"image", "photo", "audio", "video", "file"})
MULTIPLE = frozenset({"select_multiple", "rank"})


def appearances(node: Node) -> frozenset[str]:
    """The words of the appearance."""
    return frozenset((node.appearance or "").lower().split())


def shown(node: Node) -> bool:
    """Whether the page asks or tells it at all: what only reckons or records stays unseen."""
    return node.kind not in NEVER_SHOWN and node.type not in NEVER_SHOWN


def widget_of(node: Node, choices: int) -> str:
    """The name of the template under ``filling/widgets/``."""
    looks = appearances(node)
    if node.type.startswith("select_one"):
        return _one(looks, choices)
    if node.type.startswith("select_multiple"):
        return "many"
    if node.type == "text" and "multiline" in looks:
        return "lines"
    if node.type == "range":
        return _range(node, looks)
    return PLAIN.get(node.type, "text")


def _one(looks: frozenset[str], choices: int) -> str:
    if "likert" in looks:
        return "likert"
    if "autocomplete" in looks or "search" in looks or choices > MOST_SELECT:
        return "typed"
    if "minimal" in looks or choices > MOST_RADIOS:
        return "select"
    return "one"


def _range(node: Node, looks: frozenset[str]) -> str:
    count = len(steps_of(span_of(node)))
    return "scale" if "picker" not in looks and 0 < count <= MOST_SCALE else "range"


def span_of(node: Node) -> Span:
    """From where to where a range goes; 0 to 10 by 1 where it does not say."""
    read = node.parameters.get
    return Span(str(read("start", "0")), str(read("end", "10")), str(read("step", "1")))


def steps_of(span: Span) -> tuple[str, ...]:
    """Every value of a short range; none where it is long or makes no sense."""
    try:
        start, end, step = Decimal(span.start), Decimal(span.end), Decimal(span.step)
    except InvalidOperation:
        return ()
    if not step or (end - start) / step < 0 or (end - start) / step > MOST_SCALE:
        return ()
    return tuple(_short(start + step * n) for n in range(int((end - start) / step) + 1))


def _short(number: Decimal) -> str:
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"
