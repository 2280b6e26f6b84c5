"""Commands that decide about drafts: review, approve, send back, withdraw, publish."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor, Rule
from barzan.catalogue import actions as catalogue
from barzan.catalogue.content import Placed
from barzan.catalogue.models import Service, ServiceVersion
from barzan.catalogue.placing import Resolver, standing
from barzan.catalogue.queries import content_of
from barzan.revisions import errors
from barzan.revisions.actions.drafts import current, locked, revision, signature
from barzan.revisions.merge import merge
from barzan.revisions.models import OPEN, Decision, Deed, Draft, State
from barzan.revisions.proposed import Proposed
from barzan.revisions.rules import DRAFTS_APPROVE, DRAFTS_EDIT, DRAFTS_PUBLISH, DRAFTS_REVIEW
from barzan.trail import actions as trail


def review(actor: Actor, draft: Draft, *, seen: int, why: str = "") -> Draft:
    """Finds a draft right and complete; ``seen`` is the saving that was read."""
    return _decided(actor, draft, DRAFTS_REVIEW, (State.DRAFT,), Deed.REVIEWED, why, seen)


def approve(actor: Actor, draft: Draft, *, seen: int, why: str = "") -> Draft:
    """Approves a reviewed draft, in the post that may; not by whoever wrote it last."""
    DRAFTS_APPROVE.require(actor, draft.target)
    last = draft.revisions.order_by("-number").first()
    if last and last.user_id is not None and last.user_id == actor.user:
        raise errors.four_eyes()
    return _decided(actor, draft, DRAFTS_APPROVE, (State.REVIEWED,), Deed.APPROVED, why, seen)


def send_back(actor: Actor, draft: Draft, *, why: str) -> Draft:
    """Returns a reviewed or approved draft to those who write, with the reason."""
    _reason(why)
    return _decided(
        actor, draft, DRAFTS_REVIEW, (State.REVIEWED, State.APPROVED), Deed.RETURNED, why, None, State.DRAFT
    )


def withdraw(actor: Actor, draft: Draft, *, why: str) -> Draft:
    """Gives a draft up; what was written stays readable."""
    _reason(why)
    return _decided(actor, draft, DRAFTS_EDIT, OPEN, Deed.WITHDRAWN, why, None)


def publish(actor: Actor, drafts: Sequence[Draft], *, why: str = "") -> list[ServiceVersion]:
    """Publishes approved drafts, all or none; returns the current versions, in the order of ``drafts``.

    What was published or moved since a draft was opened is merged; raises ``DraftConflict`` where the two
    contradict each other.
    """
    for draft in drafts:
        DRAFTS_PUBLISH.require(actor, draft.target)
    with transaction.atomic():
        drafts = [locked(draft, State.APPROVED) for draft in sorted(drafts, key=lambda each: each.pk)]
        resolve = Resolver()
        wanted = _wanted(drafts)
        services = {draft.code: _service(actor, draft, wanted[draft.code], resolve, why) for draft in drafts}
        catalogue.publish_versions(
            actor, [(services[code], proposed.content) for code, proposed in wanted.items()], why=why
        )
        catalogue.mark_reviewed(actor, list(services.values()), on=timezone.localdate(), why=why)
        rows = Service.objects.filter(pk__in=[each.pk for each in services.values()])
        versions = {each.code: each.current_version for each in rows.select_related("current_version")}
        for draft in drafts:
            draft.published, draft.service = versions[draft.code], services[draft.code]
            _conclude(actor, draft, DRAFTS_PUBLISH, Deed.PUBLISHED, State.PUBLISHED, why)
    return [versions[draft.code] for draft in drafts]


def _wanted(drafts: Sequence[Draft]) -> dict[str, Proposed]:
    """What each draft wants, with what happened to its service since merged in."""
    now = current([draft.service for draft in drafts if draft.service])
    wanted = {}
    for draft in drafts:
        mine = revision(draft, draft.revision)
        if draft.code in now:
            merged = merge(_started(draft, now[draft.code]), mine, now[draft.code])
            if merged.conflicts:
                raise errors.DraftConflict(merged.conflicts)
            mine = merged.proposed
        wanted[draft.code] = mine
    return wanted


def _started(draft: Draft, now: Proposed) -> Proposed:
    """What was published when the draft was opened."""
    if draft.service is None or draft.base is None:
        return now
    same = draft.base_id == draft.service.current_version_id
    content = now.content if same else content_of(draft.base)
    return Proposed(content, Placed.from_value(draft.base_placed))


def _service(actor: Actor, draft: Draft, wanted: Proposed, resolve: Resolver, why: str) -> Service:
    """The service of a draft, made or put where the draft wants it."""
    try:
        placement = resolve.placement(wanted.placed)
    except KeyError as unknown:
        raise errors.unknown_place(str(unknown.args[0]))
    if draft.service is None:
        return catalogue.add_service(actor, draft.code, placement)
    if standing(Service.objects.filter(pk=draft.service.pk))[draft.code] == wanted.placed:
        return draft.service
    return catalogue.place_service(actor, draft.service, placement, why=why)


def _decided(
    actor: Actor,
    draft: Draft,
    rule: Rule,
    states: Sequence[str],
    deed: Deed,
    why: str,
    seen: int | None,
    to: State | None = None,
) -> Draft:
    rule.require(actor, draft.target)
    with transaction.atomic():
        draft = locked(draft, *states)
        if seen is not None and draft.revision != seen:
            raise errors.stale()
        return _conclude(actor, draft, rule, deed, to or State(deed.value), why)


def _conclude(actor: Actor, draft: Draft, rule: Rule, deed: Deed, state: State, why: str) -> Draft:
    draft.state, draft.changed_at = state, timezone.now()
    draft.save(update_fields=["state", "changed_at", "published", "service"])
    Decision.objects.create(
        draft=draft, revision=draft.revision, deed=deed, **signature(actor, rule, draft.unit, why)
    )
    trail.record(
        actor, f"draft.{deed.value}", draft, version=draft.revision, why=why, detail={"service": draft.code}
    )
    return draft


def _reason(why: str) -> None:
    if not why.strip():
        raise errors.no_reason()
