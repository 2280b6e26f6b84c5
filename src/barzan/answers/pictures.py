"""Points as a picture without a network: dots of a plane over a grid of degrees."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from barzan.answers.core.ground import Shape
from barzan.answers.shown import number

WIDTH, HEIGHT, EDGE = 720.0, 480.0, 28.0
SMALLEST = 0.002
METRES = 111_195.0  # of a degree of latitude on the sphere of 6,371 km
STEPS = (10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005)


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of the picture; ``url`` is that of its submission."""

    x: str
    y: str
    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the grid with its degree."""

    at: str
    label: str


@dataclass(frozen=True, slots=True)
class Outline:
    """A line or an area of the ground: the ``d`` of its path, its name."""

    path: str
    name: str
    closed: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """A round distance as a line of the picture, worded in metres or kilometres."""

    width: str
    metres: float


@dataclass(frozen=True, slots=True)
class Picture:
    """Dots over the ground and the grid; ``scale`` is None where there are no dots."""

    dots: tuple[Dot, ...]
    meridians: tuple[Line, ...]
    parallels: tuple[Line, ...]
    ground: tuple[Outline, ...] = ()
    scale: Scale | None = None
    width: int = int(WIDTH)
    height: int = int(HEIGHT)


@dataclass(frozen=True, slots=True)
class _Plane:
    west: float
    north: float
    scale: float
    squeeze: float

    def x(self, longitude: float) -> float:
        return (longitude - self.west) * self.squeeze * self.scale

    def y(self, latitude: float) -> float:
        return (self.north - latitude) * self.scale


def picture(points: Sequence[tuple[str, str, float, float]], ground: Sequence[Shape] = ()) -> Picture:
    """Of (address, name, latitude, longitude): all of them in one picture, true to scale in its middle, over
    as much of the ground as lies there.
    """
    if not points:
        return Picture((), (), ())
    south, north = min(p[2] for p in points), max(p[2] for p in points)
    west, east = min(p[3] for p in points), max(p[3] for p in points)
    squeeze = max(0.05, math.cos(math.radians((south + north) / 2)))
    high, wide = max(north - south, SMALLEST), max((east - west) * squeeze, SMALLEST)
    scale = min((WIDTH - 2 * EDGE) / wide, (HEIGHT - 2 * EDGE) / high)
    plane = _Plane(
        (west + east) / 2 - WIDTH / 2 / scale / squeeze,
        (south + north) / 2 + HEIGHT / 2 / scale,
        scale,
        squeeze,
    )
    dots = tuple(Dot(f"{plane.x(x):.1f}", f"{plane.y(y):.1f}", url, name) for url, name, y, x in points)
    step = next((each for each in STEPS if WIDTH / scale / squeeze / each >= 4), STEPS[-1])
    outlines = tuple(each for shape in ground if (each := _outline(plane, shape)))
    return Picture(dots, _meridians(plane, step), _parallels(plane, step), outlines, _scale(plane))


def _outline(plane: _Plane, shape: Shape) -> Outline | None:
    """A shape of the ground; None where it lies beside the picture."""
    rings = [[(plane.x(x), plane.y(y)) for x, y in ring] for ring in shape.rings]
    points = [point for ring in rings for point in ring]
    beside = (
        max(x for x, _ in points) < 0
        or min(x for x, _ in points) > WIDTH
        or max(y for _, y in points) < 0
        or min(y for _, y in points) > HEIGHT
    )
    if beside:
        return None
    end = "Z" if shape.closed else ""
    path = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + end for ring in rings)
    return Outline(path, shape.name, shape.closed)


def _scale(plane: _Plane) -> Scale:
    """The longest of 1, 2 and 5 times a power of ten metres that takes at most a quarter of the width."""
    most = WIDTH / 4 / plane.scale * METRES
    power = 10 ** math.floor(math.log10(most))
    metres = max(each * power for each in (1, 2, 5) if each * power <= most)
    return Scale(f"{metres / METRES * plane.scale:.1f}", metres)


def _meridians(plane: _Plane, step: float) -> tuple[Line, ...]:
    first = math.ceil(plane.west / step)
    last = math.floor((plane.west + WIDTH / plane.scale / plane.squeeze) / step)
    return tuple(Line(f"{plane.x(n * step):.1f}", number(n * step)) for n in range(first, last + 1))


def _parallels(plane: _Plane, step: float) -> tuple[Line, ...]:
    first = math.ceil((plane.north - HEIGHT / plane.scale) / step)
    last = math.floor(plane.north / step)
    return tuple(Line(f"{plane.y(n * step):.1f}", number(n * step)) for n in range(first, last + 1))
