"""The operators of XPath 1.0 over compiled operands."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any

from barzan.xforms.codes import Code, num, numbers_of, plain, text, texts_of, truth
from barzan.xforms.values import NAN, Value, as_number, as_text, as_truth, number

Test = Callable[[Any, Any], bool]

_RELATIONS: dict[str, Test] = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
_EQUALITIES: dict[str, Test] = {"=": operator.eq, "!=": operator.ne}


def combined(sign: str, left: Code, right: Code) -> Code:
    """``left sign right`` for all but ``and``, ``or`` and ``|``."""
    if sign in _RELATIONS:
        return Code("truth", _related(_RELATIONS[sign], left, right))
    if sign in _EQUALITIES:
        return Code("truth", _equated(_EQUALITIES[sign], left, right))
    return Code("number", _reckoned(sign, num(left), num(right)))


def chained(signs: list[str], operands: list[Code]) -> Code:
    """Operands of one level from left to right; a long sum is reckoned in a loop, not in depth."""
    if len(signs) > 4 and signs[0] in _ARITHMETIC:
        first, *rest = [num(code) for code in operands]
        steps = [(_ARITHMETIC[sign], run) for sign, run in zip(signs, rest, strict=True)]

        def loop(x: Any) -> float:
            total = first(x)
            for operation, run in steps:
                total = operation(total, run(x))
            return total

        return Code("number", loop)
    found = operands[0]
    for sign, code in zip(signs, operands[1:], strict=True):
        found = combined(sign, found, code)
    return found


def all_of(tests: list[Callable[[Any], bool]]) -> Callable[[Any], bool]:
    if len(tests) == 2:
        first, second = tests
        return lambda x: first(x) and second(x)

    return lambda x: all(test(x) for test in tests)


def any_of(tests: list[Callable[[Any], bool]]) -> Callable[[Any], bool]:
    if len(tests) == 2:
        first, second = tests
        return lambda x: first(x) or second(x)

    return lambda x: any(test(x) for test in tests)


def negated(code: Code) -> Code:
    run = num(code)
    if code.value is not None:
        value = -as_number(code.value)
        return Code("number", lambda x: value, value=value)
    return Code("number", lambda x: -run(x))


def _reckoned(
    sign: str, left: Callable[[Any], float], right: Callable[[Any], float]
) -> Callable[[Any], float]:
    if sign == "+":
        return lambda x: left(x) + right(x)
    if sign == "-":
        return lambda x: left(x) - right(x)
    if sign == "*":
        return lambda x: left(x) * right(x)
    if sign == "div":
        return lambda x: divided(left(x), right(x))
    return lambda x: remainder(left(x), right(x))


def divided(one: float, other: float) -> float:
    """IEEE 754: by zero gives infinity or NaN."""
    if other:
        return one / other
    if one != one or one == 0 or other != other:
        return NAN
    return math.copysign(math.inf, one) * math.copysign(1.0, other)


def remainder(one: float, other: float) -> float:
    """The remainder with the sign of the dividend (XPath 1.0, 3.5)."""
    try:
        return math.fmod(one, other)
    except ValueError:
        return NAN


_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": divided,
    "mod": remainder,
}


def _related(test: Test, left: Code, right: Code) -> Callable[[Any], bool]:
    if left.kind == "many" or right.kind == "many":
        ones, others = numbers_of(left), numbers_of(right)

        def some(x: Any) -> bool:
            found = others(x)
            return any(test(one, other) for one in ones(x) for other in found)

        return some
    one, other = num(left), num(right)
    if right.value is not None:
        bound = as_number(right.value)
        if left.at is not None and left.at[0] == 0:
            index = left.at[1]
            return lambda row: test(number(row.seen[index]), bound)
        return lambda x: test(one(x), bound)
    return lambda x: test(one(x), other(x))


def _equated(test: Test, left: Code, right: Code) -> Callable[[Any], bool]:
    kinds = {left.kind, right.kind}
    if "many" in kinds:
        return _equated_many(test, left, right)
    if "any" in kinds:
        one_any, other_any = plain(left), plain(right)
        return lambda x: _equal_values(test, one_any(x), other_any(x))
    if "truth" in kinds:
        one_truth, other_truth = truth(left), truth(right)
        return lambda x: test(one_truth(x), other_truth(x))
    if "number" in kinds:
        return _related(test, left, right)
    return _equated_texts(test, left, right)


def _equated_texts(test: Test, left: Code, right: Code) -> Callable[[Any], bool]:
    one, other = text(left), text(right)
    if left.kind == "text" and left.value is not None:
        left, right, one, other = right, left, other, one
    if right.value is not None and left.at is not None:
        ups, index = left.at
        wanted = right.value
        if ups == 0:
            return lambda row: test(row.seen[index], wanted)
        if ups == 1:
            return lambda row: test(row.up.seen[index], wanted)
    return lambda x: test(one(x), other(x))


def _equal_values(test: Test, one: Value, other: Value) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return test(as_truth(one), as_truth(other))
    if isinstance(one, float) or isinstance(other, float):
        return test(as_number(one), as_number(other))
    return test(as_text(one), as_text(other))


def _equated_many(test: Test, left: Code, right: Code) -> Callable[[Any], bool]:
    if left.kind != "many":
        left, right = right, left
    texts = texts_of(left)
    if right.kind == "truth":
        other_truth = truth(right)
        return lambda x: test(bool(texts(x)), other_truth(x))
    if right.kind == "number":
        other_number = num(right)

        def some_number(x: Any) -> bool:
            wanted = other_number(x)
            return any(test(number(one), wanted) for one in texts(x))

        return some_number
    others = texts_of(right)
    equal = test is operator.eq

    def some(x: Any) -> bool:
        ones, wanted = set(texts(x)), set(others(x))
        if equal:
            return not ones.isdisjoint(wanted)
        return bool(ones and wanted) and not (len(ones) == len(wanted) == 1 and ones == wanted)

    return some
