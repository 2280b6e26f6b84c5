"""Points as a picture without a network: dots of a plane over a grid of degrees."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from barzan.answers.core.ground import Shape
from barzan.answers.shown import number
from barzan.submissions.core.plane import HEIGHT, WIDTH, Plane, Scale, plane

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
class Picture:
    """Dots over the ground and the grid: those that lead somewhere, and the markup of all others.

    ``scale`` is None where there are no dots.
    """

    dots: tuple[Dot, ...]
    others: SafeString
    meridians: tuple[Line, ...]
    parallels: tuple[Line, ...]
    ground: tuple[Outline, ...] = ()
    scale: Scale | None = None
    width: int = int(WIDTH)
    height: int = int(HEIGHT)


def picture(points: Sequence[tuple[str, str, float, float]], ground: Sequence[Shape] = ()) -> Picture:
    """Of (address, name, latitude, longitude): all of them in one picture, true to scale in its middle, over
    as much of the ground as lies there.
    """
    if not points:
        return Picture((), SafeString(), (), ())
    on = plane([(x, y) for _, _, y, x in points])
    dots = tuple(Dot(f"{on.x(x):.1f}", f"{on.y(y):.1f}", url, name) for url, name, y, x in points if url)
    others = SafeString(
        "".join(
            f'<circle class="answers-dot" cx="{on.x(x):.1f}" cy="{on.y(y):.1f}" r="4"/>'
            for url, _, y, x in points
            if not url
        )
    )
    step = next((each for each in STEPS if WIDTH / on.scale / on.squeeze / each >= 4), STEPS[-1])
    outlines = tuple(each for shape in ground if (each := _outline(on, shape)))
    return Picture(dots, others, _meridians(on, step), _parallels(on, step), outlines, on.measure)


def _outline(on: Plane, shape: Shape) -> Outline | None:
    """A shape of the ground; None where it lies beside the picture."""
    if not on.shows([place for ring in shape.rings for place in ring]):
        return None
    return Outline(on.path(shape.rings, closed=shape.closed), shape.name, shape.closed)


def _meridians(on: Plane, step: float) -> tuple[Line, ...]:
    first = math.ceil(on.west / step)
    last = math.floor((on.west + WIDTH / on.scale / on.squeeze) / step)
    return tuple(Line(f"{on.x(n * step):.1f}", number(n * step)) for n in range(first, last + 1))


def _parallels(on: Plane, step: float) -> tuple[Line, ...]:
    first = math.ceil((on.north - HEIGHT / on.scale) / step)
    last = math.floor(on.north / step)
    return tuple(Line(f"{on.y(n * step):.1f}", number(n * step)) for n in range(first, last + 1))
