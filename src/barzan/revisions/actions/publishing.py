"""The commands that publish drafts: one, or thousands in few statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import OuterRef, Subquery, prefetch_related_objects
from django.utils import timezone

from barzan.access import Actor
from barzan.catalogue import actions as catalogue
from barzan.catalogue.actions import Placement
from barzan.catalogue.content import PARTS, Placed
from barzan.catalogue.errors import CatalogueError
from barzan.catalogue.models import Service, ServiceVersion
from barzan.catalogue.placing import Resolver
from barzan.catalogue.queries import content_of
from barzan.persian.errors import BilingualError
from barzan.revisions import errors
from barzan.revisions.actions.batches import Outcome, batches, conclude, latest, lock, lock_services
from barzan.revisions.actions.drafts import current
from barzan.revisions.merge import Merged, merge
from barzan.revisions.models import Deed, Draft, State
from barzan.revisions.proposed import Proposed
from barzan.revisions.rules import DRAFTS_PUBLISH


@dataclass(slots=True)
class Ready:
    """Drafts that can be published, with what each wants and where; the others with the reason; where the
    services stood before.
    """

    drafts: list[Draft] = field(default_factory=list)
    wanted: dict[str, tuple[Proposed, Placement]] = field(default_factory=dict)
    refused: dict[str, BilingualError] = field(default_factory=dict)
    stood: dict[str, Placed] = field(default_factory=dict)


def publish(actor: Actor, drafts: Sequence[Draft], *, why: str = "") -> list[ServiceVersion]:
    """Publishes approved drafts, all or none; returns the current versions, in the order of ``drafts``.

    What was published or moved since a draft was opened is merged; raises ``DraftConflict`` where the two
    contradict each other.
    """
    for draft in drafts:
        DRAFTS_PUBLISH.require(actor, draft.target)
    resolve, versions = Resolver(), {}
    with transaction.atomic():
        for batch in batches(sorted(drafts, key=lambda each: each.pk)):
            ready = _ready(actor, batch, resolve)
            for refusal in ready.refused.values():
                raise refusal
            versions |= _published(actor, ready, why)
    return [versions[draft.code] for draft in drafts]


def publish_many(actor: Actor, drafts: Sequence[Draft], *, why: str = "") -> Outcome:
    """Publishes what can be published, batch by batch; the rest is named with the reason."""
    resolve, outcome = Resolver(), Outcome()
    for batch in batches(sorted(drafts, key=lambda each: each.pk)):
        with transaction.atomic():
            ready = _ready(actor, batch, resolve)
            _published(actor, ready, why)
        outcome.done += ready.drafts
        outcome.refused |= ready.refused
    return outcome


def rebased(draft: Draft, mine: Proposed, now: Proposed | None) -> Merged:
    """What a draft wants, with what happened to its service since it was opened merged in.

    ``now`` is what is published; None for a new service.
    """
    if now is None or draft.service is None or draft.base is None:
        return Merged(mine, ())
    same = draft.base_id == draft.service.current_version_id
    content = now.content if same else content_of(draft.base)
    return merge(Proposed(content, Placed.from_value(draft.base_placed)), mine, now)


def _ready(actor: Actor, drafts: Sequence[Draft], resolve: Resolver) -> Ready:
    """Judges each draft before anything is written; a fixed number of questions."""
    lock_services(draft.service for draft in drafts)
    rows, ready = lock(drafts), Ready()
    now = current([draft.service for draft in rows if draft.service])
    ready.stood = {code: proposed.placed for code, proposed in now.items()}
    said = latest(rows)
    moved = [
        draft.base for draft in rows
        if draft.base and draft.service and draft.base_id != draft.service.current_version_id
    ]  # fmt: skip
    prefetch_related_objects(moved, *PARTS)
    for draft in rows:
        try:
            ready.wanted[draft.code] = _judged(actor, draft, said[draft.pk], now.get(draft.code), resolve)
            ready.drafts.append(draft)
        except BilingualError as refusal:
            ready.refused[draft.code] = refusal
    return ready


def _judged(
    actor: Actor, draft: Draft, mine: Proposed, now: Proposed | None, resolve: Resolver
) -> tuple[Proposed, Placement]:
    if not DRAFTS_PUBLISH.permits(actor, draft.target):
        raise errors.not_yours()
    if draft.state != State.APPROVED:
        raise errors.wrong_state(State.APPROVED)
    if draft.service and draft.service.retired_at:
        raise CatalogueError.retired(draft.code)
    merged = rebased(draft, mine, now)
    if merged.conflicts:
        raise errors.DraftConflict(merged.conflicts)
    return merged.proposed, _placement(merged.proposed, now, resolve)


def _placement(wanted: Proposed, now: Proposed | None, resolve: Resolver) -> Placement:
    """Where a service shall stand: nothing new stands under a unit that is closed."""
    try:
        placement = resolve.placement(wanted.placed)
    except KeyError as unknown:
        raise errors.unknown_place(str(unknown.args[0]))
    moves = now is None or now.placed.unit != wanted.placed.unit
    if moves and placement.unit.valid_to and placement.unit.valid_to <= timezone.localdate():
        raise errors.closed_unit(placement.unit.code)
    return placement


def _published(actor: Actor, ready: Ready, why: str) -> dict[str, ServiceVersion]:
    """Writes what was judged; the current version of each service by code."""
    if not ready.drafts:
        return {}
    services = _placed(actor, ready, why)
    items = [(services[draft.code], ready.wanted[draft.code][0].content) for draft in ready.drafts]
    catalogue.publish_versions(actor, items, why=why)
    catalogue.mark_reviewed(actor, list(services.values()), on=timezone.localdate(), why=why)
    rows = Service.objects.filter(pk__in=[service.pk for service in services.values()])
    versions = {each.code: each.current_version for each in rows.select_related("current_version")}
    for draft in ready.drafts:
        draft.published, draft.service = versions[draft.code], services[draft.code]
    of_code = Service.objects.filter(code=OuterRef("code"))
    Draft.objects.filter(pk__in=[draft.pk for draft in ready.drafts]).update(
        service=Subquery(of_code.values("pk")[:1]), published=Subquery(of_code.values("current_version")[:1])
    )
    conclude(actor, DRAFTS_PUBLISH, Deed.PUBLISHED, ready.drafts, State.PUBLISHED, why)
    return versions


def _placed(actor: Actor, ready: Ready, why: str) -> dict[str, Service]:
    """The service of each draft, made or put where the draft wants it."""
    services = {}
    for draft in ready.drafts:
        proposed, placement = ready.wanted[draft.code]
        if draft.service is None:
            services[draft.code] = catalogue.add_service(actor, draft.code, placement)
        elif ready.stood[draft.code] == proposed.placed:
            services[draft.code] = draft.service
        else:
            services[draft.code] = catalogue.place_service(actor, draft.service, placement, why=why)
    return services
