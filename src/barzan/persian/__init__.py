"""Persian: text, order, dates, numbers and the checks of numbers that people carry.

The lowest room. The names below are its pure core: values in, values out, no Django, no clock, no
files. What needs Django stands beside it and is imported by its own name: ``fields`` (the date field of
forms) and ``templatetags.persian`` (filters).
"""

from barzan.persian.errors import PersianError
from barzan.persian.jalali import Jalali, format_jalali, is_leap, month_length, parse_jalali
from barzan.persian.text import (
    joined_key,
    latin_digits,
    normalise,
    persian_digits,
    search_key,
    search_tokens,
)

__all__ = [
    "Jalali",
    "PersianError",
    "format_jalali",
    "is_leap",
    "joined_key",
    "latin_digits",
    "month_length",
    "normalise",
    "parse_jalali",
    "persian_digits",
    "search_key",
    "search_tokens",
]
