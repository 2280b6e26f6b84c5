"""The Jalali year of an instrument, from its day or from what is printed. Pure."""

from __future__ import annotations

import re
from datetime import date

from barzan.persian import Jalali, latin_digits

_YEAR = re.compile(r"(?<!\d)(1[234]\d\d)(?!\d)")


def jalali_year(day: date | None, printed: str) -> int | None:
    """The year of ``day``, else the only four-digit year from 1200 to 1499 in ``printed``."""
    if day is not None:
        return Jalali.from_gregorian(day).year
    found = set(_YEAR.findall(latin_digits(printed)))
    return int(found.pop()) if len(found) == 1 else None
