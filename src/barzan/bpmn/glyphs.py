"""The signs of BPMN: what stands inside a circle, a diamond and a task. Pure; px, drawn round the origin.

Each is a list of (tag, attributes) with classes only: ``line`` is drawn, ``full`` is filled.
"""

from __future__ import annotations

from math import cos, pi, sin

Glyph = tuple[tuple[str, dict[str, str]], ...]


def _path(d: str, kind: str = "line") -> tuple[str, dict[str, str]]:
    return "path", {"d": d, "class": f"bpmn-{kind}"}


def _circle(r: float, kind: str = "line") -> tuple[str, dict[str, str]]:
    return "circle", {"r": f"{r:g}", "class": f"bpmn-{kind}"}


def _ring(number: int, outer: float, inner: float) -> str:
    """Short strokes round a circle."""
    angles = (2 * pi * each / number for each in range(number))
    return "".join(
        f"M{outer * sin(a):.1f} {-outer * cos(a):.1f}L{inner * sin(a):.1f} {-inner * cos(a):.1f}"
        for a in angles
    )


_ENVELOPE = "M-9-6H9V6H-9Z"
_FLAP = "M-9-6L0 1L9-6"
_CLOCK: Glyph = (_circle(10), _path(_ring(12, 10, 8)), _path("M0-7V0L4 3"))
_BOLT = "M-8 8L-3-8L2 1L8-8L3 8L-2-1Z"
_PENTAGON = "M0-9L9-2L5.5 8H-5.5L-9-2Z"

CAUGHT: dict[str, Glyph] = {
    "messageEventDefinition": (_path(_ENVELOPE), _path(_FLAP)),
    "timerEventDefinition": _CLOCK,
    "errorEventDefinition": (_path(_BOLT),),
    "signalEventDefinition": (_path("M0-9L9 7H-9Z"),),
    "escalationEventDefinition": (_path("M0-9L7 9L0 2L-7 9Z"),),
    "linkEventDefinition": (_path("M-9-4H1V-8L9 0L1 8V4H-9Z"),),
    "conditionalEventDefinition": (_path("M-7-9H7V9H-7Z"), _path("M-4-5H4M-4-1.5H4M-4 2H4M-4 5.5H4")),
    "compensateEventDefinition": (_path("M0-6V6L-9 0ZM9-6V6L0 0Z"),),
    "cancelEventDefinition": (_path("M-8-5L-5-8L0-3L5-8L8-5L3 0L8 5L5 8L0 3L-5 8L-8 5L-3 0Z"),),
    "terminateEventDefinition": (_circle(10, "full"),),
    "several": (_path(_PENTAGON),),
}
THROWN: dict[str, Glyph] = {
    **{
        name: tuple((tag, {**attributes, "class": "bpmn-full"}) for tag, attributes in glyph)
        for name, glyph in CAUGHT.items()
    },
    "messageEventDefinition": (_path(_ENVELOPE, "full"), _path(_FLAP, "hole")),
}
GATEWAYS: dict[str, Glyph] = {
    "exclusiveGateway": (_path("M-7-8L7 8M7-8L-7 8", "heavy"),),
    "parallelGateway": (_path("M0-10V10M-10 0H10", "heavy"),),
    "inclusiveGateway": (_circle(10, "heavy"),),
    "eventBasedGateway": (_circle(12.5), _circle(10), _path("M0-6L6-1.5L3.5 5.5H-3.5L-6-1.5Z")),
    "complexGateway": (_path("M0-10V10M-10 0H10M-7-7L7 7M7-7L-7 7", "heavy"),),
}
TASKS: dict[str, Glyph] = {
    "userTask": (
        _path("M-3.4-3.5a3.4 3.4 0 1 1 6.8 0a3.4 3.4 0 1 1-6.8 0ZM-7 7V4.5Q-7 0-2 0H2Q7 0 7 4.5V7Z"),
    ),
    "manualTask": (
        _path("M-7-2L-2-6H1L-2-3H6.5M6.5-3Q7.5-1.5 6.5-.5H1M6.5-.5Q7.5 1 6.5 2H1M6 2Q7 3.4 5.5 4.4H1"
              "M5 4.4Q5.5 6 4 6.4H-4L-7 5Z"),
    ),
    "serviceTask": (
        _path(_ring(8, 7.5, 5.2), "heavy"), _circle(5.2), _circle(2),
    ),
    "sendTask": (_path("M-8-5.5H8V5.5H-8Z", "full"), _path("M-8-5.5L0 1L8-5.5", "hole")),
    "receiveTask": (_path("M-8-5.5H8V5.5H-8Z"), _path("M-8-5.5L0 1L8-5.5")),
    "businessRuleTask": (_path("M-8-6H8V6H-8ZM-8-2H8M-8 2H8M-3-2V6"), _path("M-8-6H8V-2H-8Z", "full")),
    "scriptTask": (
        _path("M-4-7H7Q2-3.5 4 0T3 7H-7Q-3 3.5-5 0T-4-7ZM-2.5-4H2.5M-2-.8H1.5M-2 2.5H1.5"),
    ),
}  # fmt: skip
MARKERS: dict[str, Glyph] = {
    "loop": (_path("M-1.6 5.2A5.5 5.5 0 1 1 2.2 5M-1.6 5.2L-5 6.4M-1.6 5.2L-2.2 1.6"),),
    "parallel": (_path("M-4-5V5M0-5V5M4-5V5", "heavy"),),
    "sequential": (_path("M-5-4H5M-5 0H5M-5 4H5", "heavy"),),
    "adhoc": (_path("M-7 2Q-4-5 0 0T7-2", "heavy"),),
    "compensation": (_path("M0-5V5L-7 0ZM7-5V5L0 0Z"),),
    "closed": (_path("M-6-6H6V6H-6ZM0-3.5V3.5M-3.5 0H3.5"),),
}
