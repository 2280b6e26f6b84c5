"""When a proposal must be answered, and the months of reminders. Pure.

A proposal is answered within 15 calendar days; the day of receipt does not count. The page that shows the day
says so. When a review is due: ``catalogue.due``.
"""

from __future__ import annotations

from datetime import date, timedelta

from barzan.persian.jalali import Jalali

ANSWER_DAYS = 15


def answer_by(received: date) -> date:
    """The last day on which a proposal that came on ``received`` is answered in time."""
    return received + timedelta(ANSWER_DAYS)


def month_of(day: date) -> date:
    """The first day of the Jalali month of ``day``."""
    jalali = Jalali.from_gregorian(day)
    return Jalali(jalali.year, jalali.month, 1).to_gregorian()
