"""What the commands on many drafts share: batches, locks, signatures, few statements for many rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import F
from django.utils import timezone

from barzan.access import Actor, Rule
from barzan.catalogue.models import Service
from barzan.people.models import Unit
from barzan.persian.errors import BilingualError
from barzan.revisions.models import Decision, Deed, Draft, Revision
from barzan.revisions.proposed import Proposed
from barzan.trail import actions as trail

BATCH = 500
Row = TypeVar("Row")


@dataclass(slots=True)
class Outcome:
    """What became of a decision about many drafts: which it was done to; by code why others refused it."""

    done: list[Draft] = field(default_factory=list)
    refused: dict[str, BilingualError] = field(default_factory=dict)


def batches(rows: Sequence[Row], size: int = BATCH) -> Iterator[Sequence[Row]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def signature(actor: Actor, rule: Rule, unit: Unit, why: str = "") -> dict[str, Any]:
    """Who, in which post, when and why, as columns of ``models.Signed``."""
    grant = rule.grant(actor, unit.target)
    return {
        "user_id": actor.user,
        "post_id": grant.post if grant else None,
        "at": timezone.now(),
        "why": why.strip(),
    }


def lock_services(services: Iterable[Service | None]) -> dict[int, Service]:
    """The services by id, locked where the engine locks rows, with their units and current versions.

    Whoever locks drafts too locks their services first: then nobody waits for the other.
    """
    wanted = [service.pk for service in services if service]
    list(Service.objects.select_for_update().filter(pk__in=wanted).order_by("pk").values_list("pk"))
    return Service.objects.select_related("unit", "current_version").in_bulk(wanted)


def lock(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts as they stand now, locked, with their units, services and versions; two questions.

    Locked first, then read: PostgreSQL joins a row that it had to wait for with what it pointed at before,
    so that a draft whose unit was just changed would be missing.
    """
    wanted = [draft.pk for draft in drafts]
    list(Draft.objects.select_for_update().filter(pk__in=wanted).order_by("pk").values_list("pk"))
    related = ("unit", "base", "service__unit", "service__current_version")
    return list(Draft.objects.filter(pk__in=wanted).select_related(*related).order_by("pk"))


def latest(drafts: Sequence[Draft]) -> dict[int, Proposed]:
    """What each draft says now, by its id; one question."""
    rows = Revision.objects.filter(draft__in=[draft.pk for draft in drafts], number=F("draft__revision"))
    return {pk: Proposed.from_value(value) for pk, value in rows.values_list("draft", "proposed")}


def conclude(actor: Actor, rule: Rule, deed: Deed, drafts: Sequence[Draft], state: str, why: str) -> None:
    """Puts the drafts into ``state`` by ``deed``, with an event each; a few statements for all of them."""
    now = timezone.now()
    for draft in drafts:
        draft.state, draft.changed_at = state, now
    Draft.objects.filter(pk__in=[draft.pk for draft in drafts]).update(state=state, changed_at=now)
    Decision.objects.bulk_create(
        Decision(draft=draft, revision=draft.revision, deed=deed, **signature(actor, rule, draft.unit, why))
        for draft in drafts
    )
    happened = [trail.Happened(draft, draft.revision, {"service": draft.code}) for draft in drafts]
    trail.record_each(actor, f"draft.{deed.value}", happened, why=why)


def places(codes: Iterable[str]) -> Mapping[str, Unit]:
    """Units by code; one question."""
    return {unit.code: unit for unit in Unit.objects.filter(code__in=set(codes))}
