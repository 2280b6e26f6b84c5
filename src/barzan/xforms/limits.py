"""What forms, expressions and answers may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds in time and size; whatever passes one is refused or flagged, never cut short in silence.

    size, elements, depth: bytes, elements and nesting of an XML document.
    expression, nested:    characters and nesting of one expression.
    text:                  characters of one value.
    rows, cells:           rows of one repeat; values of a whole filling.
    steps:                 work of one recalculation: a node visited, eight characters made or matched.
    rounds:                how often actions may set off other actions.
    """

    size: int = 64 * 2**20
    elements: int = 2_000_000
    depth: int = 60
    expression: int = 20_000
    nested: int = 60
    text: int = 100_000
    rows: int = 5_000
    cells: int = 500_000
    steps: int = 5_000_000
    rounds: int = 50


LIMITS = Limits()
