"""Functions that make texts, numbers, ranges and contexts (DMN 1.5, 10.3.4.1, 10.3.4.6, 10.3.4.9)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from barzan.feel.errors import Failing
from barzan.feel.functions.signatures import function
from barzan.feel.running import Run
from barzan.feel.temporal import read_any, written
from barzan.feel.values import DECIMALS, Function, Range, Value
from barzan.persian.text import latin_digits

_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,6})?")
_SEPARATORS = (" ", ",", ".", None)
_RANGE = re.compile(r"(?P<open>[\[(\]])(?P<low>.*?)\.\.(?P<high>.*)(?P<close>[\])\[])", re.DOTALL)
_MANY = frozenset({tuple, dict, Range, Function})
_QUOTED = re.compile(r'"(?P<text>[^"\\]*)"')
_CALLED = re.compile(r'(?:date|time|date and time|duration)\s*\(\s*"(?P<text>[^"]*)"\s*\)|@"(?P<at>[^"]*)"')


@function("string", "from: Any")
def string(run: Run, value: Value) -> Value:
    return None if value is None else text_of(value, run)


def text_of(value: Value, run: Run) -> str:
    """The text of any value but null, as FEEL writes it; texts within lists and contexts with quotes."""
    return str(value) if type(value) is str else _text(value, run, 0)


def _text(value: Value, run: Run, depth: int) -> str:
    run.charge(1)
    kind = type(value)
    if value is None or kind is bool:
        return "null" if value is None else "true" if value else "false"
    if kind is str:
        run.charge(len(value) >> 3)
        return _quoted(value)
    if kind is Decimal:
        return number_text(value)
    if kind in _MANY:
        return _text_of_many(value, run, depth + 1)
    text: str = written(value)
    return text


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def number_text(value: Decimal) -> str:
    """Without an exponent and without zeros at the end: 1000, 0.25."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) if value else "0"


def _text_of_many(value: Value, run: Run, depth: int) -> str:
    run.charge(1)
    if depth > 50:
        raise Failing("مقدار بیش از ۵۰ لایه دارد.", "The value has more than 50 levels.")
    if type(value) is tuple:
        return "[" + ", ".join([_text(member, run, depth) for member in value]) + "]"
    if type(value) is dict:
        return "{" + ", ".join([f"{key}: {_text(member, run, depth)}" for key, member in value.items()]) + "}"
    if type(value) is Range:
        low = _text(value.low, run, depth) if value.low is not None else ""
        high = _text(value.high, run, depth) if value.high is not None else ""
        return f"{'[' if value.low_included else '('}{low}..{high}{']' if value.high_included else ')'}"
    return f"function({', '.join(value.parameters or ())})"


@function("number", "from: string, grouping separator?: string|null, decimal separator?: string|null")
def number(run: Run, text: str, grouping: str | None = None, decimal: str | None = None) -> Value:
    """The number that ``text`` writes; digits may be Latin, Persian or Arabic."""
    if grouping not in _SEPARATORS or decimal not in (",", ".", None) or (grouping and grouping == decimal):
        raise Failing(
            "جداکنندهٔ هزارگان باید فاصله، , یا . و جداکنندهٔ اعشار . یا , و جز آن باشد.",
            "The grouping separator is a space, a comma or a point, the decimal one another of the last two.",
        )
    plain = latin_digits(text)
    if grouping:
        plain = plain.replace(grouping, "")
    if decimal:
        plain = plain.replace(decimal, ".")
    if not _NUMBER.fullmatch(plain):
        raise Failing(f"«{text[:40]}» عدد نیست.", f"“{text[:40]}” is no number.")
    try:
        return DECIMALS.create_decimal(plain)
    except ArithmeticError:
        raise Failing("عدد بیرون از اندازه است.", "The number is out of bounds.") from None


@function("number", "from: number")
def number_of(run: Run, value: Decimal) -> Value:
    return value


@function("range", "from: string")
def range_from_text(run: Run, text: str) -> Value:
    """``[18..21)`` with literal ends: numbers, texts, dates and the like."""
    match = _RANGE.fullmatch(text.strip())
    if not match:
        raise _no_range()
    low, high = _end(match["low"].strip()), _end(match["high"].strip())
    if (low is None and high is None) or (
        low is not None and high is not None and type(low) is not type(high)
    ):
        raise _no_range()
    closed = match["open"] == "[", match["close"] == "]"
    if (low is None and closed[0]) or (high is None and closed[1]) or (low and high and high < low):
        raise _no_range()
    return Range(low, high, *closed)


def _no_range() -> Failing:
    return Failing("متن بازه نیست؛ مانند [18..21) بنویسید.", "The text is no range; write it as [18..21).")


def _end(text: str) -> Value:
    if text in ("", "null"):
        return None
    if _NUMBER.fullmatch(text):
        return DECIMALS.create_decimal(text)
    if match := _QUOTED.fullmatch(text):
        return match["text"]
    match = _CALLED.fullmatch(text)
    if not match:
        raise _no_range()
    return read_any(match["text"] or match["at"] or "")


@function("get value", "m: context, key: string")
def get_value(run: Run, context: dict[str, Value], key: str) -> Value:
    return context.get(key)


@function("get value", "m: context, key: list")
def get_value_deep(run: Run, context: dict[str, Value], keys: Sequence[Value]) -> Value:
    value: Value = context
    for key in keys:
        if type(value) is not dict or key not in value:
            return None
        value = value[key]
    return value if keys else None


@function("get entries", "m: context")
def get_entries(run: Run, context: dict[str, Value]) -> Value:
    return tuple([{"key": key, "value": value} for key, value in context.items()])


@function("context", "entries: list")
def context(run: Run, entries: Sequence[Value]) -> Value:
    """A context of the entries of a list, each ``{key: …, value: …}``."""
    found: dict[str, Value] = {}
    for entry in entries:
        if type(entry) is not dict or type(entry.get("key")) is not str or "value" not in entry:
            raise Failing("هر عضو باید {key: …, value: …} باشد.", "Every member must be {key: …, value: …}.")
        if entry["key"] in found:
            raise Failing("یک نام دو بار آمده است.", "A key stands twice.")
        found[entry["key"]] = entry["value"]
    return found


@function("context put", "context: context, key: string, value: Any")
def context_put(run: Run, context: dict[str, Value], key: str, value: Value) -> Value:
    return {**context, key: value}


@function("context put", "context: context, keys: list, value: Any")
def context_put_deep(run: Run, context: dict[str, Value], keys: Sequence[Value], value: Value) -> Value:
    if not keys or type(keys[0]) is not str or len(keys) > 50:
        raise Failing("فهرست نام‌ها باید متن داشته باشد.", "The list of keys must hold texts.")
    if len(keys) == 1:
        return {**context, keys[0]: value}
    below = context.get(keys[0])
    if type(below) is not dict:
        raise Failing(f"«{keys[0]}» زمینه نیست.", f"“{keys[0]}” is no context.")
    return {**context, keys[0]: context_put_deep(run, below, keys[1:], value)}


@function("context merge", "contexts: list")
def context_merge(run: Run, contexts: Sequence[Value]) -> Value:
    found: dict[str, Value] = {}
    for one in contexts:
        if type(one) is not dict:
            raise Failing("هر عضو باید زمینه باشد.", "Every member must be a context.")
        run.charge(len(one))
        found.update(one)
    return found
