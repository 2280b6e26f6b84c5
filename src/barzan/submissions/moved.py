"""How submissions follow the units of a reorganisation, and the paths that they repeat."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from barzan.access import Actor
from barzan.people.followers import Follower
from barzan.people.models import Unit
from barzan.submissions.models import Device, Submission
from barzan.trail import actions as trail


def follow_units(actor: Actor, moved: Mapping[Unit, Unit], why: str) -> int:
    """Gives the submissions and devices of each old unit to its new one; how many submissions that were.

    One event for each unit, not for each submission: there may be a million.
    """
    count = 0
    with transaction.atomic():
        for old, new in moved.items():
            rows = Submission.objects.filter(unit=old).update(unit=new, unit_path=new.path)
            Device.objects.filter(unit=old).update(unit=new)
            if rows:
                detail = {"to": new.code, "submissions": rows}
                trail.record(actor, "submission.regrouped", old, why=why, detail=detail)
            count += rows
    return count


def renew_paths(units: Collection[Unit]) -> None:
    """Units whose place in the tree changed: their submissions repeat the new path."""
    paths = dict(Unit.objects.filter(pk__in=[unit.pk for unit in units]).values_list("pk", "path"))
    for pk, path in paths.items():
        Submission.objects.filter(unit=pk).exclude(unit_path=path).update(unit_path=path)


def submissions_of(units: Collection[Unit]) -> dict[int, int]:
    """How many submissions each unit has, by its id."""
    rows = Submission.objects.filter(unit__in=units).order_by().values_list("unit")
    return dict(rows.annotate(number=Count("pk")))


FOLLOWER = Follower("submissions", _("submissions"), follow_units, submissions_of, renew_paths)
