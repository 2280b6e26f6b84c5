"""Commands on drafts: open, save, take back. Every saving is kept; two people may write at once."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from barzan.access import ANONYMOUS, Actor
from barzan.catalogue import queries as catalogue
from barzan.catalogue.errors import CatalogueError
from barzan.catalogue.models import Service
from barzan.catalogue.placing import standing
from barzan.people.models import Unit
from barzan.revisions import errors
from barzan.revisions.actions.batches import batches, lock, lock_services, places, signature
from barzan.revisions.merge import Merged, merge
from barzan.revisions.models import OPEN, Draft, Revision, State
from barzan.revisions.proposed import Proposed, differing
from barzan.revisions.rules import DRAFTS_EDIT
from barzan.trail import actions as trail
from barzan.trail.canonical import canonical

CODE = re.compile(r"[A-Z]{2,6}-[0-9]{4,6}")


@dataclass(frozen=True, slots=True)
class New:
    """A draft to be opened: of ``service``, about which ``base`` is published, or of a new one."""

    code: str
    proposed: Proposed
    service: Service | None = None
    base: Proposed | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """What became of many proposals: drafts that hold them, and those that another's draft contradicts."""

    drafts: tuple[Draft, ...]
    unchanged: tuple[str, ...]
    contradicted: Mapping[str, errors.DraftConflict]


def open_draft(actor: Actor, service: Service, *, why: str = "", origin: str = "") -> Draft:
    """The open draft of a service: the present one, or a new one that says what is published."""
    DRAFTS_EDIT.require(actor, service.target)
    with transaction.atomic():
        service = lock_services([service])[service.pk]
        if service.retired_at is not None:
            raise CatalogueError.retired(service.code)
        present = Draft.objects.filter(code=service.code, state__in=OPEN).select_related("unit").first()
        if present:
            return present
        now = current([service])[service.code]
        return _opened(actor, [New(service.code, now, service, now)], why, origin)[0]


def open_new(actor: Actor, code: str, proposed: Proposed, *, why: str = "", origin: str = "") -> Draft:
    """A draft of a service that does not exist yet; its code is reserved by it."""
    if not CODE.fullmatch(code):
        raise errors.code_shape(code)
    DRAFTS_EDIT.require(actor, unit_of(proposed).target)
    with transaction.atomic():
        if _taken(code):
            raise errors.code_taken(code)
        return _opened(actor, [New(code, proposed)], why, origin)[0]


def open_drafts(
    actor: Actor, items: Sequence[tuple[Service, Proposed]], *, why: str, origin: str = ""
) -> Opened:
    """Asks for many changes at once, one draft each; what changes nothing is left out.

    A service that has an open draft gets the change merged into it; where the two contradict each other, the
    draft stays as it is and the service is named in ``contradicted``.
    """
    drafts: list[Draft] = []
    unchanged: list[str] = []
    contradicted: dict[str, errors.DraftConflict] = {}
    with transaction.atomic():
        for batch in batches(items):
            services = lock_services(service for service, _ in batch)
            for service in services.values():
                DRAFTS_EDIT.require(actor, service.target)
            now = current(list(services.values()))
            codes = [service.code for service in services.values()]
            present = {draft.code: draft for draft in Draft.objects.filter(code__in=codes, state__in=OPEN)}
            new = []
            for service, wanted in ((services[given.pk], wanted) for given, wanted in batch):
                if not differing(now[service.code], wanted):
                    unchanged.append(service.code)
                elif service.code not in present:
                    new.append(New(service.code, wanted, service, now[service.code]))
                else:
                    try:
                        drafts.append(_joined(actor, present[service.code], now[service.code], wanted, why))
                    except errors.DraftConflict as conflict:
                        contradicted[service.code] = conflict
            drafts += _opened(actor, new, why, origin)
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
    (draft,) = lock([draft])
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


def _opened(actor: Actor, items: Sequence[New], why: str, origin: str) -> list[Draft]:
    """New drafts with their first saving, and two events each; a few statements for all of them.

    Raises ``Forbidden`` where a draft moves its service to a unit in which the actor may not write.
    """
    units = places(item.proposed.placed.unit for item in items)
    for item in items:
        if item.proposed.placed.unit not in units:
            raise errors.unknown_place(item.proposed.placed.unit)
        DRAFTS_EDIT.require(actor, units[item.proposed.placed.unit].target)
    now = timezone.now()
    drafts = Draft.objects.bulk_create(
        Draft(
            service=item.service,
            code=item.code,
            unit=item.service.unit if item.service else units[item.proposed.placed.unit],
            base=item.service.current_version if item.service else None,
            base_placed=plain(asdict(item.base.placed)) if item.base else None,
            revision=1,
            title=item.proposed.content.title,
            origin=origin,
            why=why.strip(),
            opened_at=now,
            changed_at=now,
        )
        for item in items
    )
    Revision.objects.bulk_create(
        Revision(
            draft=draft, number=1, proposed=plain(item.proposed.as_value()),
            **signature(actor, DRAFTS_EDIT, draft.unit, why),
        )
        for draft, item in zip(drafts, items, strict=True)
    )  # fmt: skip
    opened = [trail.Happened(draft, None, {"service": draft.code, "origin": origin}) for draft in drafts]
    trail.record_each(actor, "draft.opened", opened, why=why)
    saved = [
        trail.Happened(draft, 1, {"service": draft.code, "fields": list(differing(item.base, item.proposed))})
        for draft, item in zip(drafts, items, strict=True)
    ]
    trail.record_each(actor, "draft.saved", saved, why=why)
    return drafts


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
    before: Proposed,
    proposed: Proposed,
    why: str,
    undoes: int | None = None,
) -> Draft:
    changed = differing(before, proposed)
    if not changed:
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
