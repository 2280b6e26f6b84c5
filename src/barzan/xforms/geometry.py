"""Points, lines and areas on Earth, as ODK writes them: ``lat lon altitude accuracy; …``."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

Point = tuple[float, float]

# 40,075,016.69 m around the Equator.
RADIUS = 6_378_137.0


def point_of(text: str) -> Point | None:
    """Latitude and longitude of a geopoint; None for what is none."""
    parts = text.split()
    if not 2 <= len(parts) <= 4:
        return None
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        return None
    latitude, longitude = numbers[:2]
    if not all(math.isfinite(one) for one in numbers) or abs(latitude) > 90 or abs(longitude) > 180:
        return None
    return latitude, longitude


def points_of(text: str) -> list[Point] | None:
    """The points of a geotrace or geoshape; None where one of them is none."""
    parts = [part for part in text.split(";") if part.strip()]
    found = [point for part in parts if (point := point_of(part)) is not None]
    return found if len(found) == len(parts) else None


def distance(points: Sequence[Point]) -> float:
    """Metres along ``points``, on a sphere."""
    return sum(_between(one, other) for one, other in pairwise(points))


def _between(one: Point, other: Point) -> float:
    lat1, lon1, lat2, lon2 = (math.radians(angle) for angle in (*one, *other))
    height = math.sin((lat2 - lat1) / 2) ** 2
    width = math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * RADIUS * math.asin(min(1.0, math.sqrt(height + width)))


def area(points: Sequence[Point]) -> float:
    """Square metres inside ``points``, closed or not, on a sphere."""
    closed = [*points, points[0]] if points else []
    total = sum(
        math.radians(other[1] - one[1])
        * (2 + math.sin(math.radians(one[0])) + math.sin(math.radians(other[0])))
        for one, other in pairwise(closed)
    )
    return abs(total * RADIUS * RADIUS / 2)


def inside(point: Point, shape: Sequence[Point]) -> bool:
    """Whether ``point`` lies in ``shape`` (even-odd rule, in degrees)."""
    lat, lon = point
    found = False
    for (lat1, lon1), (lat2, lon2) in pairwise([*shape, shape[0]] if shape else []):
        if (lat1 > lat) != (lat2 > lat) and lon < (lon2 - lon1) * (lat - lat1) / (lat2 - lat1) + lon1:
            found = not found
    return found


def crosses_itself(points: Sequence[Point]) -> bool:
    """Whether two segments that are not neighbours meet."""
    lines = list(pairwise(points))
    closed = len(points) > 2 and points[0] == points[-1]
    for at, one in enumerate(lines):
        for far in range(at + 2, len(lines)):
            if closed and at == 0 and far == len(lines) - 1:
                continue
            if _meet(one, lines[far]):
                return True
    return False


def _meet(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    a, b = _side(*one, other[0]), _side(*one, other[1])
    c, d = _side(*other, one[0]), _side(*other, one[1])
    return a * b < 0 and c * d < 0


def _side(begin: Point, end: Point, point: Point) -> float:
    return (end[0] - begin[0]) * (point[1] - begin[1]) - (end[1] - begin[1]) * (point[0] - begin[0])
