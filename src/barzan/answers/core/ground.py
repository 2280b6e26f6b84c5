"""The ground of a map from GeoJSON that a form carries: lines and areas as rings of points. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MOST_POINTS = 20_000
NAMES = ("label", "name", "title")


@dataclass(frozen=True, slots=True)
class Shape:
    """A feature: what it is called, its rings of (longitude, latitude), whether they enclose an area."""

    name: str
    rings: tuple[tuple[tuple[float, float], ...], ...]
    closed: bool


def shapes(data: bytes, most: int = MOST_POINTS) -> list[Shape]:
    """The lines and areas of a GeoJSON file, as far as they have ``most`` points together; nothing of what
    is none.
    """
    try:
        read = json.loads(data)
    except (ValueError, RecursionError):
        return []
    features = read.get("features") if isinstance(read, Mapping) else None
    found: list[Shape] = []
    left = most
    for feature in features if isinstance(features, list) else ():
        shape = _shape(feature) if isinstance(feature, Mapping) else None
        size = sum(len(ring) for ring in shape.rings) if shape else 0
        if shape and 0 < size <= left:
            found.append(shape)
            left -= size
    return found


def _shape(feature: Mapping[str, Any]) -> Shape | None:
    geometry, told = feature.get("geometry"), feature.get("properties")
    if not isinstance(geometry, Mapping):
        return None
    kind = str(geometry.get("type"))
    if kind not in ("Polygon", "MultiPolygon", "LineString", "MultiLineString"):
        return None
    rings = tuple(tuple(ring) for ring in _rings(geometry.get("coordinates")) if len(ring) > 1)
    named = told if isinstance(told, Mapping) else {}
    name = next((str(named[each]) for each in NAMES if named.get(each)), "")
    return Shape(name, rings, kind.endswith("Polygon"))


def _rings(coordinates: Any, depth: int = 4) -> Iterator[list[tuple[float, float]]]:
    """The innermost lists of points, however deep they lie."""
    if not isinstance(coordinates, list) or not depth:
        return
    points = [point for each in coordinates if (point := _point(each))]
    if points:
        yield points
    else:
        for each in coordinates:
            yield from _rings(each, depth - 1)


def _point(value: Any) -> tuple[float, float] | None:
    if not isinstance(value, Sequence) or isinstance(value, str) or len(value) < 2:
        return None
    x, y = value[0], value[1]
    if isinstance(x, bool) or not (isinstance(x, int | float) and isinstance(y, int | float)):
        return None
    return (float(x), float(y)) if abs(x) <= 180 and abs(y) <= 90 else None
