"""What a cell of conditions accepts, as far as it can be said without a context. Pure."""

from __future__ import annotations

from collections.abc import Callable

from barzan.decisions.core.model import Test
from barzan.feel import FeelError
from barzan.feel.values import Range, Value


def points(test: Test) -> tuple[Value, ...] | None:
    """The constants that the cell names; None where it is more than constants and ranges (S-FEEL)."""
    if test.any:
        return ()
    if test.text == "null":
        return (None,)
    found = test.feel.ranges() if test.feel else None
    if found is None or _spans_texts(found):
        return None
    ends = (end for each in found for end in (each.low, each.high))
    return tuple(end for end in ends if end is not None)


def _spans_texts(ranges: tuple[Range, ...]) -> bool:
    """Whether the cell accepts a stretch of texts in their order, more than some texts or all but some."""
    if not any(isinstance(end, str) for each in ranges for end in (each.low, each.high)):
        return False
    points = all(each.low == each.high for each in ranges)
    ends = [end for each in ranges for end in (each.low, each.high)]
    all_but = ends[0] is None and ends[-1] is None and ends[1:-1:2] == ends[2:-1:2]
    return not points and not all_but


def matcher(test: Test) -> Callable[[Value], bool]:
    """Whether a value passes the cell; one that cannot be compared does not."""

    def matches(value: Value) -> bool:
        if test.any:
            return True
        try:
            return test.feel is not None and test.feel.matches(value)
        except FeelError:
            return False

    return matches
