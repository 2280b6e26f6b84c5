"""When a service is due for review, and when a proposal must be answered. Pure.

Two conventions, said on every page that shows a day reckoned by them:

* A service is due three Jalali years after it was last confirmed or changed: the same day of the same month;
  30 Esfand falls on 29 Esfand where that year has no thirtieth. Three years are the interval in which the
  agency reviews its documented services.
* A proposal is answered within 15 calendar days; the day of receipt does not count.
"""

from __future__ import annotations

from datetime import date, timedelta

from barzan.persian.jalali import Jalali, month_length

REVIEW_YEARS = 3
ANSWER_DAYS = 15


def due_on(last: date, years: int = REVIEW_YEARS) -> date:
    """The day on which a service that was last confirmed on ``last`` is due."""
    day = Jalali.from_gregorian(last)
    year = day.year + years
    return Jalali(year, day.month, min(day.day, month_length(year, day.month))).to_gregorian()


def last_before(day: date, years: int = REVIEW_YEARS) -> date:
    """The latest day of confirmation whose due day is ``day`` or earlier.

    So "due on ``day`` or before" is one comparison in the database: last confirmed on or before this.
    """
    following = Jalali.from_gregorian(day + timedelta(1))
    year = following.year - years
    length = month_length(year, following.month)
    if following.day > length:  # 30 Esfand, three years before a leap year: 29 Esfand is still due earlier
        return Jalali(year, following.month, length).to_gregorian()
    return Jalali(year, following.month, following.day).to_gregorian() - timedelta(1)


def answer_by(received: date) -> date:
    """The last day on which a proposal that came on ``received`` is answered in time."""
    return received + timedelta(ANSWER_DAYS)


def month_of(day: date) -> date:
    """The first day of the Jalali month of ``day``."""
    jalali = Jalali.from_gregorian(day)
    return Jalali(jalali.year, jalali.month, 1).to_gregorian()
