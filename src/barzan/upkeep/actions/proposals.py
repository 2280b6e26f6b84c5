"""Commands on proposals: send one, refer it, join it to another, answer it, forget who sent it."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.access.rules import PUBLIC
from barzan.catalogue.models import Service
from barzan.people.models import Unit
from barzan.persian import normalise
from barzan.revisions import actions as revisions
from barzan.revisions.actions.drafts import signature
from barzan.trail import actions as trail
from barzan.upkeep import codes, errors
from barzan.upkeep.calendar import answer_by
from barzan.upkeep.models import Deed, Happening, Proposal, Proposer, State
from barzan.upkeep.rules import PROPOSALS_ANSWER

REMEMBERED = timedelta(days=180)


def propose(
    actor: Actor,
    *,
    service: Service | None,
    unit: Unit,
    about: str,
    text: str,
    name: str = "",
    contact: str = "",
) -> Proposal:
    """Takes a proposal from anybody; ``unit`` answers it, or the owner of ``service`` where there is one."""
    PUBLIC.require(actor)
    with transaction.atomic():
        now = timezone.now()
        proposal = Proposal.objects.create(
            code=codes.make(secrets.choice),
            service=service,
            unit=service.unit if service else unit,
            about=about,
            text=normalise(text),
            received_at=now,
            due_on=answer_by(timezone.localdate(now)),
        )
        if actor.user or name.strip() or contact.strip():
            Proposer.objects.create(
                proposal=proposal, user_id=actor.user, name=normalise(name), contact=contact.strip()
            )
        _happened(actor, proposal, Deed.RECEIVED, "")
        trail.record(
            actor, "proposal.received", proposal, detail={"service": service.code if service else ""}
        )
    return proposal


def refer(actor: Actor, proposal: Proposal, unit: Unit, *, why: str = "") -> Proposal:
    """Gives an open proposal to the office that can answer it; the day of the answer stays."""
    PROPOSALS_ANSWER.require(actor, proposal.target)
    with transaction.atomic():
        proposal = _open(proposal)
        before, proposal.unit = proposal.unit, unit
        proposal.save(update_fields=["unit"])
        Happening.objects.create(
            proposal=proposal,
            deed=Deed.REFERRED,
            unit=unit,
            **signature(actor, PROPOSALS_ANSWER, before, why),
        )
        trail.record(
            actor, "proposal.referred", proposal, why=why, detail={"from": before.code, "to": unit.code}
        )
    return proposal


def join(actor: Actor, proposal: Proposal, into: Proposal, *, why: str = "") -> Proposal:
    """Joins a proposal to an open one that asks for the same; both codes go on answering."""
    PROPOSALS_ANSWER.require(actor, proposal.target)
    PROPOSALS_ANSWER.require(actor, into.target)
    with transaction.atomic():
        proposal, into = _open(proposal), _locked(into)
        if into.state != State.RECEIVED or into.pk == proposal.pk:
            raise errors.not_joinable()
        proposal.joined.update(joined_to=into)
        proposal.joined_to = into
        _conclude(actor, proposal, State.MERGED, Deed.JOINED, why)
        trail.record(actor, "proposal.joined", proposal, why=why, detail={"to": into.pk})
    return proposal


def answer(actor: Actor, proposal: Proposal, *, state: str, answer: str) -> Proposal:
    """Answers a proposal and those joined to it; an accepted one opens the draft of its service."""
    PROPOSALS_ANSWER.require(actor, proposal.target)
    if not answer.strip():
        raise errors.no_answer()
    with transaction.atomic():
        proposal = _open(proposal)
        if state == State.ACCEPTED:
            if proposal.service is None:
                raise errors.no_service()
            proposal.draft = revisions.open_draft(
                actor, proposal.service, why=answer, origin=f"proposal:{proposal.pk}"
            )
        for each in (proposal, *proposal.joined.select_for_update()):
            each.draft = proposal.draft
            each.answer = normalise(answer)
            joined = each.pk != proposal.pk
            _conclude(actor, each, State.MERGED if joined else State(state), Deed.ANSWERED, answer)
            trail.record(actor, "proposal.answered", each, detail={"state": state})
    return proposal


def forget(actor: Actor, now: datetime) -> int:
    """Removes who sent proposals that were answered 180 days ago or earlier; the proposals stay."""
    with transaction.atomic():
        rows = Proposer.objects.filter(proposal__answered_at__lte=now - REMEMBERED)
        gone = list(rows.select_for_update().values_list("proposal", flat=True))
        rows.filter(proposal__in=gone).delete()
        for pk in gone:
            trail.record(actor, "proposer.forgotten", ("proposer", str(pk)))
    return len(gone)


def _locked(proposal: Proposal) -> Proposal:
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("unit", "service__unit")
    return rows.get(pk=proposal.pk)


def _open(proposal: Proposal) -> Proposal:
    found = _locked(proposal)
    if found.state != State.RECEIVED:
        raise errors.answered()
    return found


def _conclude(actor: Actor, proposal: Proposal, state: State, deed: Deed, why: str) -> None:
    proposal.state = state
    proposal.answered_at = proposal.answered_at or timezone.now()
    proposal.save(update_fields=["state", "answered_at", "answer", "draft", "joined_to"])
    _happened(actor, proposal, deed, why)


def _happened(actor: Actor, proposal: Proposal, deed: Deed, why: str) -> None:
    Happening.objects.create(
        proposal=proposal,
        deed=deed,
        unit=proposal.unit,
        **signature(actor, PROPOSALS_ANSWER, proposal.unit, why),
    )
