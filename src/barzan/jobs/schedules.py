"""Runs the registered schedules. A table keeps them over restarts; a lease lets one worker run each."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import uuid4

from django.db.models import Q, QuerySet
from django.utils import timezone

from barzan.jobs import registry
from barzan.jobs.leases import describe
from barzan.jobs.models import Schedule
from barzan.jobs.registry import Regular

log = logging.getLogger(__name__)
AFTER_FAILURE = timedelta(minutes=1)


def enrol() -> None:
    """Makes a row for every registered schedule that has none; it is due at once."""
    now = timezone.now()
    rows = [Schedule(name=name, next_at=now) for name in registry.schedules]
    Schedule.objects.bulk_create(rows, ignore_conflicts=True)


def run_due() -> int:
    """Runs what is due and is not running elsewhere; returns how many ran. Nothing is written while idle."""
    due = set(_claimable().values_list("name", flat=True))
    regulars = [regular for name, regular in registry.schedules.items() if name in due]
    return sum(_run(regular) for regular in regulars if regular.when())


def _run(regular: Regular) -> bool:
    started, token = timezone.now(), uuid4().hex
    if not _claimable().filter(name=regular.name).update(lease=token, lease_until=started + regular.lease):
        return False
    pause, problem = timedelta(seconds=regular.seconds), ""
    try:
        regular.run()
    except Exception as error:  # whatever a room's schedule raises must not stop the others
        pause, problem = max(pause, AFTER_FAILURE), describe(error)
        log.error("schedule failed", extra={"schedule": regular.name, "error": problem})
    Schedule.objects.filter(name=regular.name, lease=token).update(
        next_at=started + pause, last_at=started, last_error=problem, lease="", lease_until=None
    )
    return True


def _claimable() -> QuerySet[Schedule]:
    now = timezone.now()
    return Schedule.objects.filter(Q(lease="") | Q(lease_until__lt=now), next_at__lte=now)
