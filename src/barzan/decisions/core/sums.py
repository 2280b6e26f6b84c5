"""What COLLECT makes of a column of outputs, through the built-in functions of FEEL. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from barzan.decisions.core.model import Aggregation
from barzan.feel import parse
from barzan.feel.values import Value

_FORMULAS = {
    Aggregation.SUM: parse("sum(column)"),
    Aggregation.MIN: parse("min(column)"),
    Aggregation.MAX: parse("max(column)"),
    Aggregation.COUNT: parse("count(column)"),
}
_SAME = parse("one = other")


def aggregated(aggregation: Aggregation, column: Sequence[Value]) -> Value:
    """The sum, least, greatest or number of the values; null where they cannot be added or compared."""
    return _FORMULAS[aggregation].evaluate({"column": tuple(column)})


def same(one: Value, other: Value) -> bool:
    """Whether two values are equal as FEEL compares them."""
    return bool(_SAME.evaluate({"one": one, "other": other}))
