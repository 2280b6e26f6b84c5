"""How points and ranges lie to each other (DMN 1.5, 10.3.4.9, table 84), told by their cuts."""

from __future__ import annotations

from collections.abc import Callable

from barzan.feel.comparing import at_most
from barzan.feel.cuts import Span, after, before, span_of
from barzan.feel.errors import Failing
from barzan.feel.functions.signatures import function
from barzan.feel.running import Run
from barzan.feel.values import Range, Value

Relation = Callable[[Span, Span], bool]
_ANY = "range|number|string|date|time|moment|days|months"


def _declare(name: str, first: str, second: str, relation: Relation) -> None:
    def call(run: Run, one: Value, other: Value) -> Value:
        _comparable(one, other)
        return relation(span_of(one), span_of(other))

    function(name, f"{first}, {second}")(call)


def _comparable(*values: Value) -> None:
    ends = [
        end
        for value in values
        for end in ((value.low, value.high) if type(value) is Range else (value,))
        if end is not None
    ]
    if any(at_most(ends[0], end) is None for end in ends):
        raise Failing("همهٔ سرهای بازه‌ها باید از یک نوع باشند.", "All ends must be of one type.")


def _meets(one: Span, other: Span) -> bool:
    return len(one[1]) > 1 and one[1] == after(one[1][1]) and other[0] == before(one[1][1])


_POINTS = f"point1: {_ANY.removeprefix('range|')}", f"point2: {_ANY.removeprefix('range|')}"
_POINT, _RANGE = f"point: {_ANY.removeprefix('range|')}", "range: range"
_RANGES = "range1: range", "range2: range"

_PLACES: tuple[tuple[str, Relation, tuple[tuple[str, str], ...]], ...] = (
    ("before", lambda a, b: a[1] <= b[0], (_POINTS, (_POINT, _RANGE), (_RANGE, _POINT), _RANGES)),
    ("after", lambda a, b: b[1] <= a[0], (_POINTS, (_POINT, _RANGE), (_RANGE, _POINT), _RANGES)),
    ("meets", _meets, (_RANGES,)),
    ("met by", lambda a, b: _meets(b, a), (_RANGES,)),
    ("overlaps", lambda a, b: a[1] > b[0] and a[0] < b[1], (_RANGES,)),
    ("overlaps before", lambda a, b: a[0] < b[0] < a[1] <= b[1], (_RANGES,)),
    ("overlaps after", lambda a, b: b[0] < a[0] < b[1] <= a[1], (_RANGES,)),
    ("finishes", lambda a, b: a[1] == b[1] and a[0] >= b[0], ((_POINT, _RANGE), _RANGES)),
    ("finished by", lambda a, b: a[1] == b[1] and a[0] <= b[0], ((_RANGE, _POINT), _RANGES)),
    ("includes", lambda a, b: a[0] <= b[0] and a[1] >= b[1], ((_RANGE, _POINT), _RANGES)),
    ("during", lambda a, b: b[0] <= a[0] and b[1] >= a[1], ((_POINT, _RANGE), _RANGES)),
    ("starts", lambda a, b: a[0] == b[0] and a[1] <= b[1], ((_POINT, _RANGE), _RANGES)),
    ("started by", lambda a, b: a[0] == b[0] and a[1] >= b[1], ((_RANGE, _POINT), _RANGES)),
    ("coincides", lambda a, b: a == b, (_POINTS, _RANGES)),
)
for _name, _relation, _signatures in _PLACES:
    for _first, _second in _signatures:
        _declare(_name, _first, _second, _relation)
