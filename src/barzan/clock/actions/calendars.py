"""The command by which a blueprint fills the calendars: years, holidays, weekends, hours, counting rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import uuid4

from django.db import models, transaction

from barzan.access import Actor, Target
from barzan.clock.actions.closures import move_after
from barzan.clock.rules import CALENDAR_EDIT


def change_calendar(
    actor: Actor,
    model: type[models.Model],
    *,
    added: Sequence[models.Model] = (),
    changed: Sequence[models.Model] = (),
    removed: Sequence[models.Model] = (),
    first: date,
    why: str,
) -> None:
    """Writes rows of a calendar's table; running ends on ``first`` or later are reckoned anew."""
    CALENDAR_EDIT.require(actor, Target(unit_path=""))
    with transaction.atomic():
        model._default_manager.filter(pk__in=[row.pk for row in removed]).delete()
        for row in changed:
            row.save()
        model._default_manager.bulk_create(added)
        counts = {"added": len(added), "changed": len(changed), "removed": len(removed)}
        move_after(actor, first, f"{model._meta.model_name}:{uuid4().hex}", why, counts)
