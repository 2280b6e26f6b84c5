"""How old what is published is, in Jalali years; and when the law wants it looked at again.

Article 36 of the Civil Service Management Act has an agency review its processes at most every three years.
"""

from __future__ import annotations

from datetime import date, datetime, time

from django.db.models import Q
from django.utils import timezone

from barzan.catalogue.models import ServiceVersion
from barzan.persian import Jalali, month_length

REVIEW_YEARS = 3
AGES = ("0", "1", "2", "3")


def years_before(day: date, years: int) -> date:
    """The same day of an earlier Jalali year; the last of Esfand where that year has no 30th."""
    now = Jalali.from_gregorian(day)
    year = now.year - years
    return Jalali(year, now.month, min(now.day, month_length(year, now.month))).to_gregorian()


def age(years: str, today: date) -> Q:
    """The condition of services whose version in force is so many whole years old; ``3``: three or more."""
    number = int(years)
    condition = Q(current_version__published_at__lt=_end(years_before(today, number))) if number else Q()
    if years != AGES[-1]:
        condition &= Q(current_version__published_at__gte=_end(years_before(today, number + 1)))
    return condition


def overdue(today: date) -> Q:
    """The condition of services last reviewed, or never and first published, over three years ago."""
    limit = years_before(today, REVIEW_YEARS)
    # A set of services, not a question for each: both engines hash it once.
    first = ServiceVersion.objects.filter(number=1, published_at__lt=_start(limit)).values("service")
    return Q(reviewed_on__lt=limit) | Q(reviewed_on__isnull=True, pk__in=first)


def _end(day: date) -> datetime:
    """The end of ``day`` here: what was published on it is whole years old."""
    return _start(date.fromordinal(day.toordinal() + 1))


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
