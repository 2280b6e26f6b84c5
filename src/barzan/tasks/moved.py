"""How open tasks and bodies follow the units of a reorganisation."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from barzan.access import Actor
from barzan.people.followers import Follower
from barzan.people.models import Unit
from barzan.tasks.actions import hands
from barzan.tasks.models import Body, Deed, State, Task
from barzan.tasks.queries import open_of_units
from barzan.trail import actions as trail


def follow_units(actor: Actor, moved: Mapping[Unit, Unit], why: str) -> int:
    """Open tasks of an old unit go to its new one with all they have; bodies too. Returns how many tasks."""
    new = {old.pk: unit for old, unit in moved.items()}
    with transaction.atomic():
        pks = Task.objects.filter(state=State.OPEN, unit__in=new).values_list("pk", flat=True)
        tasks = hands.locked_many(list(pks))
        for task in tasks:
            task.unit = new[task.unit_id]
        if tasks:
            hands.store(actor, tasks, Deed.MOVED, ["unit"], why=why)
        bodies = list(Body.objects.select_for_update(of=("self",)).filter(unit__in=new))
        for body in bodies:
            body.unit = new[body.unit_id]
        Body.objects.bulk_update(bodies, ["unit"], batch_size=200)
        trail.record_each(actor, "body.moved", map(trail.Happened, bodies), why=why)
    return len(tasks)


FOLLOWER = Follower("tasks", _("open tasks"), follow_units, open_of_units)
