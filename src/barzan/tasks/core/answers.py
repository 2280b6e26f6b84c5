"""Whether answers are what a task asks for; how they are kept. Pure.

Answers come from forms, from the API and from other rooms: a number as a number or as digits of either
script, a day as a date, in ISO 8601 or as a Jalali day. All that cannot be read is named with its cure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from barzan.persian.errors import PersianError
from barzan.persian.jalali import parse_jalali
from barzan.persian.numbers import LARGEST_RIAL, typed_number
from barzan.persian.text import latin_digits, normalise
from barzan.tasks.core.fields import Field, FieldType

Value = str | Decimal | bool | date | None
Stored = str | bool | None
LONGEST = 20_000
DIGITS = 34  # those of IEEE 754 decimal128, as FEEL has
_YES, _NO = {"true", "yes", "1", "بله", "آری"}, {"false", "no", "0", "خیر", "نه"}


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why the answer of ``field`` is refused, and the cure."""

    field: str
    fa: str
    en: str


@dataclass(frozen=True, slots=True)
class Read:
    """The answers by name, None for one that was left out, and everything that is wrong with them."""

    values: Mapping[str, Value]
    wrong: tuple[Wrong, ...] = ()


class _Unreadable(Exception):
    def __init__(self, fa: str, en: str) -> None:
        super().__init__(en)
        self.fa, self.en = fa, en


def read(fields: Sequence[Field], given: Mapping[str, object]) -> Read:
    """Reads ``given`` by the fields; an answer that nobody asked for is wrong too."""
    values: dict[str, Value] = {}
    wrong = [
        Wrong(
            name,
            f"این کار پاسخی به نام «{name}» نمی‌خواهد؛ آن را بردارید.",
            f"Nothing named “{name}” is asked; leave it out.",
        )
        for name in given
        if name not in {field.name for field in fields}
    ]
    for field in fields:
        try:
            values[field.name] = _read(field, given.get(field.name))
        except _Unreadable as error:
            wrong.append(Wrong(field.name, error.fa, error.en))
    return Read(values, tuple(wrong))


def stored(values: Mapping[str, Value]) -> dict[str, Stored]:
    """Answers as JSON: numbers and days as text, so that nothing is rounded."""
    return {
        name: value if value is None or isinstance(value, str | bool) else _plain(value)
        for name, value in values.items()
    }


def loaded(fields: Sequence[Field], kept: Mapping[str, object]) -> dict[str, Value]:
    """The answers that ``stored`` wrote."""
    return dict(read(fields, {field.name: kept.get(field.name) for field in fields}).values)


def _plain(value: Decimal | date) -> str:
    return value.isoformat() if isinstance(value, date) else format(value, "f")


def _read(field: Field, given: object) -> Value:
    if isinstance(given, str):
        given = normalise(given)
    if given is None or given == "":
        if field.required:
            raise _Unreadable("این پاسخ لازم است؛ آن را بنویسید.", "This answer is needed; give it.")
        return None
    return _READERS[field.type](field, given)


def _text(field: Field, given: object) -> str:
    text = str(given)
    if len(text) > LONGEST:
        raise _Unreadable(
            "این متن از ۲۰٬۰۰۰ نویسه بلندتر است؛ کوتاهش کنید یا پیوست کنید.",
            "This is longer than 20,000 characters; shorten it or attach a document.",
        )
    return text


def _number(field: Field, given: object) -> Decimal:
    unreadable = _Unreadable(
        "این عدد نیست؛ با رقم بنویسید، مانند ۱۲٫۵.", "This is no number; write digits, as in 12.5."
    )
    if isinstance(given, bool):
        raise unreadable
    try:
        number = Decimal(typed_number(str(given)))
    except InvalidOperation:
        raise unreadable from None
    digits, exponent = number.as_tuple().digits, number.as_tuple().exponent
    if not isinstance(exponent, int) or len(digits) > DIGITS or not -DIGITS <= exponent <= DIGITS:
        raise unreadable
    return number


def _money(field: Field, given: object) -> Decimal:
    amount = _number(field, given)
    if amount != amount.to_integral_value():
        raise _Unreadable(
            "مبلغ به ریال و بی‌اعشار است؛ اگر به تومان نوشته‌اید ده برابرش کنید.",
            "The amount is in whole rials; if you wrote tomans, take ten times as much.",
        )
    if abs(amount) > LARGEST_RIAL:
        raise _Unreadable(
            "مبلغ از هزار هزار میلیارد ریال بیشتر است؛ شمار صفرها را وارسی کنید.",
            "The amount is over a thousand trillion rials; check the number of zeros.",
        )
    return amount.quantize(Decimal(1))


def _yes_no(field: Field, given: object) -> bool:
    if isinstance(given, bool):
        return given
    said = str(given).casefold()
    if said not in _YES | _NO:
        raise _Unreadable("بله یا خیر را برگزینید.", "Choose yes or no.")
    return said in _YES


def _day(field: Field, given: object) -> date:
    if isinstance(given, date):
        return given.date() if isinstance(given, datetime) else given
    text = latin_digits(str(given))
    try:
        # A year of four digits from 1700 on is Gregorian: Jalali days here end with 1500.
        return date.fromisoformat(text) if text[:4] >= "1700" else parse_jalali(text)
    except PersianError as error:
        raise _Unreadable(error.fa, error.en) from None
    except ValueError:
        raise _Unreadable(
            "این روز نیست؛ مانند ۱۴۰۵/۹/۱۱ بنویسید.", "This is no day; write it as 1405/9/11 or 2026-12-02."
        ) from None


def _choice(field: Field, given: object) -> str:
    if str(given) not in {choice.value for choice in field.choices}:
        raise _Unreadable(
            "یکی از گزینه‌های همین پرسش را برگزینید.", "Choose one of the answers of this question."
        )
    return str(given)


def _document(field: Field, given: object) -> str:
    key = latin_digits(str(given))
    if isinstance(given, bool) or not key.isascii() or not key.isdigit() or len(key) > 18:
        raise _Unreadable("سند را پیوست کنید.", "Attach the document.")
    return key


_READERS: Mapping[FieldType, Callable[[Field, object], Value]] = {
    FieldType.TEXT: _text,
    FieldType.NUMBER: _number,
    FieldType.MONEY: _money,
    FieldType.YES_NO: _yes_no,
    FieldType.DATE: _day,
    FieldType.CHOICE: _choice,
    FieldType.DOCUMENT: _document,
}
