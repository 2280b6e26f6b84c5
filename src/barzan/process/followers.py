"""How processes follow the units of a reorganisation: definitions and running instances go along."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from barzan.access import Actor
from barzan.people.followers import Follower
from barzan.people.models import Unit
from barzan.process.models import Definition, Instance, Outcome
from barzan.trail import actions as trail


def follow_units(actor: Actor, moved: Mapping[Unit, Unit], why: str) -> int:
    """Gives definitions and running instances of each old unit to its new one; how many that were."""
    count = 0
    with transaction.atomic():
        for old, new in moved.items():
            definitions = list(Definition.objects.select_for_update().filter(unit=old))
            running = Instance.objects.filter(unit=old, outcome=Outcome.RUNNING)
            instances = list(running.select_for_update().order_by("pk").only("pk"))
            Definition.objects.filter(pk__in=[row.pk for row in definitions]).update(unit=new)
            Instance.objects.filter(pk__in=[row.pk for row in instances]).update(unit=new)
            rows = [*definitions, *instances]
            happened = [trail.Happened(row, detail={"from": old.code, "to": new.code}) for row in rows]
            trail.record_each(actor, "process.regrouped", happened, why=why)
            count += len(rows)
    return count


def processes_of(units: Collection[Unit]) -> dict[int, int]:
    """How many definitions and running instances each unit has, by its id."""
    found: Counter[int] = Counter()
    for rows in (
        Definition.objects.filter(unit__in=units),
        Instance.objects.filter(unit__in=units, outcome=Outcome.RUNNING),
    ):
        found.update(dict(rows.order_by().values_list("unit").annotate(n=Count("pk"))))
    return dict(found)


FOLLOWER = Follower("processes", _("processes and running instances"), follow_units, processes_of)
