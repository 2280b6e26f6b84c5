"""Services follow their unit when it is merged or closed; the search follows names and places of units."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from barzan.catalogue import actions
from barzan.catalogue.models import Service
from barzan.people.followers import Follower
from barzan.people.models import Unit


def counts(units: Collection[Unit]) -> dict[int, int]:
    """How many services each unit owns, retired ones too."""
    rows = Service.objects.filter(unit__in=units).order_by().values_list("unit")
    return dict(rows.annotate(number=Count("pk")))


def renewed(units: Collection[Unit]) -> None:
    """Indexes the services of units whose names or places changed."""
    actions.refresh_search(list(Service.objects.filter(unit__in=units).values_list("code", flat=True)))


FOLLOWER = Follower("services", _("services"), actions.follow_units, counts, renewed)
