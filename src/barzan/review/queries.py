"""What can be known of reviews; the actor comes first. A review is seen by those of its unit and above."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from barzan.access import ANONYMOUS, Actor
from barzan.access.querysets import within
from barzan.catalogue import queries as catalogue
from barzan.people.models import Unit
from barzan.places.queries import in_force
from barzan.review.core.board import Board, Line
from barzan.review.core.comparing import Counted, Row, compare
from barzan.review.core.fold import DECIDED
from barzan.review.core.source import Stretch, shown, wanted
from barzan.review.models import (
    CHUNK,
    Item,
    ItemDecision,
    ItemFinding,
    Office,
    OfficeKind,
    Published,
    Reading,
    SourceChunk,
    Verb,
)
from barzan.review.planning import Plan, counted, offices_read, plan
from barzan.review.rules import REVIEW_EDIT, REVIEW_READ

LINE = (
    "order",
    "group",
    "office__order",
    "row",
    "title",
    "state",
    "service_class",
    "has_client",
    "kinds",
    "kind",
    "decided_at",
    "decided_by",
)


def readings(actor: Actor) -> QuerySet[Reading]:
    """Reviews within the actor's units with ``items`` and ``decided`` counts, the newest first."""
    rows = Reading.objects.filter(within(REVIEW_READ.scope(actor), unit="unit__path"))
    decided = Count("items", filter=Q(items__state__in=DECIDED))
    return rows.select_related("unit", "published__edition").annotate(
        item_count=Count("items"), decided_count=decided
    )


def reading(actor: Actor, pk: int) -> Reading:
    """One review. Raises ``Reading.DoesNotExist`` beyond the actor's units."""
    rows = Reading.objects.filter(within(REVIEW_READ.scope(actor), unit="unit__path"))
    return rows.select_related("unit", "job").get(pk=pk)


def units_to_review(actor: Actor) -> QuerySet[Unit]:
    """Units for whose services the actor may start a review."""
    valid = in_force(timezone.localdate(), "valid_from", "valid_to")
    return Unit.objects.filter(within(REVIEW_EDIT.scope(actor), unit="path"), valid).order_by("path")


def units_of(actor: Actor, reading: Reading) -> list[Unit]:
    """The units that a row of the booklet's summary may be."""
    REVIEW_READ.require(actor, reading.target)
    valid = in_force(timezone.localdate(), "valid_from", "valid_to")
    return list(Unit.objects.filter(valid, path__startswith=reading.unit.path).order_by("path"))


def offices(actor: Actor, reading: Reading) -> list[Office]:
    """The rows of the booklet's own summary, in order, with their units."""
    REVIEW_READ.require(actor, reading.target)
    return list(reading.offices.select_related("unit"))


def board(actor: Actor, reading: Reading) -> Board:
    """The list of items, those that need a person first; one question."""
    REVIEW_READ.require(actor, reading.target)
    rows = Item.objects.filter(reading=reading).order_by("group", "order").values_list(*LINE)
    return Board(
        [
            Line(*head, kinds=tuple(kinds.split()), lost=kind == "lost", decided_at=at, decided_by=by)
            for *head, kinds, kind, at, by in rows.iterator()
        ]
    )


def item(actor: Actor, reading: Reading, order: int) -> Item:
    """One item with its office and service. Raises ``Item.DoesNotExist``."""
    REVIEW_READ.require(actor, reading.target)
    found = Item.objects.select_related("office__unit", "service").get(reading=reading, order=order)
    found.reading = reading
    return found


def findings(actor: Actor, item: Item) -> list[ItemFinding]:
    """What the reader found about an item, and about its office as a whole."""
    REVIEW_READ.require(actor, item.reading.target)
    about = Q(item=item) | Q(item__isnull=True, office=item.office_id)
    return list(ItemFinding.objects.filter(about, reading=item.reading_id))


def general_findings(actor: Actor, reading: Reading) -> list[ItemFinding]:
    """Findings about an office or the whole booklet, in order."""
    REVIEW_READ.require(actor, reading.target)
    return list(reading.findings.filter(item__isnull=True).select_related("office"))


def decisions(actor: Actor, item: Item) -> list[ItemDecision]:
    """What was decided about an item, the last first."""
    REVIEW_READ.require(actor, item.reading.target)
    return list(item.decisions.select_related("post").order_by("-number"))


def log(actor: Actor, reading: Reading) -> QuerySet[ItemDecision]:
    """Every decision of a review, the last first."""
    REVIEW_READ.require(actor, reading.target)
    rows = ItemDecision.objects.filter(item__reading=reading)
    return rows.select_related("post", "item__office").order_by("-pk")


def last_own(actor: Actor, reading: Reading) -> ItemDecision | None:
    """The actor's last decision that still holds: what an undo would take back."""
    REVIEW_READ.require(actor, reading.target)
    rows = ItemDecision.objects.filter(item__reading=reading, user=actor.user, number=F("item__number"))
    return rows.exclude(verb=Verb.UNDO).select_related("item").order_by("-pk").first()


def source(actor: Actor, item: Item) -> list[Stretch]:
    """The lines of the text about an item's row and its own page; one question."""
    REVIEW_READ.require(actor, item.reading.target)
    section = (item.section_line, item.section_to or item.section_line) if item.section_line else None
    spans = wanted(item.line, section)
    own = [(item.line, item.line)] if item.line else []
    own += [section] if section else []
    lines = _lines(item.reading_id, [*spans, *([(item.head_line, item.head_line)] if item.head_line else [])])
    return shown(lines, spans, own, item.head_line)


def progress_by_office(board: Board, offices: Sequence[Office]) -> list[tuple[Office, int, int]]:
    """(office, decided, all) of the offices that have items."""
    counts = board.by_office()
    return [(office, *counts[office.order]) for office in offices if office.order in counts]


def planned(actor: Actor, reading: Reading) -> Plan:
    """What publishing would do."""
    REVIEW_READ.require(actor, reading.target)
    return plan(reading)


def summary_of(actor: Actor, reading: Reading, planned: Plan, offices: Sequence[Office]) -> list[Row]:
    """The booklet's own summary beside what the plan would publish."""
    REVIEW_READ.require(actor, reading.target)
    return compare(offices_read(offices), counted(planned, offices))


def published(actor: Actor, reading: Reading) -> Published | None:
    """What a reading became."""
    REVIEW_READ.require(actor, reading.target)
    return Published.objects.select_related("edition", "post").filter(reading=reading).first()


def summary_published(actor: Actor, reading: Reading, offices: Sequence[Office]) -> list[Row]:
    """The booklet's own summary beside the catalogue as it is published now; two questions."""
    REVIEW_READ.require(actor, reading.target)
    places = {
        office.unit_id: place for place, office in enumerate(offices) if office.kind == OfficeKind.OFFICE
    }
    rows = catalogue.published(ANONYMOUS).filter(unit__in=[pk for pk in places if pk])
    counted_rows = rows.order_by().values_list(
        "unit", "current_version__service_class", "current_version__has_client"
    )
    aside = reading.items.filter(state="aside", service__isnull=True).values_list("office__order", flat=True)
    services = [Counted(places[unit], service_class, client) for unit, service_class, client in counted_rows]
    services += [Counted(place, None, None, aside=True) for place in aside]
    return compare(offices_read(offices), services)


def _lines(reading: int, spans: Sequence[tuple[int, int]]) -> dict[int, str]:
    """The wanted lines by number, and their neighbours in the same chunks."""
    if not spans:
        return {}
    wanted_chunks = Q()
    for first, last in spans:
        wanted_chunks |= Q(first__lte=last, first__gt=first - CHUNK)
    found: dict[int, str] = {}
    for first, text in SourceChunk.objects.filter(wanted_chunks, reading=reading).values_list(
        "first", "text"
    ):
        found |= dict(enumerate(text.split("\n"), start=first))
    return found
