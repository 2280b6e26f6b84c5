"""What can be known of the life of services; the actor comes first. Drafts are seen within one's units."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from barzan.access import Actor
from barzan.access.querysets import within
from barzan.access.rules import PUBLIC
from barzan.catalogue.models import Service
from barzan.revisions.models import OPEN, Draft, Edition, EditionEntry, Revision, Succession
from barzan.revisions.proposed import Proposed
from barzan.revisions.rules import DRAFTS_READ


def drafts(actor: Actor, *, state: str = "", origin: str = "", open_only: bool = False) -> QuerySet[Draft]:
    """Drafts of services within the actor's units, the latest first; ``origin``: a kind, or kind:key."""
    rows = Draft.objects.filter(within(DRAFTS_READ.scope(actor), unit="unit__path"))
    if state:
        rows = rows.filter(state=state)
    if open_only:
        rows = rows.filter(state__in=OPEN)
    if origin:
        rows = rows.filter(origin=origin) if ":" in origin else rows.filter(origin__startswith=f"{origin}:")
    return rows.select_related("unit", "service")


def draft(actor: Actor, pk: int) -> Draft:
    """One draft. Raises ``Draft.DoesNotExist`` beyond the actor's units."""
    return drafts(actor).select_related("base", "service__current_version", "published").get(pk=pk)


def proposed(actor: Actor, draft: Draft, number: int | None = None) -> Proposed:
    """What a saving of a draft says (the current one). Raises ``Revision.DoesNotExist``."""
    DRAFTS_READ.require(actor, draft.target)
    return Proposed.from_value(draft.revisions.get(number=number or draft.revision).proposed)


def revisions(actor: Actor, draft: Draft) -> list[Revision]:
    """Every saving of a draft, the first one first."""
    DRAFTS_READ.require(actor, draft.target)
    return list(draft.revisions.select_related("post__unit"))


def editions(actor: Actor) -> QuerySet[Edition]:
    """The editions of the catalogue, the newest first."""
    PUBLIC.require(actor)
    return Edition.objects.select_related("post")


def entries(actor: Actor, edition: Edition) -> QuerySet[EditionEntry]:
    """What stood in an edition, by code."""
    PUBLIC.require(actor)
    return edition.entries.select_related("version")


def successors(actor: Actor, services: Iterable[Service]) -> dict[str, list[Succession]]:
    """By the code of an old service: in which services it goes on."""
    PUBLIC.require(actor)
    found: dict[str, list[Succession]] = {}
    rows = Succession.objects.filter(old__in=list(services)).select_related("old", "new__current_version")
    for row in rows:
        found.setdefault(row.old.code, []).append(row)
    return found
