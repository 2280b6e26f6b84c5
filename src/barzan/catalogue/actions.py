"""The commands of the catalogue: add, place, publish and retire services, arrange the ways in, keep readings.

``CATALOGUE_EDIT`` is asked for the unit that owns the service (and for both units when it moves);
``CATALOGUE_ARRANGE`` for what belongs to no unit: categories, life events, groups, readings of booklets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.catalogue.content import PART_CONTENTS, PARTS, SCALARS, ServiceContent, tidied, unfit
from barzan.catalogue.errors import CatalogueError
from barzan.catalogue.models import (
    BookletReading,
    Category,
    Channel,
    Correction,
    Decision,
    Finding,
    LegalBasis,
    LifeEvent,
    Requirement,
    Service,
    ServiceGroup,
    ServiceVersion,
    StatedSummary,
    Step,
)
from barzan.catalogue.rules import CATALOGUE_ARRANGE, CATALOGUE_EDIT
from barzan.people.models import Unit
from barzan.persian import sort_key
from barzan.search import actions as search
from barzan.trail import actions as trail
from barzan.trail import bulk
from barzan.trail.canonical import content_hash

PART_MODELS = dict(zip(PARTS, (Requirement, LegalBasis, Step, Channel), strict=True))
LIMITS = {
    part: {field.name: field.max_length for field in model._meta.fields if field.max_length}
    for part, model in (("", ServiceVersion), *PART_MODELS.items())
}
ORDER_DIGITS = 400
SEARCH_BATCH = 2000

Arranged = TypeVar("Arranged", Category, LifeEvent, ServiceGroup)
Kept = TypeVar("Kept", StatedSummary, Finding, Correction, Decision)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a service stands: its owner, its national group, and the ways in on the portal."""

    unit: Unit
    group: ServiceGroup | None = None
    category: Category | None = None
    life_events: tuple[LifeEvent, ...] = ()

    def codes(self) -> dict[str, Any]:
        """The placement as codes, for events."""
        return {
            "unit": self.unit.code,
            "group": self.group.code if self.group else None,
            "category": self.category.code if self.category else None,
            "life_events": sorted(event.code for event in self.life_events),
        }


def add_service(actor: Actor, code: str, placement: Placement) -> Service:
    """A new identity without a version yet; raises ``CatalogueError`` where the code was ever used."""
    return add_services(actor, [(code, placement)])[0]


def add_services(actor: Actor, items: Sequence[tuple[str, Placement]]) -> list[Service]:
    """New identities by code, in few statements; raises ``CatalogueError`` where one was ever used."""
    for _, placement in items:
        CATALOGUE_EDIT.require(actor, placement.unit.target)
    with transaction.atomic():
        if taken := Service.objects.filter(code__in=[code for code, _ in items]).first():
            raise CatalogueError.code_taken(taken.code)
        for unit in {placement.unit.pk: placement.unit for _, placement in items}.values():
            _require_open(unit)
        services = Service.objects.bulk_create(
            Service(code=code, unit=placed.unit, group=placed.group, category=placed.category)
            for code, placed in items
        )
        shown = Service.life_events.through
        shown.objects.bulk_create(
            shown(service_id=service.pk, lifeevent_id=event.pk)
            for service, (_, placement) in zip(services, items, strict=True)
            for event in placement.life_events
        )
        happened = (
            trail.Happened(service, detail=placement.codes())
            for service, (_, placement) in zip(services, items, strict=True)
        )
        trail.record_each(actor, "service.added", happened)
    return services


def place_service(actor: Actor, service: Service, placement: Placement, *, why: str = "") -> Service:
    """Gives a service to another unit or group, or shows it elsewhere on the portal."""
    CATALOGUE_EDIT.require(actor, service.target)
    CATALOGUE_EDIT.require(actor, placement.unit.target)
    with transaction.atomic():
        # The unit first, as a reorganisation locks them: neither waits for the other.
        if service.unit_id != placement.unit.pk:
            _require_open(placement.unit)
        service = Service.objects.select_for_update().get(pk=service.pk)
        service.unit, service.group, service.category = placement.unit, placement.group, placement.category
        service.save(update_fields=["unit", "group", "category"])
        service.life_events.set(placement.life_events)
        trail.record(actor, "service.placed", service, why=why, detail=placement.codes())
        search.refresh("service", [service.code])
    return service


def follow_units(actor: Actor, moved: Mapping[Unit, Unit], why: str) -> int:
    """Gives all services of units that ended, retired ones too, to the units that follow them.

    Codes, groups and places on the portal stay. Returns how many services there were.
    """
    for unit in (*moved, *moved.values()):
        CATALOGUE_EDIT.require(actor, unit.target)
    with transaction.atomic():
        codes: list[str] = []
        for old, new in moved.items():
            services = list(Service.objects.select_for_update().filter(unit=old))
            Service.objects.filter(unit=old).update(unit=new)
            for service in services:
                detail = {"unit": new.code, "from": old.code}
                trail.record(actor, "service.placed", service, why=why, detail=detail)
            codes += [service.code for service in services]
        refresh_search(codes)
    return len(codes)


def refresh_search(codes: Sequence[str]) -> None:
    """Indexes services anew, some thousand a time."""
    for start in range(0, len(codes), SEARCH_BATCH):
        search.refresh("service", codes[start : start + SEARCH_BATCH])


def publish_version(
    actor: Actor, service: Service, content: ServiceContent, *, why: str = ""
) -> ServiceVersion:
    """The current version, which says ``content``: a new one, or the present one if it says so already."""
    publish_versions(actor, [(service, content)], why=why)
    service.refresh_from_db()
    assert service.current_version is not None  # noqa: S101 - publish_versions has just set it
    return service.current_version


def publish_versions(
    actor: Actor, items: Sequence[tuple[Service, ServiceContent]], *, why: str = ""
) -> list[ServiceVersion]:
    """Publishes many services in one transaction and few statements; unchanged ones are left out.

    Returns the new versions; what they say is ``tidied``. Raises ``CatalogueError`` for a retired service and
    for a text that no file could carry.
    """
    for service, _ in items:
        CATALOGUE_EDIT.require(actor, service.target)
    with transaction.atomic():
        locked = _locked(service for service, _ in items)
        changed = [
            (locked[service.pk], content, digest)
            for service, given in items
            if (content := _fit(service, given))
            and (digest := content_hash(content.as_value())) != _current_hash(locked[service.pk])
        ]
        versions = _insert_versions(changed)
        _point_at(versions)
        happened = (
            trail.Happened(version.service, version.number, {"hash": version.content_hash})
            for version in versions
        )
        trail.record_each(actor, "service.published", happened, why=why)
        refresh_search([version.service.code for version in versions])
    return versions


def mark_reviewed(actor: Actor, services: Sequence[Service], *, on: date, why: str = "") -> None:
    """Says that the office read what is published about ``services`` again on the day ``on``."""
    for service in services:
        CATALOGUE_EDIT.require(actor, service.target)
    with transaction.atomic():
        Service.objects.filter(pk__in=[service.pk for service in services]).update(reviewed_on=on)
        happened = (trail.Happened(service, detail={"on": on}) for service in services)
        trail.record_each(actor, "service.reviewed", happened, why=why)


def retire_service(actor: Actor, service: Service, *, why: str) -> Service:
    """Takes a service out of the lists and the search; its address still answers and says so."""
    CATALOGUE_EDIT.require(actor, service.target)
    with transaction.atomic():
        service = Service.objects.select_for_update().get(pk=service.pk)
        if service.retired_at is not None:
            raise CatalogueError.retired(service.code)
        service.retired_at = timezone.now()
        service.save(update_fields=["retired_at"])
        trail.record(actor, "service.retired", service, why=why)
        search.refresh("service", [service.code])
    return service


def restore_service(actor: Actor, service: Service, *, why: str) -> Service:
    """Puts a retired service into the lists and the search again, with the version that it had."""
    CATALOGUE_EDIT.require(actor, service.target)
    with transaction.atomic():
        service = Service.objects.select_for_update().get(pk=service.pk)
        if service.retired_at is None:
            raise CatalogueError.in_force(service.code)
        service.retired_at = None
        service.save(update_fields=["retired_at"])
        trail.record(actor, "service.restored", service, why=why)
        search.refresh("service", [service.code])
    return service


def arrange(actor: Actor, model: type[Arranged], code: str, values: Mapping[str, Any]) -> Arranged:
    """Adds or changes a category, a life event or a group; the same values again leave no event."""
    CATALOGUE_ARRANGE.require(actor)
    with transaction.atomic():
        found = model.objects.select_for_update().filter(code=code).first()
        if found and all(getattr(found, name) == value for name, value in values.items()):
            return found
        saved = model.objects.update_or_create(code=code, defaults=dict(values))[0]
        noun = saved.trail_ref[0].removeprefix("catalogue.")
        trail.record(actor, f"{noun}.{'changed' if found else 'added'}", saved)
    return saved


def keep_reading(actor: Actor, code: str, values: Mapping[str, Any]) -> BookletReading:
    """Adds or changes the record of a reading: the booklet's title and edition, the text's hash, the day."""
    CATALOGUE_ARRANGE.require(actor)
    with transaction.atomic():
        saved, new = BookletReading.objects.update_or_create(code=code, defaults=dict(values))
        trail.record(
            actor, "booklet.read" if new else "booklet.read_again", saved, detail={"sha256": saved.sha256}
        )
    return saved


def keep_rows(actor: Actor, booklet: BookletReading, model: type[Kept], rows: Sequence[Kept]) -> None:
    """Replaces what is kept of one kind (``Kept``) about a reading."""
    CATALOGUE_ARRANGE.require(actor)
    with transaction.atomic():
        model.objects.filter(booklet=booklet).delete()
        model.objects.bulk_create(rows)
        trail.record(
            actor, "booklet.annotated", booklet, detail={"rows": len(rows), "of": model._meta.model_name}
        )


def _require_open(unit: Unit) -> None:
    """A closed unit owns nothing. Its row is locked, so that it is not closed in the meantime."""
    if Unit.objects.select_for_update(of=("self",)).filter(pk=unit.pk, valid_to__isnull=False).exists():
        raise CatalogueError.unit_closed(unit.code)


def _locked(services: Iterable[Service]) -> dict[int, Service]:
    """The services by id, locked where the engine locks rows, with their current versions.

    Locked first, then read: PostgreSQL joins a row that it had to wait for with what it pointed at before,
    and a service that was just published would have no current version.
    """
    wanted = [service.pk for service in services]
    list(Service.objects.select_for_update().filter(pk__in=wanted).order_by("pk").values_list("pk"))
    rows = Service.objects.select_related("current_version").in_bulk(wanted)
    if retired := [service.code for service in rows.values() if service.retired_at]:
        raise CatalogueError.retired(retired[0])
    return rows


def _fit(service: Service, given: ServiceContent) -> ServiceContent:
    content = tidied(given)
    if field := unfit(content, LIMITS):
        raise CatalogueError.unfit(service.code, field)
    return content


def _current_hash(service: Service) -> str:
    return service.current_version.content_hash if service.current_version else ""


def _insert_versions(items: Sequence[tuple[Service, ServiceContent, str]]) -> list[ServiceVersion]:
    now = timezone.now()
    versions = ServiceVersion.objects.bulk_create(
        ServiceVersion(
            service=service,
            number=service.current_version.number + 1 if service.current_version else 1,
            content_hash=digest,
            published_at=now,
            **{name: getattr(content, name) for name in SCALARS},
        )
        for service, content, digest in items
    )
    for part, model in PART_MODELS.items():
        names = tuple(PART_CONTENTS[part].__dataclass_fields__)
        values = attrgetter(*names)
        bulk.insert(
            model,
            ("version", "number", *names),
            (
                (version.pk, number, *values(row))
                for version, (_, content, _) in zip(versions, items, strict=True)
                for number, row in enumerate(getattr(content, part), start=1)
            ),
        )
    return versions


def _point_at(versions: Sequence[ServiceVersion]) -> None:
    services = []
    for version in versions:
        version.service.current_version = version
        version.service.title_order = sort_key(version.title).encode().hex()[:ORDER_DIGITS]
        services.append(version.service)
    # The rows are there and locked; as one statement of values this takes a fraction of ``bulk_update``.
    Service.objects.bulk_create(
        services,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["current_version", "title_order"],
    )
