"""The sheet of a draft as citizens would see it, from the catalogue's own templates."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from barzan.catalogue import queries as catalogue
from barzan.catalogue.content import SCALARS, ServiceContent
from barzan.catalogue.models import Category, LifeEvent, Service, ServiceGroup, ServiceVersion
from barzan.catalogue.qr import qr_code
from barzan.catalogue.sheet import Sheet
from barzan.people.models import Unit
from barzan.revisions.models import Draft
from barzan.revisions.proposed import Proposed
from barzan.trail.canonical import content_hash


class PreviewSheet(Sheet):
    """A sheet whose content is not in the database yet."""

    def __init__(self, version: ServiceVersion, content: ServiceContent) -> None:
        super().__init__(version)
        self.content = content  # type: ignore[misc] # the cached property, filled


def context(request: HttpRequest, draft: Draft, proposed: Proposed) -> dict[str, Any]:
    """What the catalogue's page of a service needs, of records that are never saved."""
    version = _version(draft, proposed.content)
    service = _service(draft, proposed)
    address = request.build_absolute_uri(reverse("catalogue:service", args=[draft.code]))
    return {
        "service": service,
        "version": version,
        "current": True,
        "reading": catalogue.reading(request.actor, version.booklet),
        "life_events": list(LifeEvent.objects.filter(code__in=proposed.placed.life_events)),
        "address": address,
        "qr": qr_code(address),
        "sheet": PreviewSheet(version, proposed.content),
        "panels": {},
    }


def _version(draft: Draft, content: ServiceContent) -> ServiceVersion:
    """The version that publishing would make; its hash is the one that it would have."""
    number = draft.service.current_version.number if draft.service and draft.service.current_version else 0
    return ServiceVersion(
        number=number + 1,
        content_hash=content_hash(content.as_value()),
        published_at=timezone.now(),
        **{name: getattr(content, name) for name in SCALARS},
    )


def _service(draft: Draft, proposed: Proposed) -> Service:
    placed = proposed.placed
    return Service(
        code=draft.code,
        unit=Unit.objects.filter(code=placed.unit).select_related("parent").first() or draft.unit,
        group=ServiceGroup.objects.filter(code=placed.group).first() if placed.group else None,
        category=Category.objects.filter(code=placed.category).first() if placed.category else None,
    )
