"""How open proposals follow the units of a reorganisation: whoever has the services has to answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from barzan.access import Actor
from barzan.people.followers import Follower
from barzan.people.models import Unit
from barzan.trail import actions as trail
from barzan.upkeep.models import Deed, Happening, Proposal, State


def follow_units(actor: Actor, moved: Mapping[Unit, Unit], why: str) -> int:
    """Open proposals of an old unit go to its new one; the day of the answer stays. Returns how many."""
    new = {old.pk: unit for old, unit in moved.items()}
    with transaction.atomic():
        rows = Proposal.objects.select_for_update().filter(state=State.RECEIVED, unit__in=new).order_by("pk")
        proposals = list(rows)
        for proposal in proposals:
            proposal.unit = new[proposal.unit_id]
        Proposal.objects.bulk_update(proposals, ["unit"], batch_size=200)
        now = timezone.now()
        Happening.objects.bulk_create(
            Happening(proposal=each, deed=Deed.REFERRED, unit=each.unit, at=now, why=why.strip())
            for each in proposals
        )
        happened = [trail.Happened(each, detail={"to": each.unit.code}) for each in proposals]
        trail.record_each(actor, "proposal.referred", happened, why=why)
    return len(proposals)


def open_proposals_of(units: Collection[Unit]) -> dict[int, int]:
    """How many open proposals each unit has, by its id."""
    rows = Proposal.objects.filter(state=State.RECEIVED, unit__in=units).order_by()
    return dict(rows.values_list("unit").annotate(n=Count("pk")))


FOLLOWER = Follower("proposals", _("open proposals"), follow_units, open_proposals_of)
