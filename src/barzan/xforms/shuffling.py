"""The one shuffle that clients of ODK agree on: inside-out Fisher-Yates, Park-Miller numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
_MODULUS = 2_147_483_647


def shuffled(items: Sequence[T], seed: float) -> list[T]:
    """``items`` in the order that ``seed`` gives, the same everywhere."""
    state = _first(seed)
    found: list[T] = []
    for at, item in enumerate(items):
        state = state * 16_807 % _MODULUS
        place = int((state - 1) / (_MODULUS - 1) * (at + 1))
        if place == at:
            found.append(item)
        else:
            found.append(found[place])
            found[place] = item
    return found


def _first(seed: float) -> int:
    # The remainder has the sign of the seed, as in JavaScript and Java.
    state = int(math.fmod(math.trunc(seed), _MODULUS)) if math.isfinite(seed) else 42
    return state if state > 0 else state + _MODULUS - 1
