"""What can be known of the decision models: the actor first, except for the engine's own two questions."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import F, QuerySet

from barzan.access import Actor
from barzan.decisions.models import Decision, DecisionVersion, Draft
from barzan.decisions.rules import DECISIONS_READ


def decisions(actor: Actor) -> QuerySet[Decision]:
    """All models with their unit, current version and draft (without the files), by key."""
    DECISIONS_READ.require(actor)
    rows = Decision.objects.select_related("unit", "current", "draft")
    return rows.defer("current__xml", "draft__xml")


def decision(actor: Actor, key: str) -> Decision | None:
    """One model with its files."""
    DECISIONS_READ.require(actor)
    return Decision.objects.select_related("unit", "current", "draft").filter(key=key).first()


def draft(actor: Actor, shown: Decision) -> Draft | None:
    """The draft of a model."""
    DECISIONS_READ.require(actor)
    return getattr(shown, "draft", None)


def versions(actor: Actor, shown: Decision) -> QuerySet[DecisionVersion]:
    """The published versions, the newest first."""
    DECISIONS_READ.require(actor)
    return shown.versions.select_related("post")


def version(actor: Actor, shown: Decision, number: int) -> DecisionVersion | None:
    """One published version."""
    return versions(actor, shown).filter(number=number).first()


def current(keys: Collection[str]) -> dict[str, DecisionVersion]:
    """By key: the published version of each model that has one, in one question (for the engine)."""
    rows = DecisionVersion.objects.filter(decision__key__in=list(keys), pk=F("decision__current_id"))
    return {row.decision.key: row for row in rows.select_related("decision")}


def by_hash(hashes: Collection[str]) -> dict[str, DecisionVersion]:
    """By content hash: versions, however old, in one question (for the engine)."""
    rows = DecisionVersion.objects.filter(content_hash__in=list(hashes)).order_by("pk")
    return {row.content_hash: row for row in rows}
