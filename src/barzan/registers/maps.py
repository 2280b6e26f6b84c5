"""Points of entries as a drawing: a plain map without tiles, that works offline and prints."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import cos, radians

from barzan.persian import persian_digits
from barzan.registers.core import Definition
from barzan.registers.figures import Point

WIDE, HIGH, EDGE = 760, 460, 26
DEGREE = 111_320  # metres of a degree of latitude
SPOTS = 40  # of a side of the grid by which near points become one mark


def drawing(rows: Sequence[Point], life: Definition, language: str) -> str:
    """The points, near ones as one larger mark with their number; "" where there are none."""
    if not rows:
        return ""
    west, east = min(row.longitude for row in rows), max(row.longitude for row in rows)
    south, north = min(row.latitude for row in rows), max(row.latitude for row in rows)
    flat = cos(radians((south + north) / 2))
    scale = min(
        (WIDE - 2 * EDGE) / max((east - west) * flat, 0.002), (HIGH - 2 * EDGE) / max(north - south, 0.002)
    )
    spots: dict[tuple[int, int], list[tuple[float, float, Point]]] = {}
    for row in rows:
        x = WIDE / 2 + (row.longitude - (west + east) / 2) * flat * scale
        y = HIGH / 2 - (row.latitude - (south + north) / 2) * scale
        spots.setdefault((round(x * SPOTS / WIDE), round(y * SPOTS / WIDE)), []).append((x, y, row))
    marks = [_mark(here, life, language) for _cell, here in sorted(spots.items())]
    return (
        f'<svg class="entry-map" viewBox="0 0 {WIDE} {HIGH}" role="img" aria-label="{_label(language)}">'
        f'<rect class="entry-map-ground" width="{WIDE}" height="{HIGH}" rx="12"/>{_grid()}{"".join(marks)}'
        f'<path class="entry-map-north" d="M{WIDE - 24} 34v-18m-5 6 5-6 5 6"/>'
        f"{_scale(DEGREE / scale, language)}</svg>"
    )


def _scale(metres: float, language: str) -> str:
    """A bar of a round length; ``metres`` is what one unit of the drawing is."""
    lengths = [step * 10**power for power in range(1, 7) for step in (1, 2, 5)]
    length = max((each for each in lengths if each <= metres * WIDE / 5), default=lengths[0])
    number, unit = (length // 1000, ("km", "کیلومتر")) if length >= 1000 else (length, ("m", "متر"))
    english = language.startswith("en")
    said = f"{number} {unit[0]}" if english else f"{persian_digits(str(number))} {unit[1]}"
    x, y = EDGE, HIGH - 18
    return (
        f'<path class="entry-map-north" d="M{x} {y - 6}v6h{length / metres:.0f}v-6"/>'
        f'<text class="entry-map-scale" x="{x + length / metres / 2:.0f}" y="{y - 10}" '
        f'text-anchor="middle">{said}</text>'
    )


def _label(language: str) -> str:
    return "Points of the entries" if language.startswith("en") else "نقطه‌های رکوردها"


def _grid() -> str:
    lines = [f'<path d="M{x} 0V{HIGH}"/>' for x in range(95, WIDE, 95)]
    lines += [f'<path d="M0 {y}H{WIDE}"/>' for y in range(92, HIGH, 92)]
    return f'<g class="entry-map-grid">{"".join(lines)}</g>'


def _mark(here: Sequence[tuple[float, float, Point]], life: Definition, language: str) -> str:
    """One mark in the middle of the points that are near each other."""
    x, y = (sum(each[axis] for each in here) / len(here) for axis in (0, 1))
    states = {row.state for _x, _y, row in here}
    state = life.state(here[0][2].state) if len(states) == 1 else None
    tone = f" entry-spot-{state.standing.value}" if state and state.standing.value else ""
    titles = "\n".join(row.title or row.number for _x, _y, row in here[:6])
    said = str(len(here)) if language.startswith("en") else persian_digits(str(len(here)))
    size = 7 if len(here) == 1 else min(9 + len(here) ** 0.5 * 1.4, 24)
    number = f'<text x="{x:.0f}" y="{y + 4:.0f}" text-anchor="middle">{said}</text>' if len(here) > 1 else ""
    return (
        f'<g class="entry-spot{tone}"><title>{escape(titles)}</title>'
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{size:.1f}"/>{number}</g>'
    )
