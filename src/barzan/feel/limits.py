"""What an expression may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds in time and size; whatever passes one is refused with a ``FeelError``, never cut short.

    text:   characters of the expression.
    depth:  nesting of the expression (parentheses, lists, calls, paths).
    steps:  work of one evaluation: a step is about one operation, one item or eight characters.
    string: characters of one text value.
    items:  members of one list or context; members in all of a result.
    calls:  depth of functions that call each other, in levels of nesting.
    """

    text: int = 20_000
    depth: int = 60
    steps: int = 250_000
    string: int = 100_000
    items: int = 50_000
    calls: int = 240


LIMITS = Limits()
