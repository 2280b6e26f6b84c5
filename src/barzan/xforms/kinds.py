"""Whether a text is a value of its type (ODK XForms, data types)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from barzan.xforms import geometry
from barzan.xforms.dates import time_of
from barzan.xforms.values import date_of, moment_of

_INTEGER = re.compile(r"[+-]?[0-9]{1,18}", re.ASCII)
_DECIMAL = re.compile(
    r"[+-]?(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,3})?", re.ASCII
)
_FILE = re.compile(r"(?:jr://(?:images|audio|video|file)/)?[^/\\\x00-\x1f]{1,255}")

Test = Callable[[str], bool]


def _integer(text: str) -> bool:
    return _INTEGER.fullmatch(text) is not None


def _decimal(text: str) -> bool:
    return _DECIMAL.fullmatch(text) is not None


def _trace(text: str) -> bool:
    points = geometry.points_of(text)
    return points is not None and len(points) >= 2


def _shape(text: str) -> bool:
    points = geometry.points_of(text)
    return points is not None and len(points) >= 4 and points[0] == points[-1]


def _file(text: str) -> bool:
    """The name of an attachment; a default may be an address of the form's own files."""
    return _FILE.fullmatch(text) is not None and text.rpartition("/")[2] not in (".", "..")


BY_BIND: Mapping[str, Test] = {
    "int": _integer,
    "integer": _integer,
    "decimal": _decimal,
    "boolean": lambda text: text in ("true", "false", "1", "0"),
    "date": lambda text: date_of(text) is not None,
    "time": lambda text: time_of(text) is not None,
    "dateTime": lambda text: moment_of(text) is not None,
    "geopoint": lambda text: geometry.point_of(text) is not None,
    "geotrace": _trace,
    "geoshape": _shape,
    "binary": _file,
}


def in_range(text: str, parameters: Mapping[str, str]) -> bool:
    """Whether a number stands on a step of a range; bounds may stand either way round."""
    try:
        value = float(text)
        start, end = float(parameters["start"]), float(parameters["end"])
        step = abs(float(parameters.get("step", "1"))) or 1.0
    except (KeyError, ValueError):
        return True
    low, high = min(start, end), max(start, end)
    steps = (value - low) / step
    return low <= value <= high and (abs(steps - round(steps)) < 1e-9 or value == high)
