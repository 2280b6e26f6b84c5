"""What can be known of instruments. Reading is public."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from django.db.models import QuerySet
from django.utils import timezone

from barzan.access import Actor
from barzan.access.rules import PUBLIC
from barzan.documents.errors import DocumentMissing
from barzan.documents.models import Version
from barzan.documents.storage import path_of
from barzan.instruments import dependents, matching
from barzan.instruments.dependents import Dependent, Progress, Replacement
from barzan.instruments.kinds import ENDS
from barzan.instruments.matching import Citation, Group
from barzan.instruments.models import Denial, Instrument, Relation
from barzan.instruments.rules import STEWARD
from barzan.instruments.standing import Fact, Standing, standing

BEFELL = ("replaces", "repeals", "amends")


@dataclass(frozen=True, slots=True)
class Line:
    """What the list knows of every instrument without its texts."""

    pk: int
    code: str
    kind: str
    issuer: str
    year: int | None
    numbered: bool
    title_order: str
    standing: Standing


def instruments(actor: Actor) -> QuerySet[Instrument]:
    """Every instrument, by code."""
    PUBLIC.require(actor)
    return Instrument.objects.all()


def instrument(actor: Actor, code: str) -> Instrument | None:
    """The instrument called ``code``, with its text."""
    return instruments(actor).select_related("document").filter(code=code).order_by().first()


def lines(actor: Actor, at: date | None = None) -> list[Line]:
    """All instruments as the list sorts and counts them, standing ``at`` a day (today), in two questions."""
    at = at or timezone.localdate()
    facts = facts_of(actor)
    rows = instruments(actor).values_list(
        "pk", "code", "kind", "issuer", "year", "number", "title_order", "date", "effective_on"
    )
    return [
        Line(*known, bool(number), order, standing(at, first or day, facts.get(known[1], ())))
        for *known, number, order, day, first in rows
    ]


def facts_of(actor: Actor, codes: Collection[str] | None = None) -> dict[str, list[Fact]]:
    """By code: what befell the instruments with ``codes`` (all of them, where None), in one question."""
    PUBLIC.require(actor)
    rows = Relation.objects.filter(kind__in=BEFELL, withdrawal__isnull=True).order_by("pk")
    if codes is not None:
        rows = rows.filter(target__code__in=list(codes))
    found: dict[str, list[Fact]] = {}
    for code, kind, on, by in rows.values_list("target__code", "kind", "on", "source__code"):
        found.setdefault(code, []).append(Fact(kind, on, by))
    return found


def endings(actor: Actor) -> dict[str, list[str]]:
    """By code: the codes of the instruments that it replaced or repealed, in one question."""
    PUBLIC.require(actor)
    rows = Relation.objects.filter(kind__in=ENDS, withdrawal__isnull=True).order_by()
    found: dict[str, list[str]] = {}
    for source, target in rows.values_list("source__code", "target__code"):
        found.setdefault(source, []).append(target)
    return found


def standing_of(actor: Actor, shown: Instrument, at: date | None = None) -> Standing:
    """Where one instrument stands ``at`` a day (today)."""
    facts = facts_of(actor, [shown.code]).get(shown.code, ())
    return standing(at or timezone.localdate(), shown.begins, facts)


def relations_of(actor: Actor, shown: Instrument) -> list[Relation]:
    """What an instrument did and what befell it, withdrawn relations too, newest first; one question."""
    PUBLIC.require(actor)
    rows = Relation.objects.select_related("source", "target", "withdrawal")
    found = rows.filter(source=shown) | rows.filter(target=shown)
    return sorted(found, key=lambda row: (row.on is not None, row.on or date.min, row.pk), reverse=True)


def relation(actor: Actor, pk: int) -> Relation | None:
    """One relation."""
    PUBLIC.require(actor)
    return Relation.objects.select_related("source", "target", "withdrawal").filter(pk=pk).first()


def resting(actor: Actor, shown: Instrument) -> list[Dependent]:
    """The citations of an instrument."""
    PUBLIC.require(actor)
    return dependents.resting(actor, [shown.code])


def progress(actor: Actor, shown: Instrument) -> Progress | None:
    """How far the offices are with the services that rested on a replaced instrument; None where none is."""
    STEWARD.require(actor)
    origin = Replacement(shown, shown, date.min, "", ()).origin
    return dependents.progress(actor, [origin]).get(origin)


def text_of(actor: Actor, shown: Instrument) -> tuple[Version, BinaryIO] | None:
    """The kept text of an instrument, opened. Raises ``DocumentMissing`` where it is gone from the disk."""
    PUBLIC.require(actor)
    if shown.document is None:
        return None
    try:
        return shown.document, path_of(shown.document.sha256).open("rb")
    except FileNotFoundError:
        raise DocumentMissing(shown.document.sha256) from None


def citation_of(dependent: Dependent, key: str) -> Citation:
    """A citation as the matching takes it."""
    return Citation(
        key, dependent.kind, dependent.title, dependent.number, dependent.date, dependent.date_text,
        dependent.issuer,
    )  # fmt: skip


def proposals(actor: Actor) -> tuple[list[Group], dict[str, list[Dependent]], dict[str, Instrument]]:
    """Which citations without a code seem to mean which instruments, the surest first.

    Members of the groups are wordings (``matching.wording``); the second value gives the citations by
    wording, the third the instruments by code. What was denied for an instrument is not proposed for it
    again.
    """
    STEWARD.require(actor)
    by_wording: dict[str, list[Dependent]] = {}
    for each in dependents.unlinked(actor):
        by_wording.setdefault(matching.wording(citation_of(each, "")), []).append(each)
    known = {each.code: each for each in instruments(actor).defer("note")}
    denied = set(Denial.objects.values_list("instrument__code", "wording"))
    citations = [citation_of(members[0], wording) for wording, members in by_wording.items()]
    as_citations = [
        Citation(each.code, each.kind, each.title, each.number, each.date, each.date_text, each.issuer)
        for each in known.values()
    ]
    groups = matching.propose(citations, as_citations, denied)
    return groups, by_wording, known
