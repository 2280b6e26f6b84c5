"""Cells of a sheet as answers: Persian digits, Jalali dates, choices by their labels. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from barzan.persian import (
    PersianError,
    joined_key,
    latin_digits,
    normalise,
    parse_jalali,
    typed_number,
)
from barzan.persian.errors import BilingualError
from barzan.registers.core.fields import Field

LISTED = 12


class Untyped(BilingualError):
    """A cell that is no answer to its field, with the cure."""


def typed(field: Field, text: str) -> str:
    """The answer of a cell to a field, as XForms writes it; "" for an empty one. Raises ``Untyped``."""
    plain = normalise(text).strip()
    if not plain:
        return ""
    return _BY_TYPE.get(field.type, _text)(field, plain)


def _text(field: Field, text: str) -> str:
    return text


def _one(field: Field, text: str) -> str:
    if not field.choices or text in field.choices:
        return text
    wanted = joined_key(text)
    for value, labels in field.choices.items():
        if wanted in {joined_key(label) for label in labels.values()} or latin_digits(text) == value:
            return value
    listed = "، ".join(field.said(value, "fa") for value in list(field.choices)[:LISTED])
    listed_en = ", ".join(field.said(value, "en") for value in list(field.choices)[:LISTED])
    raise Untyped(
        "entry.choice",
        f"«{text}» گزینهٔ {field.labelled('fa')} نیست؛ یکی از این‌ها را بنویسید: {listed}",
        f"“{text}” is no choice of {field.labelled('en')}; write one of: {listed_en}",
    )


def _many(field: Field, text: str) -> str:
    separator = next((mark for mark in ("؛", ";", "،", ",", "|") if mark in text), None)
    if separator is None and all(part in field.choices for part in text.split()):
        return text
    parts = text.split(separator) if separator else [text]
    return " ".join(_one(field, part.strip()) for part in parts if part.strip())


def _number(field: Field, text: str) -> str:
    try:
        number = Decimal(typed_number(text))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or (field.type == "integer" and number != number.to_integral_value()):
        raise Untyped(
            "entry.number",
            f"«{text}» عدد درستی برای {field.labelled('fa')} نیست؛ تنها رقم بنویسید.",
            f"“{text}” is no number for {field.labelled('en')}; write digits only.",
        )
    return str(int(number)) if number == number.to_integral_value() else format(number, "f")


def _date(field: Field, text: str) -> str:
    plain = latin_digits(text)
    try:
        return date.fromisoformat(plain[:10]).isoformat() if plain[:2] in ("19", "20") else _jalali(plain)
    except (ValueError, PersianError):
        raise Untyped(
            "entry.date",
            f"«{text}» تاریخ نیست؛ به شکل ۱۴۰۵/۰۹/۰۵ بنویسید.",
            f"“{text}” is no date; write it as 1405/09/05 or 2026-11-26.",
        ) from None


def _jalali(text: str) -> str:
    return parse_jalali(text).isoformat()


def _point(field: Field, text: str) -> str:
    parts = latin_digits(text).replace("،", " ").replace(",", " ").split()
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        numbers = []
    if len(numbers) not in (2, 3, 4) or abs(numbers[0]) > 90 or abs(numbers[1]) > 180:
        raise Untyped(
            "entry.point",
            f"«{text}» نقطه نیست؛ عرض و سپس طول جغرافیایی را بنویسید: 35.70 51.40",
            f"“{text}” is no point; write latitude, then longitude: 35.70 51.40",
        )
    return " ".join([*parts, "0", "0"][:4])


_BY_TYPE: Mapping[str, Callable[[Field, str], str]] = {
    "select_one": _one,
    "select_multiple": _many,
    "integer": _number,
    "decimal": _number,
    "range": _number,
    "date": _date,
    "geopoint": _point,
}
