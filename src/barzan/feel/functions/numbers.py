"""Functions of numbers and of truth (DMN 1.5, 10.3.4.2, tables 75 and following; 10.3.4.5)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
)

from barzan.feel.errors import Failing
from barzan.feel.functions.signatures import function
from barzan.feel.running import Run
from barzan.feel.values import DECIMALS, Value, YearsMonths

_WIDE = Context(prec=80, Emin=-6400, Emax=6400)
_LEAST_SCALE, _MOST_SCALE = -6111, 6176


@function("not", "negand: Any")
def negation(run: Run, negand: Value) -> Value:
    return not negand if isinstance(negand, bool) else None


def rounded(value: Decimal, scale: Decimal, rounding: str) -> Decimal:
    """``value`` with ``scale`` decimals (tens, hundreds … where it is negative). Raises ``Failing``."""
    places = int(scale)
    if not _LEAST_SCALE <= places <= _MOST_SCALE:
        raise Failing(
            f"شمار رقم‌ها باید میان {_LEAST_SCALE} و {_MOST_SCALE} باشد.",
            f"The scale must lie between {_LEAST_SCALE} and {_MOST_SCALE}.",
        )
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and -exponent <= places:
        return value
    return value.quantize(Decimal(1).scaleb(-places, _WIDE), rounding, _WIDE)


def _rounding(rounding: str) -> Callable[..., Value]:
    def call(run: Run, n: Decimal, scale: Decimal = Decimal(0)) -> Value:
        return rounded(n, scale, rounding)

    return call


function("decimal", "n: number, scale: number")(_rounding(ROUND_HALF_EVEN))
function("floor", "n: number, scale?: number")(_rounding(ROUND_FLOOR))
function("ceiling", "n: number, scale?: number")(_rounding(ROUND_CEILING))
function("round up", "n: number, scale: number")(_rounding(ROUND_UP))
function("round down", "n: number, scale: number")(_rounding(ROUND_DOWN))
function("round half up", "n: number, scale: number")(_rounding(ROUND_HALF_UP))
function("round half down", "n: number, scale: number")(_rounding(ROUND_HALF_DOWN))


@function("abs", "n: number|days|months")
def absolute(run: Run, n: Value) -> Value:
    return YearsMonths(abs(n.total)) if isinstance(n, YearsMonths) else abs(n)


@function("modulo", "dividend: number, divisor: number")
def modulo(run: Run, dividend: Decimal, divisor: Decimal) -> Value:
    """dividend - divisor * floor(dividend / divisor)"""
    rest = reckoned(lambda: _WIDE.remainder(dividend, divisor))
    return DECIMALS.plus(rest + divisor) if rest and (rest < 0) is not (divisor < 0) else rest


@function("sqrt", "number: number")
def root(run: Run, number: Decimal) -> Value:
    return reckoned(lambda: DECIMALS.sqrt(number))


@function("log", "number: number")
def logarithm(run: Run, number: Decimal) -> Value:
    if number <= 0:
        raise Failing("لگاریتم تنها برای عدد مثبت است.", "There is a logarithm of positive numbers only.")
    return reckoned(lambda: DECIMALS.ln(number))


@function("exp", "number: number")
def exponential(run: Run, number: Decimal) -> Value:
    return reckoned(lambda: DECIMALS.exp(number))


@function("odd", "number: number")
def odd(run: Run, number: Decimal) -> Value:
    return _ones(number) % 2 == 1


@function("even", "number: number")
def even(run: Run, number: Decimal) -> Value:
    return _ones(number) % 2 == 0


def _ones(number: Decimal) -> int:
    """A whole number with the parity of ``number``. Raises ``Failing`` for what is not whole."""
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent > 0:
        return 0  # it ends with zeros, thousands of them perhaps
    if number != number.to_integral_value():
        raise Failing("تنها عدد درست زوج یا فرد است.", "Only a whole number is odd or even.")
    return abs(int(number))


def reckoned(calculation: Callable[[], Decimal]) -> Decimal:
    """What ``calculation`` gives; ``Failing`` where it has no result within 34 digits."""
    try:
        return calculation()
    except ArithmeticError:
        raise Failing(
            "این محاسبه نتیجه‌ای در اندازهٔ عددها ندارد.", "The calculation has no result that is a number."
        ) from None
