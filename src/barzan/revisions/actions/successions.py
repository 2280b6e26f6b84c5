"""Commands by which a service ends, goes on in others, comes back, or goes to another unit.

All ask ``DRAFTS_APPROVE`` for every service and a reason. New content comes through drafts that another post
has approved; they are published in the same transaction. Codes stay with their services for ever.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.catalogue import actions as catalogue
from barzan.catalogue.actions import Placement
from barzan.catalogue.errors import CatalogueError
from barzan.catalogue.models import Service
from barzan.people.models import Unit
from barzan.revisions import errors
from barzan.revisions.actions.batches import lock_services, signature
from barzan.revisions.actions.drafts import current, open_new
from barzan.revisions.actions.publishing import publish
from barzan.revisions.models import OPEN, Draft, Succession, SuccessionKind
from barzan.revisions.proposed import Proposed
from barzan.revisions.rules import DRAFTS_APPROVE
from barzan.trail import actions as trail

Heir = Service | Draft


def retire(actor: Actor, service: Service, *, why: str, successors: Sequence[Heir] = ()) -> Service:
    """Takes a service out of the catalogue; ``successors`` go on with its work. Its address still answers."""
    with transaction.atomic():
        (retired,) = _ended(actor, [service], successors, SuccessionKind.REPLACED, why)
    return retired


def prepare_split(
    actor: Actor, service: Service, parts: Sequence[tuple[str, str]], *, why: str
) -> list[Draft]:
    """Drafts of the services into which ``service`` shall be split, given as (code, title) pairs.

    Each begins with its content and goes the way of all drafts; ``split`` then publishes them.
    """
    _allowed(actor, [service], why)
    now = current([service])[service.code]
    origin = split_origin(service)
    with transaction.atomic():
        return [
            open_new(
                actor, code, Proposed.of_fields({**now.fields(), "title": title}), why=why, origin=origin
            )
            for code, title in parts
        ]


def split_origin(service: Service) -> str:
    """The origin of drafts that shall follow a service that is split."""
    return f"split:{service.code}"


def split(actor: Actor, service: Service, heirs: Sequence[Heir], *, why: str) -> Service:
    """Retires a service and names the two or more in which it goes on; approved drafts are published."""
    if len(heirs) < 2:
        raise errors.successors_wanted(2)
    with transaction.atomic():
        (retired,) = _ended(actor, [service], heirs, SuccessionKind.SPLIT, why)
    return retired


def merge_services(actor: Actor, services: Sequence[Service], into: Heir, *, why: str) -> list[Service]:
    """Retires services that go on in one: a service in force, or an approved draft, which is published."""
    if not services:
        raise errors.successors_wanted(1)
    with transaction.atomic():
        return _ended(actor, services, [into], SuccessionKind.MERGE, why)


def restore(actor: Actor, service: Service, *, why: str) -> Service:
    """Brings back a service that was retired by mistake; that it was retired stays in its history."""
    _allowed(actor, [service], why)
    if service.retired_at is None:
        raise errors.not_retired(service.code)
    return catalogue.restore_service(actor, service, why=why)


def move(actor: Actor, service: Service, unit: Unit, *, why: str) -> Service:
    """Gives a service to another unit; its open draft follows, what is published about it stays."""
    _allowed(actor, [service], why)
    DRAFTS_APPROVE.require(actor, unit.target)
    if unit.valid_to and unit.valid_to <= timezone.localdate():
        raise errors.closed_unit(unit.code)
    with transaction.atomic():
        events = tuple(service.life_events.all())
        placement = Placement(unit, service.group, service.category, events)
        moved = catalogue.place_service(actor, service, placement, why=why)
        Draft.objects.filter(code=service.code, state__in=OPEN).update(unit=unit)
    return moved


def _ended(
    actor: Actor, services: Sequence[Service], heirs: Sequence[Heir], kind: SuccessionKind, why: str
) -> list[Service]:
    """Retires services and writes in which others they go on."""
    _allowed(actor, services, why)
    lock_services([*services, *(heir.service if isinstance(heir, Draft) else heir for heir in heirs)])
    codes = [service.code for service in services]
    if waiting := Draft.objects.filter(code__in=codes, state__in=OPEN).order_by("code").first():
        raise errors.open_draft(waiting.code)
    living = _living(actor, heirs, why)
    if not {heir.code for heir in living}.isdisjoint(codes):
        raise errors.own_successor()
    retired = [catalogue.retire_service(actor, service, why=why) for service in services]
    for old in retired:
        signed = signature(actor, DRAFTS_APPROVE, old.unit, why)
        Succession.objects.bulk_create(Succession(old=old, new=new, kind=kind, **signed) for new in living)
        if living:
            named = [new.code for new in living]
            trail.record(actor, "service.succeeded", old, why=why, detail={"kind": kind, "by": named})
    return retired


def _living(actor: Actor, heirs: Sequence[Heir], why: str) -> list[Service]:
    """The services in force that ``heirs`` are or become, each once."""
    drafts = [heir for heir in heirs if isinstance(heir, Draft)]
    versions = publish(actor, drafts, why=why) if drafts else []
    found = {heir.pk: heir for heir in heirs if isinstance(heir, Service)}
    found |= {version.service_id: version.service for version in versions}
    rows = Service.objects.in_bulk(list(found))
    for service in rows.values():
        if service.retired_at is not None or service.current_version_id is None:
            raise CatalogueError.retired(service.code)
    return list(rows.values())


def _allowed(actor: Actor, services: Sequence[Service], why: str) -> None:
    for service in services:
        DRAFTS_APPROVE.require(actor, service.target)
    if not why.strip():
        raise errors.no_reason()
