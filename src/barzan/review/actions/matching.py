"""Finds the service of the catalogue that each item is, and what the desk proposes for it."""

from __future__ import annotations

from collections import Counter

from django.db import transaction
from django.db.models import QuerySet

from barzan.access import ANONYMOUS, Actor
from barzan.catalogue import queries as catalogue
from barzan.catalogue.models import BookletReading, Service
from barzan.review import errors
from barzan.review.actions.locking import locked
from barzan.review.core.matching import Known, Sought, contradicting, match_services, propose
from barzan.review.core.reading import rank
from barzan.review.core.said import Said
from barzan.review.models import STANDING, Item, Reading
from barzan.review.rules import REVIEW_EDIT
from barzan.trail import actions as trail

DIFFERS = "published_differs"
MATCHED = ("service", "published", "proposed", "group", "kinds", *STANDING)


def known_services(reading: Reading, among: QuerySet[Service]) -> dict[str, tuple[Service, Known]]:
    """The published ones of the services ``among`` by code; six questions at most."""
    rows = among.filter(current_version__isnull=False, retired_at__isnull=True)
    services = {each.code: each for each in rows.select_related("unit", "group").order_by("code")}
    booklets = set(BookletReading.objects.filter(sha256=reading.sha256).values_list("code", flat=True))
    contents = catalogue.contents(ANONYMOUS, services)
    return {
        code: (
            service,
            Known(
                code,
                service.unit.code,
                Said.of_content(
                    contents[code],
                    service.group.title if service.group else "",
                    service.group.national_code if service.group else None,
                ),
                contents[code].source_line,
                contents[code].booklet in booklets,
            ),
        )
        for code, service in services.items()
    }


def match_items(reading: Reading) -> None:
    """Matches the items of a reading with services anew; what somebody matched or decided stands."""
    every = list(reading.items.select_related("office__unit").order_by("order"))
    items = [item for item in every if not item.matched_by_hand]
    kept = {item.service_id for item in every if item.matched_by_hand}
    units = {item.office.unit_id for item in items if item.office.unit_id}
    known = {
        code: pair
        for code, pair in known_services(reading, Service.objects.filter(unit__in=units)).items()
        if pair[0].pk not in kept
    }
    sought = [
        Sought(
            item.office.unit.code if item.office.unit else "",
            Said.from_value(item.repaired),
            item.line,
            item.section_line,
        )
        for item in items
    ]
    found = match_services(sought, [each for _, each in known.values()])
    findings = Counter(reading.findings.filter(item__isnull=False).values_list("item", flat=True))
    # Each service is matched once, also while one moves from an item to another.
    reading.items.filter(service__isnull=False, matched_by_hand=False).update(service=None)
    for at, item in enumerate(items):
        _matched(item, known.get(found.get(at, "")), sought[at].said, findings[item.pk])
    Item.objects.bulk_update(items, MATCHED, batch_size=100)


def match_item(actor: Actor, item: Item, code: str) -> Item:
    """Says which service of the catalogue an item is; an empty code: a new one.

    What is decided about the item stands. Raises ``ReviewRefused`` for a service that is unknown here or that
    another item is.
    """
    REVIEW_EDIT.require(actor, item.reading.target)
    with transaction.atomic():
        reading = locked(item.reading)
        item = Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
        within = Service.objects.filter(unit__path__startswith=reading.unit.path, code=code)
        pair = known_services(reading, within).get(code) if code else None
        if code and pair is None:
            raise errors.unknown_service(code)
        other = reading.items.filter(service=pair[0]).exclude(pk=item.pk).first() if pair else None
        if other:
            raise errors.service_taken(code, other.title)
        _matched(item, pair, Said.from_value(item.repaired), item.findings.count())
        item.matched_by_hand = True
        item.save(update_fields=[*MATCHED, "matched_by_hand"])
        item.reading = reading
        trail.record(actor, "item.matched", item, detail={"service": code or None})
    return item


def _matched(item: Item, pair: tuple[Service, Known] | None, repaired: Said, findings: int) -> None:
    known = pair[1] if pair else None
    proposed = propose(repaired, known)
    differs = bool(known and contradicting(proposed, known.said))
    kinds = [kind for kind in item.kinds.split() if kind != DIFFERS]
    item.service = pair[0] if pair else None
    item.published = known.said.as_value() if known else None
    item.proposed = proposed.as_value()
    item.kinds = " ".join([*kinds, *([DIFFERS] if differs else [])])
    item.group = rank(proposed, item.kind, findings + differs)
    if item.number == 0:
        item.stand(item.state, item.proposed)
