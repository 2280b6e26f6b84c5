"""What becomes of deadlines when units are merged or closed: open ones go on in the new unit."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from barzan.access import Actor
from barzan.clock.models import OPEN, Deadline
from barzan.people.followers import Follower, Moved
from barzan.people.models import Unit
from barzan.trail import actions as trail
from barzan.trail.actions import Happened


def move(actor: Actor, moved: Moved, why: str) -> int:
    """Gives the open deadlines of each old unit to its new one; ends stay as they were told."""
    happened = []
    with transaction.atomic():
        for old, new in moved.items():
            keys = list(_open([old]).order_by("pk").values_list("pk", flat=True))
            _open([old]).update(unit=new)
            happened += [Happened(("clock.deadline", str(key)), detail={"to": new.code}) for key in keys]
        trail.record_each(actor, "deadline.referred", happened, why=why)
    return len(happened)


def counts(units: Collection[Unit]) -> dict[int, int]:
    """How many open deadlines each unit has."""
    return dict(_open(units).order_by().values_list("unit").annotate(Count("pk")))


def _open(units: Collection[Unit]) -> QuerySet[Deadline]:
    return Deadline.objects.filter(unit__in=units, state__in=OPEN)


FOLLOWER = Follower("clock.deadlines", _("open deadlines"), move, counts)
