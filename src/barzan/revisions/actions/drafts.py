"""Commands on drafts: open, save, take back. Every saving is kept; two people may write at once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from barzan.access import ANONYMOUS, Actor, Rule
from barzan.catalogue import queries as catalogue
from barzan.catalogue.models import Service
from barzan.catalogue.placing import standing
from barzan.people.models import Unit
from barzan.revisions import errors
from barzan.revisions.merge import Merged, merge
from barzan.revisions.models import OPEN, Draft, Revision, State
from barzan.revisions.proposed import Proposed, differing
from barzan.revisions.rules import DRAFTS_EDIT
from barzan.trail import actions as trail
from barzan.trail.canonical import canonical


@dataclass(frozen=True, slots=True)
class Opened:
    """What became of many proposals: drafts that hold them, and those that another's draft contradicts."""

    drafts: tuple[Draft, ...]
    unchanged: tuple[str, ...]
    contradicted: Mapping[str, errors.DraftConflict]


def signature(actor: Actor, rule: Rule, unit: Unit, why: str = "") -> dict[str, Any]:
    """Who, in which post, when and why, as columns of ``models.Signed``."""
    grant = rule.grant(actor, unit.target)
    return {
        "user_id": actor.user,
        "post_id": grant.post if grant else None,
        "at": timezone.now(),
        "why": why.strip(),
    }


def open_draft(actor: Actor, service: Service, *, why: str = "", origin: str = "") -> Draft:
    """The open draft of a service: the present one, or a new one that says what is published."""
    DRAFTS_EDIT.require(actor, service.target)
    with transaction.atomic():
        Service.objects.select_for_update().get(pk=service.pk)
        present = Draft.objects.filter(code=service.code, state__in=OPEN).first()
        if present:
            return present
        return _opened(actor, current([service])[service.code], service, None, why, origin)


def open_new(actor: Actor, code: str, proposed: Proposed, *, why: str = "", origin: str = "") -> Draft:
    """A draft of a service that does not exist yet; its code is reserved by it."""
    unit = unit_of(proposed)
    DRAFTS_EDIT.require(actor, unit.target)
    with transaction.atomic():
        if _taken(code):
            raise errors.code_taken(code)
        return _opened(actor, proposed, None, code, why, origin)


def open_drafts(
    actor: Actor, items: Sequence[tuple[Service, Proposed]], *, why: str, origin: str = ""
) -> Opened:
    """Asks for many changes at once, one draft each; what changes nothing is left out.

    A service that has an open draft gets the change merged into it; where the two contradict each other, the
    draft stays as it is and the service is named in ``contradicted``.
    """
    for service, _ in items:
        DRAFTS_EDIT.require(actor, service.target)
    drafts, unchanged, contradicted = [], [], {}
    with transaction.atomic():
        services = [service for service, _ in items]
        list(Service.objects.select_for_update().filter(pk__in=[each.pk for each in services]).order_by("pk"))
        now = current(services)
        codes = [service.code for service in services]
        present = {draft.code: draft for draft in Draft.objects.filter(code__in=codes, state__in=OPEN)}
        for service, wanted in items:
            if not differing(now[service.code], wanted):
                unchanged.append(service.code)
                continue
            try:
                if service.code in present:
                    draft = _joined(actor, present[service.code], now[service.code], wanted, why)
                else:
                    draft = _opened(actor, wanted, service, None, why, origin, base=now[service.code])
                drafts.append(draft)
            except errors.RevisionRefused as refused:
                if not isinstance(refused, errors.DraftConflict):
                    raise
                contradicted[service.code] = refused
    return Opened(tuple(drafts), tuple(unchanged), contradicted)


def save(actor: Actor, draft: Draft, proposed: Proposed, *, seen: int, why: str = "") -> Draft:
    """Saves what somebody wrote who had the saving ``seen`` before them.

    What others saved since is kept and merged; raises ``DraftConflict`` where both changed one field
    otherwise, and then nothing is saved. The same again saves nothing.
    """
    DRAFTS_EDIT.require(actor, draft.target)
    DRAFTS_EDIT.require(actor, unit_of(proposed).target)
    with transaction.atomic():
        draft = locked(draft, State.DRAFT)
        base, theirs = revision(draft, seen), revision(draft, draft.revision)
        merged = merge(base, proposed, theirs)
        return _added(actor, draft, theirs, _whole(merged), why)


def undo(actor: Actor, draft: Draft, *, to: int, seen: int, why: str = "") -> Draft:
    """Goes back to the saving ``to`` by a new saving; nothing that was written is lost."""
    DRAFTS_EDIT.require(actor, draft.target)
    with transaction.atomic():
        draft = locked(draft, State.DRAFT)
        if draft.revision != seen:
            raise errors.stale()
        return _added(actor, draft, revision(draft, seen), revision(draft, to), why, undoes=to)


def locked(draft: Draft, *states: str) -> Draft:
    """The draft as it stands now, locked. Raises ``RevisionRefused`` where it is in none of ``states``."""
    draft = (
        Draft.objects.select_for_update(of=("self",)).select_related("unit", "service__unit").get(pk=draft.pk)
    )
    if draft.state not in states:
        raise errors.wrong_state(" or ".join(states))
    return draft


def revision(draft: Draft, number: int) -> Proposed:
    """What the saving ``number`` of a draft says. Raises ``RevisionRefused`` where there is none."""
    found = draft.revisions.filter(number=number).values_list("proposed", flat=True).first()
    if found is None:
        raise errors.stale()
    return Proposed.from_value(found)


def current(services: Sequence[Service]) -> dict[str, Proposed]:
    """What is published about services and where they stand, by code; seven questions."""
    contents = catalogue.contents(ANONYMOUS, [service.code for service in services])
    places = standing(Service.objects.filter(pk__in=[service.pk for service in services]))
    return {code: Proposed(content, places[code]) for code, content in contents.items()}


def unit_of(proposed: Proposed) -> Unit:
    """The unit that shall own the service. Raises ``RevisionRefused`` for an unknown code."""
    unit = Unit.objects.filter(code=proposed.placed.unit).first()
    if unit is None:
        raise errors.unknown_place(proposed.placed.unit)
    return unit


def plain(value: Any) -> Any:
    """``value`` as JSON has it (dates as ISO text)."""
    return json.loads(canonical(value))


def _taken(code: str) -> bool:
    return Service.objects.filter(code=code).exists() or Draft.objects.filter(code=code).exists()


def _opened(
    actor: Actor,
    proposed: Proposed,
    service: Service | None,
    code: str | None,
    why: str,
    origin: str,
    base: Proposed | None = None,
) -> Draft:
    unit = service.unit if service else unit_of(proposed)
    now = timezone.now()
    started = base or (proposed if service else None)
    draft = Draft.objects.create(
        service=service,
        code=service.code if service else code,
        unit=unit,
        base=service.current_version if service else None,
        base_placed=plain(asdict(started.placed)) if started else None,
        title=proposed.content.title,
        origin=origin,
        why=why.strip(),
        opened_at=now,
        changed_at=now,
    )
    trail.record(actor, "draft.opened", draft, why=why, detail={"service": draft.code, "origin": origin})
    return _added(actor, draft, base, proposed, why)


def _joined(actor: Actor, draft: Draft, now: Proposed, wanted: Proposed, why: str) -> Draft:
    """Another's open draft with a change of what is published merged into it."""
    draft = locked(draft, State.DRAFT)
    theirs = revision(draft, draft.revision)
    return _added(actor, draft, theirs, _whole(merge(now, wanted, theirs)), why)


def _whole(merged: Merged) -> Proposed:
    if merged.conflicts:
        raise errors.DraftConflict(merged.conflicts)
    return merged.proposed


def _added(
    actor: Actor,
    draft: Draft,
    before: Proposed | None,
    proposed: Proposed,
    why: str,
    undoes: int | None = None,
) -> Draft:
    changed = differing(before, proposed)
    if draft.revision and not changed:
        return draft
    unit = unit_of(proposed)
    draft.revision += 1
    draft.title = proposed.content.title
    draft.changed_at = timezone.now()
    if draft.service is None:
        draft.unit = unit
    draft.save(update_fields=["revision", "title", "changed_at", "unit"])
    Revision.objects.create(
        draft=draft,
        number=draft.revision,
        proposed=plain(proposed.as_value()),
        undoes=undoes,
        **signature(actor, DRAFTS_EDIT, draft.unit, why),
    )
    trail.record(
        actor, "draft.saved", draft, version=draft.revision, why=why,
        detail={"service": draft.code, "fields": list(changed)},
    )  # fmt: skip
    return draft
