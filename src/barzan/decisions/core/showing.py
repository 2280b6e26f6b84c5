"""Values as people read them, in either language. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal

from barzan.decisions.core.axes import OTHER
from barzan.feel.values import Range, Value, YearsMonths, kind_of
from barzan.persian import format_jalali, persian_digits

_WORDS = {
    "fa": {True: "بله", False: "خیر", None: "هیچ", OTHER: "هر مقدار دیگر"},
    "en": {True: "yes", False: "no", None: "nothing", OTHER: "any other value"},
}
_UNITS = {
    "fa": (("days", "روز"), ("hours", "ساعت"), ("minutes", "دقیقه"), ("seconds", "ثانیه")),
    "en": (("days", "days"), ("hours", "hours"), ("minutes", "minutes"), ("seconds", "seconds")),
}


def shown(value: Value, language: str) -> str:
    """A value in the words, digits and calendar of ``language``."""
    fa = not language.startswith("en")
    if value is None or isinstance(value, bool) or value == OTHER:
        return _WORDS["fa" if fa else "en"][value]
    text = _plain(value, fa)
    return persian_digits(text) if fa and not isinstance(value, str) else text


def _plain(value: Value, fa: bool) -> str:  # noqa: C901 - one case a kind of value
    match value:
        case str():
            return f"«{value}»" if fa else f"“{value}”"
        case Decimal():
            return number(value, fa)
        case datetime.datetime():
            return f"{_day(value.date(), fa)}، {value:%H:%M}" if fa else f"{value:%Y-%m-%d %H:%M}"
        case datetime.date():
            return _day(value, fa)
        case datetime.time():
            return f"{value:%H:%M}" if not value.second else f"{value:%H:%M:%S}"
        case datetime.timedelta():
            return _duration(value, "fa" if fa else "en")
        case YearsMonths():
            words = ("سال", "ماه") if fa else ("years", "months")
            return _joined([(value.years, words[0]), (value.months, words[1])], fa)
        case Range():
            return _range(value, fa)
        case Mapping():
            pairs = (f"{name}: {shown(each, 'fa' if fa else 'en')}" for name, each in value.items())
            return ("؛ " if fa else "; ").join(pairs) or "{}"
        case list() | tuple():
            return ("، " if fa else ", ").join(shown(each, "fa" if fa else "en") for each in value) or "[]"
        case _:
            return kind_of(value)


def number(value: Decimal, fa: bool) -> str:
    """A number with its thousands parted; the digits stay Latin."""
    plain = format(value.normalize() if value else Decimal(0), "f")
    whole, _, rest = plain.partition(".")
    sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    parted = f"{int(whole):,}".replace(",", "٬" if fa else ",")
    mark = "٫" if fa else "."
    return f"{'−' if sign else ''}{parted}{mark + rest if rest else ''}"


def _day(day: datetime.date, fa: bool) -> str:
    return format_jalali(day) if fa else day.isoformat()


def _duration(value: datetime.timedelta, language: str) -> str:
    seconds = abs(int(value.total_seconds()))
    amounts = (
        value.days if value.days > 0 else seconds // 86400,
        seconds // 3600 % 24,
        seconds // 60 % 60,
        seconds % 60,
    )
    words = [word for _, word in _UNITS[language]]
    sign = "−" if value < datetime.timedelta(0) else ""
    return sign + _joined(list(zip(amounts, words, strict=True)), language == "fa")


def _joined(amounts: list[tuple[int, str]], fa: bool) -> str:
    said = [f"{amount} {word}" for amount, word in amounts if amount]
    return (" و " if fa else " ").join(said) or f"0 {amounts[-1][1]}"


def _range(value: Range, fa: bool) -> str:
    language = "fa" if fa else "en"
    low = shown(value.low, language) if value.low is not None else "…"
    high = shown(value.high, language) if value.high is not None else "…"
    return f"از {low} تا {high}" if fa else f"{low} to {high}"
