"""Functions over numbers: never an exception, NaN and infinity as IEEE 754 has them."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

from barzan.xforms.values import NAN

INFINITY = math.inf


def _finite(one: float) -> bool:
    return -INFINITY < one < INFINITY


def whole(one: float) -> float:
    """Without its fraction."""
    return float(math.trunc(one)) if _finite(one) else one


def floor(one: float) -> float:
    return float(math.floor(one)) if _finite(one) else one


def ceiling(one: float) -> float:
    return float(math.ceil(one)) if _finite(one) else one


def rounded(one: float, decimals: float = 0.0) -> float:
    """Halves go up, also of negative numbers (XPath 1.0, 4.4); ``decimals`` may be negative."""
    if not _finite(one) or not _finite(decimals):
        return one if decimals == decimals else NAN
    if not decimals:
        return float(math.floor(one + 0.5)) if abs(one) < 2**52 else one
    places = max(-30, min(30, int(decimals)))
    if abs(one) > 1e25:
        return one
    way = ROUND_HALF_UP if one >= 0 else ROUND_HALF_DOWN
    return float(Decimal(repr(one)).quantize(Decimal(1).scaleb(-places), rounding=way))


def _of(function: Callable[..., float]) -> Callable[..., float]:
    def safe(*args: float) -> float:
        try:
            return float(function(*args))
        except ValueError:
            return NAN
        except OverflowError:
            return INFINITY

    return safe


def power(one: float, other: float) -> float:
    try:
        return float(math.pow(one, other))
    except ValueError:
        return INFINITY if one == 0 else NAN
    except OverflowError:
        return -INFINITY if one < 0 and other % 2 == 1 else INFINITY


def _logarithm(function: Callable[[float], float]) -> Callable[[float], float]:
    return lambda one: -INFINITY if one == 0 else _of(function)(one)


log, log10 = _logarithm(math.log), _logarithm(math.log10)
sin, cos, tan = _of(math.sin), _of(math.cos), _of(math.tan)
asin, acos, atan, atan2 = _of(math.asin), _of(math.acos), _of(math.atan), _of(math.atan2)
sqrt, exp = _of(math.sqrt), _of(math.exp)
exp10 = _of(lambda one: math.pow(10.0, one))


def pi() -> float:
    return math.pi
