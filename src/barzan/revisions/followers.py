"""How drafts follow the units of a reorganisation: they go where their services go."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from barzan.access import Actor
from barzan.people.followers import Follower
from barzan.people.models import Unit
from barzan.revisions.actions.batches import batches, latest, lock
from barzan.revisions.actions.drafts import plain
from barzan.revisions.models import OPEN, Draft, Revision
from barzan.revisions.proposed import Proposed
from barzan.trail import actions as trail


def follow_units(actor: Actor, moved: Mapping[Unit, Unit], why: str) -> int:
    """Open drafts that stand under an old unit go to its new one; how many those were.

    A draft that names an old unit gets one more saving, in which only the unit is another. That saving is
    nobody's writing (no account, no post), so that whoever wrote the draft still does not approve it; the
    trail says who reorganised. What was decided about the draft stays.
    """
    new = {old.pk: unit for old, unit in moved.items()}
    codes = {old.code: unit.code for old, unit in moved.items()}
    with transaction.atomic():
        under = list(Draft.objects.filter(state__in=OPEN, unit__in=new).order_by("pk"))
        for batch in batches(under):
            _follow(actor, lock(batch), new, codes, why)
    return len(under)


def open_drafts_of(units: Collection[Unit]) -> dict[int, int]:
    """How many open drafts stand under each unit, by its id."""
    rows = Draft.objects.filter(state__in=OPEN, unit__in=units).order_by()
    return dict(rows.values_list("unit").annotate(n=Count("pk")))


FOLLOWER = Follower("drafts", _("drafts of services"), follow_units, open_drafts_of)


def _follow(
    actor: Actor, drafts: Sequence[Draft], new: Mapping[int, Unit], codes: Mapping[str, str], why: str
) -> None:
    now, said, savings = timezone.now(), latest(drafts), []
    for draft in drafts:
        proposed = said[draft.pk]
        draft.unit = new[draft.unit_id]
        if proposed.placed.unit not in codes:
            continue
        draft.revision, draft.changed_at = draft.revision + 1, now
        there = replace(proposed.placed, unit=codes[proposed.placed.unit])
        value = plain(Proposed(proposed.content, there).as_value())
        savings.append(Revision(draft=draft, number=draft.revision, proposed=value, at=now, why=why.strip()))
    Draft.objects.bulk_update(drafts, ["unit", "revision", "changed_at"], batch_size=200)
    Revision.objects.bulk_create(savings)
    happened = [
        trail.Happened(draft, draft.revision, {"service": draft.code, "unit": draft.unit.code})
        for draft in drafts
    ]
    trail.record_each(actor, "draft.followed", happened, why=why)
