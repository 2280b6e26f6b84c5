"""Persian: text, order, dates, numbers and the checks of numbers that people carry.

The lowest room. The names below are its pure core: values in, values out, no Django, no clock, no
files. What needs Django stands beside it and is imported by its own name: ``fields`` (the date field of
forms) and ``templatetags.persian`` (filters).
"""

from barzan.persian.checks import (
    LegalId,
    Mobile,
    NationalId,
    PostalCode,
    legal_id,
    mobile,
    national_id,
    postal_code,
)
from barzan.persian.errors import BilingualError, PersianError
from barzan.persian.jalali import Jalali, format_jalali, is_leap, month_length, parse_jalali
from barzan.persian.numbers import (
    Rial,
    format_number,
    percent,
    percent_sign,
    persian_number,
    typed_number,
)
from barzan.persian.order import sort_key
from barzan.persian.text import (
    joined_key,
    latin_digits,
    normalise,
    persian_digits,
    search_key,
    search_tokens,
)
from barzan.persian.zwnj import restore_zwnj

__all__ = [
    "BilingualError",
    "Jalali",
    "LegalId",
    "Mobile",
    "NationalId",
    "PersianError",
    "PostalCode",
    "Rial",
    "format_jalali",
    "format_number",
    "is_leap",
    "joined_key",
    "latin_digits",
    "legal_id",
    "mobile",
    "month_length",
    "national_id",
    "normalise",
    "parse_jalali",
    "percent",
    "percent_sign",
    "persian_digits",
    "persian_number",
    "postal_code",
    "restore_zwnj",
    "search_key",
    "search_tokens",
    "sort_key",
    "typed_number",
]
