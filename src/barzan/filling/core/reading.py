"""What a page posts, as answers: Persian digits read, pieces of dates and points joined, rows kept. Pure.

Inputs are named by the places of their questions; a piece of an answer has its key after a bar
("/data/born|year"), a repeat tells the number of its rows ("/data/member|rows"). What a page did not ask
stays as it was: an input that was on the page is always sent, empty where nothing was answered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from barzan.filling.core import dates, geo, numbers
from barzan.filling.core.places import MOST_ROWS, Steps, copied, grow, path_of, put, steps
from barzan.filling.core.values import Act
from barzan.filling.core.widgets import UPLOADS
from barzan.persian import typed_number
from barzan.xforms import Form, Node

ROWS, GONE = "rows", "gone"
MOST_TEXT = 100_000
__all__ = ["MOST_ROWS", "act_of", "moved", "posted", "value_of"]
ACTS = frozenset(
    "check next back save send add remove up down language style go again keep".split()  # noqa: SIM905 - words
)
Parts = dict[str, list[str]]


class Listed(Protocol):
    """Django's ``QueryDict``."""

    def lists(self) -> Iterable[tuple[str, Sequence[object]]]: ...


Posted = Listed | Mapping[str, Sequence[object]]


def posted(
    form: Form,
    post: Posted,
    base: Mapping[str, Any] | None = None,
    *,
    offset: str = "+03:30",
) -> dict[str, Any]:
    """The answers ``base`` with what the page sent; names that the form does not ask are left alone.

    ``offset`` is that of the clock where moments are typed.
    """
    answers = copied(base or {})
    pieces, rows = _sorted(form, post)
    for repeat, count in rows:
        grow(answers, repeat, count)
    for place, parts in pieces.items():
        where = steps(place)
        node = form.nodes.get(path_of(place))
        if where and node and node.leaf and _fits(form, place):
            put(answers, where, value_of(node, parts, offset))
    return answers


def act_of(post: Posted) -> Act:
    """The button that was pressed; ``check`` where it was none of ours."""
    pressed = [each for name, each in _items(post) if name == "act"]
    words = (pressed[-1][-1] if pressed and pressed[-1] else "check").split(" ", 2)
    kind, place, value = [*words, "", ""][:3]
    return Act(kind, place, value) if kind in ACTS else Act("check")


def _items(post: Posted) -> list[tuple[str, list[str]]]:
    pairs = post.items() if isinstance(post, Mapping) and not hasattr(post, "lists") else post.lists()
    return [(name, [str(each)[:MOST_TEXT] for each in values]) for name, values in pairs]


def _sorted(form: Form, post: Posted) -> tuple[dict[str, Parts], list[tuple[Steps, int]]]:
    """The pieces by place, and how many rows each repeat of the page has."""
    pieces: dict[str, Parts] = {}
    rows: list[tuple[Steps, int]] = []
    for name, values in _items(post):
        place, _, key = name.partition("|")
        if not place.startswith(form.root.path + "/"):
            continue
        if key != ROWS:
            pieces.setdefault(place, {})[key] = values
            continue
        where, count = steps(place), values[-1] if values else ""
        node = form.nodes.get(path_of(place))
        fits = not place.endswith("]") and _fits(form, f"{place}[1]")
        if where and fits and node and node.kind == "repeat" and count.isdecimal():
            rows.append((where, int(count[:4])))
    return pieces, rows


def _fits(form: Form, place: str) -> bool:
    """Whether the repeats on the way, and only they, say which row is meant."""
    here = ""
    for part in place.split("/")[1:]:
        name, _, row = part.partition("[")
        here = f"{here}/{name}"
        on_the_way = form.nodes.get(here)
        repeats = on_the_way is not None and on_the_way.kind == "repeat"
        if repeats != bool(row):
            return False
    return True


def value_of(node: Node, parts: Parts, offset: str) -> str:
    """The answer that the pieces make, as the text of an XForm."""
    one = {key: values[-1] if values else "" for key, values in parts.items()}
    if one.get(GONE):
        return ""
    plain, kind = one.get("", ""), node.type
    if kind in UPLOADS:  # the field of a file from which nothing was chosen comes as an empty text beside it
        return next((name.strip() for name in parts.get("", []) if name.strip()), "")
    if kind.startswith("select_multiple") or kind == "rank":
        return _chosen(parts.get("", []))
    if kind == "date":
        return plain or dates.day_of({key: text for key, text in one.items() if key})
    if kind == "time":
        return plain or dates.time_of(one)
    if kind.lower() == "datetime":
        return plain or dates.moment_of(one, offset)
    if kind == "geopoint":
        return geo.point_of(one)
    if kind in ("geotrace", "geoshape"):
        return geo.line_of(plain, closed=kind == "geoshape")
    return _written(kind, plain)


def _written(kind: str, plain: str) -> str:
    if kind in ("integer", "int", "decimal", "range"):
        return typed_number(plain)
    if kind.startswith("select_one") or kind == "barcode":
        return plain.strip()
    return numbers.text_of(plain)


def _chosen(values: Sequence[str]) -> str:
    """The chosen names, each once, in the order of the page."""
    names = [name for value in values for name in re.split(r"\s+", value) if name]
    return " ".join(dict.fromkeys(names))


def moved(value: str, names: Sequence[str], name: str, way: str) -> str:
    """A ranking after ``name`` went one place ``up`` or ``down``; names new to it stand at its end."""
    order = [each for each in value.split() if each in names]
    order += [each for each in names if each not in order]
    if name not in order or way == "keep":
        return " ".join(order)
    here = order.index(name)
    there = min(max(here + (-1 if way == "up" else 1), 0), len(order) - 1)
    order.insert(there, order.pop(here))
    return " ".join(order)
