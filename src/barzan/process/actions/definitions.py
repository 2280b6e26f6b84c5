"""The commands of design: a definition, its draft, publishing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor, Rule
from barzan.people.models import Unit
from barzan.persian import normalise
from barzan.process import checked, errors
from barzan.process.actions.entrances import renew
from barzan.process.models import Compiled, Definition, Draft, Version
from barzan.process.rules import PROCESS_DESIGN, PROCESS_PUBLISH
from barzan.trail import actions as trail

KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def create(
    actor: Actor, key: str, title: str, unit: Unit, *, title_en: str = "", xml: bytes = b""
) -> Definition:
    """A new definition of ``unit``; with ``xml`` also its draft."""
    PROCESS_DESIGN.require(actor, unit.target)
    if not KEY.fullmatch(key) or len(key) > 80:
        raise errors.bad_key()
    with transaction.atomic():
        if Definition.objects.filter(key=key).exists():
            raise errors.key_taken(key)
        definition = Definition.objects.create(
            key=key,
            title=normalise(title)[:300],
            title_en=title_en.strip()[:300],
            unit=unit,
            created_at=timezone.now(),
        )
        trail.record(actor, "process-definition.created", definition, detail={"unit": unit.code})
        if xml:
            save_draft(actor, definition, xml, 0)
    return definition


def describe(actor: Actor, definition: Definition, *, title: str, title_en: str, unit: Unit) -> Definition:
    """Names a definition anew, or gives it to another unit; versions and instances stay as they are."""
    PROCESS_DESIGN.require(actor, definition.target)
    PROCESS_DESIGN.require(actor, unit.target)
    with transaction.atomic():
        definition = _locked(definition)
        definition.title, definition.title_en = normalise(title)[:300], title_en.strip()[:300]
        definition.unit = unit
        definition.save(update_fields=["title", "title_en", "unit"])
        trail.record(actor, "process-definition.described", definition, detail={"unit": unit.code})
    return definition


def save_draft(actor: Actor, definition: Definition, xml: bytes, seen: int, *, based_on: int = 0) -> Draft:
    """Saves the draft over the saving number ``seen`` (0: there was none). A file with errors is saved too.

    Raises ``ProcessRefused`` where somebody else saved meanwhile.
    """
    PROCESS_DESIGN.require(actor, definition.target)
    with transaction.atomic():
        _locked(definition)
        draft = Draft.objects.filter(definition=definition).first()
        if (draft.seen if draft else 0) != seen:
            raise errors.seen_another()
        draft = draft or Draft(definition=definition, seen=0, based_on=based_on)
        draft.xml, draft.user, draft.saved_at = xml, actor.user, timezone.now()
        draft.seen += 1
        draft.save()
        trail.record(actor, "process-draft.saved", definition, version=draft.seen)
    return draft


def take_up(actor: Actor, version: Version) -> Draft:
    """Begins the draft anew from a published version; what the draft held is gone."""
    definition = version.definition
    PROCESS_DESIGN.require(actor, definition.target)
    with transaction.atomic():
        draft = Draft.objects.filter(definition=_locked(definition)).first()
        if draft:
            draft.based_on = version.number
            draft.save(update_fields=["based_on"])
        seen = draft.seen if draft else 0
        return save_draft(actor, definition, bytes(version.xml), seen, based_on=version.number)


def publish(
    actor: Actor, definition: Definition, why: str, accepted: Mapping[str, str] | None = None
) -> Version:
    """Makes the draft the current version; new instances follow it, running ones stay with theirs.

    ``accepted`` gives the reason for each warning, by ``checked.place``. Raises ``Refused`` (``bpmn``) with
    every finding where errors keep it from running, ``ProcessRefused`` where a warning has no reason or
    nothing changed.
    """
    PROCESS_PUBLISH.require(actor, definition.target)
    if not why.strip():
        raise errors.no_reason()
    with transaction.atomic():
        definition = _locked(definition)
        draft = Draft.objects.filter(definition=definition).first()
        if draft is None:
            raise errors.no_draft(definition.key)
        xml = bytes(draft.xml)
        looked = checked.look_at(xml, definition.key)
        reasons = _accepted(looked, accepted or {})
        version = _version(actor, definition, xml, looked, why)
        version.accepted = reasons
        version.save()
        definition.current = version
        definition.save(update_fields=["current"])
        draft.delete()
        renew(definition, looked.process)
        detail = {"hash": looked.form.hash, "accepted": len(reasons)}
        trail.record(
            actor, "process-version.published", definition, version=version.number, why=why, detail=detail
        )
    return version


def _accepted(looked: checked.Checked, given: Mapping[str, str]) -> list[dict[str, Any]]:
    """The warnings with their reasons; raises where something stands against publishing."""
    if looked.errors or looked.form is None:
        raise checked.Refused(looked.findings)
    reasons = []
    for finding in looked.warnings:
        reason = normalise(given.get(checked.place(finding), "")).strip()
        if not reason:
            raise errors.not_accepted(finding.element, finding.fa, finding.en)
        reasons.append(finding.as_value() | {"reason": reason})
    return reasons


def _version(actor: Actor, definition: Definition, xml: bytes, looked: checked.Checked, why: str) -> Version:
    last = definition.current
    if last and last.source_hash == looked.source_hash and last.decisions == dict(looked.tables):
        raise errors.same_as_published(definition.key, last.number)
    form = looked.form
    kept, _ = Compiled.objects.get_or_create(hash=form.hash, defaults={"value": form.as_value()})
    newest = definition.versions.order_by("-number").first()
    return Version(
        definition=definition,
        number=newest.number + 1 if newest else 1,
        xml=xml,
        source_hash=looked.source_hash,
        compiled=kept,
        process=looked.process.id if looked.process else "",
        decisions=dict(looked.tables),
        calls=list(looked.calls),
        at=timezone.now(),
        user=actor.user,
        post=post_of(actor, PROCESS_PUBLISH, definition),
        why=why.strip(),
    )


def post_of(actor: Actor, rule: Rule, record: Any) -> int | None:
    """In which post the actor does something to ``record`` under ``rule``."""
    grant = rule.grant(actor, record.target)
    return grant.post if grant else None


def _locked(definition: Definition) -> Definition:
    rows = Definition.objects.select_for_update(of=("self",)).select_related("unit", "current")
    return rows.get(pk=definition.pk)
