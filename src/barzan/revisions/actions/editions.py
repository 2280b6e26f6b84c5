"""The command that fixes the whole catalogue as an edition."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from barzan.access import Actor, Target
from barzan.catalogue import queries as catalogue
from barzan.catalogue.models import Service
from barzan.people.models import Unit
from barzan.revisions import errors
from barzan.revisions.actions.batches import signature
from barzan.revisions.models import Edition, EditionEntry, EditionUnit
from barzan.revisions.rules import EDITIONS_PUBLISH
from barzan.trail import actions as trail
from barzan.trail.canonical import content_hash

STANDING = ("current_version", "unit", "group", "category")
PLACED = (
    "code", "unit", "group", "group_title", "group_code", "category", "category_title", "category_title_en",
)  # fmt: skip


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
        stated = catalogue.stated(actor)
        entries, shown = [_entry(service) for service in services], _units(units, stated)
        plain = [_plain(*each) for each in zip(entries, services, strict=True)]
        digest = content_hash({"entries": plain, "units": shown, "stated": stated.get("")})
        last = Edition.objects.select_for_update().order_by("-number").first()
        if last and last.content_hash == digest:
            return last
        edition = Edition.objects.create(
            number=last.number + 1 if last else 1,
            title=title.strip(),
            content_hash=digest,
            services=len(entries),
            stated=stated.get(""),
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
    group, category = service.group, service.category
    return EditionEntry(
        version=service.current_version,
        code=service.code,
        unit=service.unit.code,
        group=group.code if group else "",
        group_title=group.title if group else "",
        group_code=(group.national_code or "") if group else "",
        category=category.code if category else "",
        category_title=category.title if category else "",
        category_title_en=category.title_en if category else "",
    )


def _plain(entry: EditionEntry, service: Service) -> dict[str, Any]:
    version = service.current_version
    assert version is not None  # noqa: S101 - published() leaves out the others
    placed = {name: getattr(entry, name) for name in PLACED}
    return {**placed, "version": version.number, "hash": version.content_hash}


def _units(units: list[Unit], stated: dict[str, dict[str, int | None]]) -> list[dict[str, Any]]:
    codes = {unit.pk: unit.code for unit in units}
    return [
        {
            "code": unit.code,
            "name": unit.name,
            "name_en": unit.name_en,
            "kind": unit.kind,
            "parent": codes.get(unit.parent_id, "") if unit.parent_id else "",
            "stated": stated.get(unit.code),
        }
        for unit in units
    ]
