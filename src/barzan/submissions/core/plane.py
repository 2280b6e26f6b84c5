"""A plane for pictures of places without a network: true to scale in its middle, north at the top. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, EDGE = 720.0, 480.0, 28.0
SMALLEST = 0.002
METRES = 111_195.0  # of a degree of latitude on the sphere of 6,371 km
Place = tuple[float, float]  # longitude, latitude


@dataclass(frozen=True, slots=True)
class Scale:
    """A round distance as a line of the picture."""

    width: str
    metres: float

    @property
    def kilometres(self) -> float:
        return self.metres / 1000


@dataclass(frozen=True, slots=True)
class Plane:
    """``scale`` are units of the picture a degree of latitude, ``squeeze`` of it a degree of longitude."""

    west: float
    north: float
    scale: float
    squeeze: float

    def x(self, longitude: float) -> float:
        return (longitude - self.west) * self.squeeze * self.scale

    def y(self, latitude: float) -> float:
        return (self.north - latitude) * self.scale

    def path(self, rings: Iterable[Sequence[Place]], *, closed: bool) -> str:
        """The ``d`` of an SVG path through places."""
        end = "Z" if closed else ""
        return "".join(
            "M" + "L".join(f"{self.x(x):.1f} {self.y(y):.1f}" for x, y in ring) + end for ring in rings
        )

    def shows(self, places: Sequence[Place]) -> bool:
        """Whether what reaches over these places may lie in the picture."""
        xs, ys = [self.x(x) for x, _ in places], [self.y(y) for _, y in places]
        return min(xs) <= WIDTH and max(xs) >= 0 and min(ys) <= HEIGHT and max(ys) >= 0

    @property
    def measure(self) -> Scale:
        """The longest of 1, 2 and 5 times a power of ten metres that takes at most a quarter of the width."""
        most = WIDTH / 4 / self.scale * METRES
        power = 10 ** math.floor(math.log10(most))
        metres = max(each * power for each in (1, 2, 5) if each * power <= most)
        return Scale(f"{metres / METRES * self.scale:.1f}", metres)


def plane(places: Sequence[Place]) -> Plane:
    """The plane on which all of some places lie within the edge."""
    west, east = min(x for x, _ in places), max(x for x, _ in places)
    south, north = min(y for _, y in places), max(y for _, y in places)
    squeeze = max(0.05, math.cos(math.radians((south + north) / 2)))
    high, wide = max(north - south, SMALLEST), max((east - west) * squeeze, SMALLEST)
    scale = min((WIDTH - 2 * EDGE) / wide, (HEIGHT - 2 * EDGE) / high)
    return Plane(
        (west + east) / 2 - WIDTH / 2 / scale / squeeze,
        (south + north) / 2 + HEIGHT / 2 / scale,
        scale,
        squeeze,
    )


@dataclass(frozen=True, slots=True)
class Drawn:
    """One answer in a picture: a dot (``x``, ``y``), or a line or an area (``path``)."""

    label: str
    kind: str
    path: str = ""
    x: str = ""
    y: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The places of one submission together."""

    shapes: tuple[Drawn, ...]
    scale: Scale
    width: int = int(WIDTH)
    height: int = int(HEIGHT)


def drawing(answers: Iterable[tuple[str, str, str]]) -> Drawing | None:
    """Of (label, type, answer); None where no answer is a place. Areas lie under lines, lines under dots."""
    read = [(label, kind, found) for label, kind, raw in answers if (found := places_of(raw))]
    if not read:
        return None
    on = plane([place for _, _, found in read for place in found])
    order = ("geoshape", "geotrace")
    read.sort(key=lambda each: order.index(each[1]) if each[1] in order else len(order))
    return Drawing(tuple(_drawn(on, *each) for each in read), on.measure)


def _drawn(on: Plane, label: str, kind: str, places: Sequence[Place]) -> Drawn:
    if kind in ("geoshape", "geotrace"):
        return Drawn(label, kind, path=on.path([places], closed=kind == "geoshape"))
    [(x, y), *_] = places
    return Drawn(label, kind, x=f"{on.x(x):.1f}", y=f"{on.y(y):.1f}")


def places_of(raw: str) -> list[Place]:
    """The places of an answer: "latitude longitude altitude accuracy", parted by semicolons."""
    found = []
    for point in raw.split(";"):
        try:
            y, x = (float(each) for each in point.split()[:2])
        except ValueError:
            continue
        if abs(y) <= 90 and abs(x) <= 180:
            found.append((x, y))
    return found
