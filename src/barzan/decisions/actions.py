"""The commands of the room: add a decision model, save its draft, publish it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.decisions.core.checking import check
from barzan.decisions.core.findings import Finding, Refused
from barzan.decisions.core.reading import read
from barzan.decisions.errors import DecisionError
from barzan.decisions.models import Decision, DecisionVersion, Draft
from barzan.decisions.rules import DECISIONS_EDIT, DECISIONS_PUBLISH
from barzan.people.models import Unit
from barzan.persian import normalise
from barzan.trail import actions as trail
from barzan.trail.canonical import content_hash

RESERVED = "new"  # an address of the pages
KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


def hash_of(key: str, data: bytes) -> str:
    """The content hash of a model: over its key and its file."""
    return content_hash({"kind": "decision", "key": key, "dmn_sha256": sha256(data).hexdigest()})


def create(
    actor: Actor, key: str, *, title: str, title_en: str = "", unit: Unit, xml: bytes, why: str = ""
) -> Decision:
    """A new model with ``xml`` as its draft; raises ``DecisionError`` (key), ``Refused`` (file)."""
    DECISIONS_EDIT.require(actor, unit.target)
    if not KEY.fullmatch(key) or key == RESERVED:
        raise DecisionError.key_shape(key)
    read(xml)
    with transaction.atomic():
        if Decision.objects.filter(key=key).exists():
            raise DecisionError.key_taken(key)
        decision = Decision.objects.create(
            key=key, title=normalise(title), title_en=normalise(title_en), unit=unit, added_at=timezone.now()
        )
        trail.record(actor, "decision.added", decision, why=why)
        _save(actor, decision, xml)
    return decision


def rename(
    actor: Actor, decision: Decision, *, title: str, title_en: str = "", unit: Unit, why: str = ""
) -> Decision:
    """Gives a model another title or unit; the actor edits those of both units."""
    DECISIONS_EDIT.require(actor, decision.target)
    DECISIONS_EDIT.require(actor, unit.target)
    with transaction.atomic():
        decision = Decision.objects.select_for_update(of=("self",)).select_related("unit").get(pk=decision.pk)
        before = {"title": decision.title, "title_en": decision.title_en, "unit": decision.unit.code}
        decision.title, decision.title_en, decision.unit = normalise(title), normalise(title_en), unit
        decision.save(update_fields=["title", "title_en", "unit"])
        trail.record(actor, "decision.renamed", decision, why=why, detail={"before": before})
    return decision


def save_draft(actor: Actor, decision: Decision, xml: bytes, *, seen: int) -> Draft:
    """Keeps a file as the draft. ``seen`` is the count of the draft that was shown, 0 where there was none.

    Raises ``Refused`` for a file that is no DMN, ``DecisionError`` where somebody saved meanwhile.
    """
    DECISIONS_EDIT.require(actor, decision.target)
    read(xml)
    with transaction.atomic():
        decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
        present = Draft.objects.filter(decision=decision).values_list("seen", flat=True).first() or 0
        if present != seen:
            raise DecisionError.stale()
        return _save(actor, decision, xml)


def drop_draft(actor: Actor, decision: Decision, *, seen: int) -> None:
    """Throws the draft away; the published version stays."""
    DECISIONS_EDIT.require(actor, decision.target)
    with transaction.atomic():
        draft = _locked_draft(decision, seen)
        detail = {"sha256": sha256(draft.data).hexdigest()}
        draft.delete()
        trail.record(actor, "decision.dropped", decision, detail=detail)


def publish(
    actor: Actor,
    decision: Decision,
    *,
    why: str,
    accepted: Mapping[str, str] | None = None,
    seen: int | None = None,
) -> DecisionVersion:
    """Makes the draft the current version; what was published before stays as it is.

    ``accepted`` maps ``Finding.place`` of each warning to a reason. Raises ``Refused`` with the errors of the
    model, ``DecisionError`` for a warning or a publication without a reason, and where nothing changed.
    """
    DECISIONS_PUBLISH.require(actor, decision.target)
    if not why.strip():
        raise DecisionError.no_reason()
    with transaction.atomic():
        draft = _locked_draft(decision, seen)
        decision = Decision.objects.select_related("unit", "current").get(pk=decision.pk)
        current, hashed = decision.current, hash_of(decision.key, draft.data)
        if current and current.content_hash == hashed:
            raise DecisionError.unchanged(current.number)
        reasons = _reasons(check(draft.model), accepted or {})
        grant = DECISIONS_PUBLISH.grant(actor, decision.target)
        version = DecisionVersion.objects.create(
            decision=decision,
            number=current.number + 1 if current else 1,
            xml=draft.data,
            content_hash=hashed,
            accepted=reasons,
            why=normalise(why),
            user_id=actor.user,
            post_id=grant.post if grant else None,
            at=timezone.now(),
        )
        decision.current = version
        decision.save(update_fields=["current"])
        draft.delete()
        detail = {"content_hash": hashed, "accepted": len(reasons)}
        trail.record(actor, "decision.published", decision, version=version.number, why=why, detail=detail)
    return version


def _locked_draft(decision: Decision, seen: int | None) -> Draft:
    draft = Draft.objects.select_for_update().filter(decision=decision).first()
    if draft is None:
        raise DecisionError.no_draft()
    if seen is not None and draft.seen != seen:
        raise DecisionError.stale()
    return draft


def _reasons(findings: tuple[Finding, ...], accepted: Mapping[str, str]) -> dict[str, str]:
    """The reasons for the warnings; an error, or a warning without a reason, is refused."""
    errors = [finding for finding in findings if finding.is_error]
    if errors:
        raise Refused(errors)
    reasons = {}
    for finding in findings:
        reason = normalise(accepted.get(finding.place, "")).strip()
        if not reason:
            raise DecisionError.unaccepted(finding.fa, finding.en, finding.place)
        reasons[finding.place] = reason
    return reasons


def _save(actor: Actor, decision: Decision, xml: bytes) -> Draft:
    draft = Draft.objects.filter(decision=decision).first() or Draft(decision=decision, seen=0)
    draft.xml, draft.changed_at, draft.user_id = xml, timezone.now(), actor.user
    draft.seen += 1
    draft.save()
    detail = {"sha256": sha256(xml).hexdigest(), "seen": draft.seen}
    trail.record(actor, "decision.saved", decision, detail=detail)
    return draft
