"""Documents follow their unit when it is merged or closed, so that its successors go on reading them."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from barzan.documents import actions
from barzan.documents.models import Document
from barzan.people.followers import Follower
from barzan.people.models import Unit


def counts(units: Collection[Unit]) -> dict[int, int]:
    """How many documents each unit owns."""
    rows = Document.objects.filter(unit__in=units).order_by().values_list("unit")
    return dict(rows.annotate(number=Count("pk")))


FOLLOWER = Follower("documents", _("documents"), actions.follow_units, counts)
