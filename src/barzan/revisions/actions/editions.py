"""The command that fixes the whole catalogue as an edition."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from barzan.access import Actor, Target
from barzan.catalogue import queries as catalogue
from barzan.catalogue.models import Service
from barzan.people.models import Unit
from barzan.revisions import errors
from barzan.revisions.actions.drafts import signature
from barzan.revisions.models import Edition, EditionEntry, EditionUnit
from barzan.revisions.rules import EDITIONS_PUBLISH
from barzan.trail import actions as trail
from barzan.trail.canonical import content_hash

STANDING = ("current_version", "unit", "group", "category")


def publish_edition(actor: Actor, *, title: str, why: str = "") -> Edition:
    """Pins what is published now as the next edition; an unchanged catalogue keeps the edition that it has.

    Asks ``EDITIONS_PUBLISH`` for every topmost unit that owns services.
    """
    with transaction.atomic():
        units = catalogue.units(actor)
        for unit in units:
            EDITIONS_PUBLISH.require(actor, Target(unit_path=unit.path))
        services = list(catalogue.published(actor).select_related(*STANDING).order_by("code"))
        if not services:
            raise errors.nothing_to_publish()
        entries, shown = [_entry(service) for service in services], _units(units)
        plain = [_plain(*each) for each in zip(entries, services, strict=True)]
        digest = content_hash({"entries": plain, "units": shown})
        last = Edition.objects.select_for_update().order_by("-number").first()
        if last and last.content_hash == digest:
            return last
        edition = Edition.objects.create(
            number=last.number + 1 if last else 1,
            title=title.strip(),
            content_hash=digest,
            services=len(entries),
            **signature(actor, EDITIONS_PUBLISH, units[0], why),
        )
        EditionUnit.objects.bulk_create(
            EditionUnit(edition=edition, order=order, **unit) for order, unit in enumerate(shown)
        )
        for entry in entries:
            entry.edition = edition
        EditionEntry.objects.bulk_create(entries, batch_size=1000)
        trail.record(
            actor, "edition.published", edition, version=edition.number, why=why,
            detail={"hash": digest, "services": len(entries)},
        )  # fmt: skip
    return edition


def _entry(service: Service) -> EditionEntry:
    return EditionEntry(
        version=service.current_version,
        code=service.code,
        unit=service.unit.code,
        group=service.group.code if service.group else "",
        category=service.category.code if service.category else "",
    )


def _plain(entry: EditionEntry, service: Service) -> dict[str, Any]:
    version = service.current_version
    assert version is not None  # noqa: S101 - published() leaves out the others
    placed = {name: getattr(entry, name) for name in ("code", "unit", "group", "category")}
    return {**placed, "version": version.number, "hash": version.content_hash}


def _units(units: list[Unit]) -> list[dict[str, Any]]:
    codes = {unit.pk: unit.code for unit in units}
    return [
        {
            "code": unit.code,
            "name": unit.name,
            "name_en": unit.name_en,
            "kind": unit.kind,
            "parent": codes.get(unit.parent_id, "") if unit.parent_id else "",
        }
        for unit in units
    ]
