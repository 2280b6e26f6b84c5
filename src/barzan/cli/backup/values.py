"""Rows as lines of canonical JSON, the same on every engine, and back."""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Field, JSONField, Value
from django.utils.duration import duration_string

Plain = str | int | float | bool | None


def line(row: dict[str, Plain]) -> bytes:
    """One row as a line: sorted keys, no blanks, UTF-8."""
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def plain(field: Field[Any, Any], value: object) -> Plain:
    """The value of a column as JSON; times in UTC with microseconds, decimals as text, bytes as Base64.

    A JSON column comes as its text (so that JSON's ``null`` and no value at all stay two things) and leaves
    as canonical text. Raises ``TypeError`` for a type that no room uses yet.
    """
    if isinstance(field, JSONField):
        return None if value is None else _canonical(str(value))
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    for kind, text in _TEXTS.items():
        if isinstance(value, kind):
            return text(value)
    raise TypeError(f"{type(value).__name__} values cannot be backed up yet")


def value_of(field: Field[Any, Any], plain_value: Plain) -> object:
    """The inverse of ``plain``: what the model's attribute holds."""
    if plain_value is None:
        return None
    if not isinstance(field, JSONField):
        return field.to_python(plain_value)
    return Value(None, JSONField()) if plain_value == "null" else json.loads(str(plain_value))


def _canonical(text: str) -> str:
    value = json.loads(text, parse_float=_number)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _number(text: str) -> float | int:
    """PostgreSQL writes 1e16 and above as whole numbers and forgets that they were not."""
    number = float(text)
    return int(number) if abs(number) >= 1e16 and math.isfinite(number) else number


def _instant(value: datetime) -> str:
    # Django gives aware times while USE_TZ is on.
    return value.astimezone(UTC).isoformat(timespec="microseconds")


# In this order: a datetime is a date too.
_TEXTS: dict[type, Callable[[Any], str]] = {
    datetime: _instant,
    date: date.isoformat,
    time: time.isoformat,
    timedelta: duration_string,
    Decimal: lambda value: format(value, "f"),
    UUID: str,
    bytes: lambda value: base64.b64encode(value).decode(),
    memoryview: lambda value: base64.b64encode(value).decode(),
}
