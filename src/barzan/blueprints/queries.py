"""What can be known of blueprints: which are loaded, in which version."""

from __future__ import annotations

from django.db.models import Max, QuerySet

from barzan.access import Actor
from barzan.access.rules import STAFF
from barzan.blueprints.models import Loaded


def loaded(actor: Actor) -> QuerySet[Loaded]:
    """The newest load of each blueprint, by name; staff only."""
    STAFF.require(actor)
    newest = Loaded.objects.order_by().values("name").annotate(newest=Max("pk")).values("newest")
    return Loaded.objects.filter(pk__in=newest).order_by("name")
