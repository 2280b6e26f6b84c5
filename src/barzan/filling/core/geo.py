"""Points, lines and areas, as they are typed and as an XForm writes them ("lat lon alt acc; …"). Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from barzan.persian import typed_number

POINT_KEYS = ("lat", "lon", "alt", "acc")
MOST_POINTS = 5_000


def point_of(pieces: Mapping[str, str]) -> str:
    """A point; what is typed where it is none, so that it can be put right."""
    plain = pieces.get("", "").strip()
    typed = [typed_number(pieces.get(key, "")) for key in POINT_KEYS]
    if not any(typed):
        return plain
    lat, lon, alt, acc = typed
    return f"{lat or '?'} {lon or '?'} {alt or '0'} {acc or '0'}"


def point_parts(value: str) -> dict[str, str]:
    """``lat``, ``lon``, ``alt`` and ``acc`` of a point."""
    found = dict(zip(POINT_KEYS, value.split(), strict=False))
    return {
        key: "" if text == "?" or (key in ("alt", "acc") and text == "0") else text
        for key, text in found.items()
    }


def line_of(text: str, *, closed: bool) -> str:
    """A line or an area from one point a line ("35.7, 51.4"); an area ends where it began."""
    points = []
    for line in re.split(r"[\n;]", text)[:MOST_POINTS]:
        typed = [typed_number(word) for word in re.split(r"[,\s،]+", line.strip()) if word]
        if typed:
            points.append(" ".join([*typed, "0", "0"][: max(4, min(len(typed), 4))]))
    if closed and len(points) > 2 and points[0] != points[-1]:
        points.append(points[0])
    return ";".join(points)


def line_shown(value: str) -> str:
    """One point a line, as it is typed; the point that closes an area is not repeated."""
    points = [" ".join(point.split()[:2]) for point in value.split(";") if point.strip()]
    if len(points) > 3 and points[0] == points[-1]:
        points.pop()
    return "\n".join(points)
