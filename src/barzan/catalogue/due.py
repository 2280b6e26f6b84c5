"""When a service is due for review. Pure.

Article 36 of the Civil Service Management Act has an agency review its processes at most every three years.
The convention, said on every page that shows such a day: three Jalali years after a service was last
confirmed or changed, the same day of the same month; 30 Esfand falls on 29 Esfand where that year has no
thirtieth.
"""

from __future__ import annotations

from datetime import date, timedelta

from barzan.persian.jalali import Jalali, month_length

REVIEW_YEARS = 3


def years_from(day: date, years: int) -> date:
    """The same day of the Jalali year ``years`` later (or earlier); 30 Esfand is 29 in a common year."""
    now = Jalali.from_gregorian(day)
    year = now.year + years
    return Jalali(year, now.month, min(now.day, month_length(year, now.month))).to_gregorian()


def due_on(last: date) -> date:
    """The day on which a service that was last confirmed on ``last`` is due."""
    return years_from(last, REVIEW_YEARS)


def last_before(day: date) -> date:
    """The latest day of confirmation whose due day is ``day`` or earlier.

    So "due on ``day`` or before" is one comparison in the database: last confirmed on or before this.
    """
    following = day + timedelta(1)
    earlier = years_from(following, -REVIEW_YEARS)
    # 30 Esfand has no twin three years before: its 29th is due on the 29th already.
    return earlier if due_on(earlier) < following else earlier - timedelta(1)
