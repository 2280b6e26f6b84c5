"""Forms follow their unit when it is merged or closed."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from barzan.forms.actions import library
from barzan.forms.models import Form
from barzan.people.followers import Follower
from barzan.people.models import Unit


def counts(units: Collection[Unit]) -> dict[int, int]:
    """How many forms each unit owns."""
    rows = Form.objects.filter(unit__in=units).order_by().values_list("unit")
    return dict(rows.annotate(number=Count("pk")))


FOLLOWER = Follower("forms", _("forms"), library.follow_units, counts)
