"""Finds the service of the catalogue that each item is, and what the desk proposes for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from barzan.access import ANONYMOUS
from barzan.catalogue import queries as catalogue
from barzan.catalogue.models import BookletReading, Service
from barzan.review.core.matching import Known, Sought, contradicting, match_services, propose
from barzan.review.core.reading import rank
from barzan.review.core.said import Said
from barzan.review.models import STANDING, Item, Reading

DIFFERS = "published_differs"
MATCHED = ("service", "published", "proposed", "group", "kinds", *STANDING)


def known_services(reading: Reading, units: Sequence[int]) -> dict[str, tuple[Service, Known]]:
    """The published services of ``units`` by code; six questions at most."""
    rows = Service.objects.filter(unit__in=units, current_version__isnull=False, retired_at__isnull=True)
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
    """Matches the items of a reading with services anew; what was decided about them stands."""
    items = list(reading.items.select_related("office__unit").order_by("order"))
    units = {item.office.unit_id for item in items if item.office.unit_id}
    known = known_services(reading, sorted(units))
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
    reading.items.filter(service__isnull=False).update(service=None)
    for at, item in enumerate(items):
        _matched(item, known.get(found.get(at, "")), sought[at].said, findings[item.pk])
    Item.objects.bulk_update(items, MATCHED, batch_size=100)


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
