"""What a cell of conditions accepts, as far as it can be said without a context. Pure."""

from __future__ import annotations

from barzan.decisions.core.axes import Axis, key_of
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


def pieces(test: Test, axis: Axis) -> int:
    """The pieces of an axis that the cell accepts; ``points`` of the cell are points of the axis."""
    if test.any:
        return axis.every
    null = axis.places.get(key_of(None))
    if test.text == "null":
        return 0 if null is None else 1 << null
    found = axis.mask(test.feel.ranges() or ()) if test.feel else 0
    # A test that is denied accepts null as well: nothing is equal to it.
    return found | (1 << null) if null is not None and _accepts_null(test) else found


def _accepts_null(test: Test) -> bool:
    try:
        return test.feel is not None and test.feel.matches(None)
    except FeelError:
        return False
