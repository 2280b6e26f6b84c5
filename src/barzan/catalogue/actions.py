"""The commands of the catalogue: add, place, publish and retire services, arrange the ways in, keep readings.

``CATALOGUE_EDIT`` is asked for the unit that owns the service (and for both units when it moves);
``CATALOGUE_ARRANGE`` for what belongs to no unit: categories, life events, groups, readings of booklets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.catalogue.content import PARTS, SCALARS, ServiceContent
from barzan.catalogue.errors import CatalogueError
from barzan.catalogue.models import (
    BookletReading,
    Category,
    Channel,
    Correction,
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
from barzan.trail.canonical import content_hash

PART_MODELS = dict(zip(PARTS, (Requirement, LegalBasis, Step, Channel), strict=True))
ORDER_DIGITS = 400
SEARCH_BATCH = 500

Arranged = TypeVar("Arranged", Category, LifeEvent, ServiceGroup)
Kept = TypeVar("Kept", StatedSummary, Finding, Correction)


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
    CATALOGUE_EDIT.require(actor, placement.unit.target)
    with transaction.atomic():
        if Service.objects.filter(code=code).exists():
            raise CatalogueError.code_taken(code)
        _require_open(placement.unit)
        service = Service.objects.create(
            code=code, unit=placement.unit, group=placement.group, category=placement.category
        )
        service.life_events.set(placement.life_events)
        trail.record(actor, "service.added", service, detail=placement.codes())
    return service


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
    """Indexes services anew, some hundred a time."""
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

    Returns the new versions. Raises ``CatalogueError`` for a retired service.
    """
    for service, _ in items:
        CATALOGUE_EDIT.require(actor, service.target)
    with transaction.atomic():
        locked = _locked(service for service, _ in items)
        changed = [
            (locked[service.pk], content, digest)
            for service, content in items
            if (digest := content_hash(content.as_value())) != _current_hash(locked[service.pk])
        ]
        versions = _insert_versions(changed)
        _point_at(versions)
        for version in versions:
            trail.record(
                actor, "service.published", version.service, version=version.number, why=why,
                detail={"hash": version.content_hash},
            )  # fmt: skip
        refresh_search([version.service.code for version in versions])
    return versions


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
    """Replaces what is kept of one kind about a reading: stated figures, findings or corrections."""
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
    """The services by id, locked where the engine locks rows, with their current versions."""
    wanted = [service.pk for service in services]
    rows = Service.objects.select_for_update(of=("self",)).select_related("current_version").in_bulk(wanted)
    if retired := [service.code for service in rows.values() if service.retired_at]:
        raise CatalogueError.retired(retired[0])
    return rows


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
        model.objects.bulk_create(
            model(version=version, number=number, **_fields(row))
            for version, (_, content, _) in zip(versions, items, strict=True)
            for number, row in enumerate(getattr(content, part), start=1)
        )
    return versions


def _fields(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__dataclass_fields__}


def _point_at(versions: Sequence[ServiceVersion]) -> None:
    services = []
    for version in versions:
        version.service.current_version = version
        version.service.title_order = sort_key(version.title).encode().hex()[:ORDER_DIGITS]
        services.append(version.service)
    Service.objects.bulk_update(services, ["current_version", "title_order"], batch_size=200)
