"""Commands of the three-year review: confirm what is still right, remind the offices of what falls due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.catalogue import actions as catalogue
from barzan.catalogue.due import due_on
from barzan.catalogue.models import Service
from barzan.revisions.actions.drafts import signature
from barzan.trail import actions as trail
from barzan.upkeep import errors, queries
from barzan.upkeep.calendar import month_of
from barzan.upkeep.models import Confirmation, Reminder, Stage
from barzan.upkeep.rules import REVIEWS_CONFIRM

AHEAD = ((Stage.AHEAD_90, 90), (Stage.AHEAD_30, 30), (Stage.DUE, 0))


def confirm(actor: Actor, services: Sequence[Service], *, why: str = "") -> list[Confirmation]:
    """Says that what is published about ``services`` was read again and is right; all or none."""
    for service in services:
        REVIEWS_CONFIRM.require(actor, service.target)
    with transaction.atomic():
        today = timezone.localdate()
        for service in services:
            if service.current_version_id is None or service.retired_at is not None:
                raise errors.not_published(service.code)
        catalogue.mark_reviewed(actor, services, on=today, why=why)
        return Confirmation.objects.bulk_create(
            Confirmation(
                service=service,
                version_id=service.current_version_id,
                on=today,
                **signature(actor, REVIEWS_CONFIRM, service.unit, why),
            )
            for service in services
        )


def remind(actor: Actor, today: date) -> list[Reminder]:
    """Reminds each office once of what falls due within 90 days, 30 days, today, and monthly of what is late.

    Days on which nobody ran it are made up for: a stage that was passed over is not sent after a nearer one.
    """
    wanted: Counter[tuple[int, str, date]] = Counter()
    for unit, last in queries.last_days(actor):
        due = due_on(last)
        if due < today:
            wanted[unit, Stage.LATE, month_of(today)] += 1
        else:
            reached = [stage for stage, days in AHEAD if due <= today + timedelta(days)]
            if reached:
                wanted[unit, reached[-1], due] += 1
    with transaction.atomic():
        sent = set(
            Reminder.objects.filter(day__in={day for _, _, day in wanted}).values_list("unit", "stage", "day")
        )
        new = [
            Reminder(unit_id=unit, stage=stage, day=day, services=count, at=timezone.now())
            for (unit, stage, day), count in sorted(wanted.items())
            if (unit, str(stage), day) not in sent
        ]
        Reminder.objects.bulk_create(new)
        if new:
            trail.record(
                actor, "reminder.sent", ("upkeep.reminder", str(today)), detail={"offices": len(new)}
            )
    return new
