"""Functions of numbers and of boolean values (DMN 1.5, 10.3.4.2 and 10.3.4.5)."""

from __future__ import annotations

from typing import Any

from barzan.feel.functions.signatures import function
from barzan.feel.values import Value


@function("not", "negand: Any")
def negation(run: Any, negand: Value) -> Value:
    return not negand if isinstance(negand, bool) else None
