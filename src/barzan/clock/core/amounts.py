"""Amounts of time as ISO 8601 durations: ``P5D``, ``P3M``, ``P2W``, ``P1Y6M``, ``PT8H``. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from barzan.clock.core.errors import ClockError

_FORM = re.compile(
    r"P(?=\d|T\d)(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?"
    r"(?:T(?=\d)(?:(\d{1,7})H)?(?:(\d{1,9})M)?(?:(\d{1,10})S)?)?",
    re.ASCII,
)
LONGEST_DAYS = 18_300  # fifty years: no end lies beyond the calendar of the house (1500)


@dataclass(frozen=True, slots=True)
class Amount:
    """A length of time in the three units that do not turn into one another by themselves."""

    months: int = 0
    days: int = 0
    seconds: int = 0

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.months + other.months, self.days + other.days, self.seconds + other.seconds)

    def in_days(self, month_days: int = 30) -> int:
        """Whole days, a month taken as ``month_days``; seconds are left out."""
        return self.months * month_days + self.days

    def in_seconds(self) -> int:
        """Elapsed seconds: a day of 24 hours, a month of 30 days, a year of 12 months."""
        return self.in_days() * 86_400 + self.seconds


@lru_cache(maxsize=1_000)
def read_amount(text: str) -> Amount:
    """The amount that ``text`` writes; years are 12 months, weeks 7 days.

    Raises ``ClockError``: ``clock.amount`` for what is no duration, ``clock.too-long`` beyond 50 years.
    """
    found = _FORM.fullmatch(text.strip())
    if found is None:
        raise ClockError.unreadable(text)
    years, months, weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    amount = Amount(years * 12 + months, weeks * 7 + days, hours * 3_600 + minutes * 60 + seconds)
    if amount.in_seconds() > LONGEST_DAYS * 86_400:
        raise ClockError.too_long(text)
    return amount
