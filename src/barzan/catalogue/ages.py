"""How old what is published is, in Jalali years, and what is overdue for review: conditions on services."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from barzan.catalogue.due import last_before, years_from
from barzan.catalogue.models import ServiceVersion

AGES = ("0", "1", "2", "3")


def age(years: str, today: date) -> Q:
    """The condition of services whose version in force is so many whole years old; ``3``: three or more."""
    number = int(years)
    condition = Q(current_version__published_at__lt=_end(years_from(today, -number))) if number else Q()
    if years != AGES[-1]:
        condition &= Q(current_version__published_at__gte=_end(years_from(today, -number - 1)))
    return condition


def overdue(today: date) -> Q:
    """The condition of services whose review was due before ``today``."""
    last = last_before(today - timedelta(1))
    # A set of services, not a question for each: both engines hash it once.
    first = ServiceVersion.objects.filter(number=1, published_at__lt=_end(last)).values("service")
    return Q(reviewed_on__lte=last) | Q(reviewed_on__isnull=True, pk__in=first)


def _end(day: date) -> datetime:
    """The end of ``day`` here: what was published on it is whole years old."""
    return _start(date.fromordinal(day.toordinal() + 1))


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
