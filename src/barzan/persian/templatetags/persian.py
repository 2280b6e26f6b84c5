"""Filters that write numbers, dates and money in the active language; built in, nothing to load."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from barzan.persian.jalali import Style, format_jalali
from barzan.persian.language import active_language, is_persian
from barzan.persian.numbers import Rial, format_number
from barzan.persian.text import latin_digits, persian_digits

register = template.Library()


@register.filter
def fa_digits(value: object) -> str:
    """Any text with Persian digits in Persian, Latin digits else: ``{{ title|fa_digits }}``."""
    text = "" if value is None else str(value)
    return persian_digits(text) if is_persian() else latin_digits(text)


@register.filter
def num(value: int | float | Decimal | None, places: int | None = None) -> str:
    """A number with separators, rounded to ``places`` decimals: ``{{ total|num }}``, ``{{ mean|num:1 }}``."""
    return "" if value is None else format_number(value, places, active_language())


@register.filter
def jalali(value: date | None, style: Style = "numeric") -> str:
    """A day (of a moment, the local one) as ۱۴۰۵/۹/۱۱; ``{{ day|jalali:"short" }}`` is «۱۱ آذر ۱۴۰۵»."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return format_jalali(value, style, active_language())


@register.filter
def jalali_long(value: date | None) -> str:
    """A day with its weekday, as deadlines are written: «چهارشنبه ۱۱ آذر ۱۴۰۵»."""
    return jalali(value, "long")


@register.filter
def rial(value: Rial | int | None) -> str:
    """An amount with its unit: «۱٬۵۰۰٬۰۰۰ ریال»."""
    if value is None:
        return ""
    return (value if isinstance(value, Rial) else Rial(value)).text(active_language())


@register.filter
def bdi(value: object, direction: str = "") -> SafeString:
    """``value`` kept apart from the direction around it; ``{{ code|bdi:"ltr" }}`` for codes and phones."""
    if direction:
        return format_html('<bdi dir="{}">{}</bdi>', direction, value)
    return format_html("<bdi>{}</bdi>", value)
