"""What the open data say, read for anybody: published services with what surrounds them, offices, changes.

A document about one service asks six questions, a page of them seven, a whole catalogue six for each
``CHUNK`` of services.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from barzan.access import Actor
from barzan.access.rules import PUBLIC
from barzan.catalogue import queries as catalogue
from barzan.catalogue.after import successors
from barzan.catalogue.content import PART_CONTENTS, SCALARS, ServiceContent
from barzan.catalogue.models import Category, LifeEvent, Service, ServiceGroup, ServiceVersion
from barzan.opendata.addresses import Identity, Named, Office
from barzan.opendata.sitemap import Page
from barzan.people.models import Organisation, Unit
from barzan.people.queries import public_units
from barzan.places.models import Place
from barzan.trail.models import Event, Link

CHUNK = 500
AROUND = ("current_version", "unit__organisation__place", "unit__parent", "category", "group")
# What happened to a service that a harvester has to know, by the trail's name for it.
CHANGES = {
    "service.published": "published",
    "service.placed": "placed",
    "service.retired": "retired",
    "service.succeeded": "succeeded",
    "service.restored": "restored",
}

Described = tuple[Identity, ServiceContent]


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened to a published service; ``position`` is its place in the trail's chain.

    ``sort`` is a value of ``CHANGES``; ``version`` and ``title`` are those of the version current after it.
    """

    position: int
    sort: str
    code: str
    at: datetime
    title: str
    version: int
    content_hash: str


@dataclass(frozen=True, slots=True)
class Changes:
    """A page of changes; ``next`` is the cursor that the next page begins after."""

    items: tuple[Change, ...]
    next: int


def described(actor: Actor, code: str) -> Described | None:
    """A service that was ever published, even retired; None where there is none."""
    PUBLIC.require(actor)
    rows = Service.objects.filter(code=code, current_version__isnull=False)
    return next(iter(_described(actor, rows)), None)


def listed(actor: Actor) -> QuerySet[Service]:
    """The services that stand in the catalogue, by code."""
    return catalogue.published(actor).order_by("code")


def page(actor: Actor, services: QuerySet[Service], first: int, size: int) -> list[Described]:
    """``size`` of the services from number ``first``."""
    PUBLIC.require(actor)
    return list(_described(actor, services[first : first + size]))


def whole(actor: Actor) -> Iterator[Described]:
    """Every listed service by code, in chunks: no version ever changes, so each is whole in itself."""
    last = ""
    while chunk := list(_described(actor, listed(actor).filter(code__gt=last)[:CHUNK])):
        yield from chunk
        last = chunk[-1][0].code


def fingerprint(actor: Actor) -> str:
    """A digest of all that the whole catalogue is made of, without reading the parts of its versions."""
    PUBLIC.require(actor)
    digest = hashlib.sha256()
    services = listed(actor).values_list(
        "code", "unit", "group", "category", "current_version__number", "current_version__content_hash",
        "current_version__published_at",
    )  # fmt: skip
    events = Service.life_events.through.objects.order_by("service_id", "lifeevent_id")
    around = (
        events.values_list("service_id", "lifeevent_id"),
        *(
            model._default_manager.order_by("pk").values_list()
            for model in (Category, LifeEvent, ServiceGroup)
        ),
        Unit.objects.order_by("pk").values_list("pk", "code", "name", "name_en", "organisation", "parent"),
        Organisation.objects.order_by("pk").values_list(),
        Place.objects.filter(organisations__isnull=False).order_by("pk").values_list(),
    )
    for rows in (services, *around):
        for row in rows.iterator():
            digest.update(repr(row).encode())
    return digest.hexdigest()


def offices(actor: Actor) -> list[Office]:
    """All units with their organisations, in the order of the chart; one question."""
    rows = public_units(actor).select_related("organisation__place", "parent").order_by("path", "code")
    return [_office(row) for row in rows]


def publisher(actor: Actor) -> Named | None:
    """The institution whose catalogue this is: the first organisation."""
    PUBLIC.require(actor)
    found = Organisation.objects.order_by("pk").first()
    return _organisation(found) if found else None


def pages(actor: Actor) -> list[Page]:
    """The public pages that a search engine should know, in a steady order; four questions."""
    rows = listed(actor).values_list("code", "current_version__published_at")
    sheets = [Page(reverse("catalogue:service", args=[code]), at) for code, at in rows]
    newest = max((page.changed for page in sheets if page.changed), default=None)
    shelves = {
        "catalogue:office": listed(actor).order_by("unit__code").values_list("unit__code", flat=True),
        "catalogue:category": catalogue.categories(actor).filter(count__gt=0).values_list("code", flat=True),
        "catalogue:life-event": catalogue.life_events(actor)
        .filter(count__gt=0)
        .values_list("code", flat=True),
    }
    lists = [reverse(name) for name in ("portal:home", "catalogue:browse", "catalogue:list", "opendata:home")]
    lists += [reverse(name, args=[code]) for name, codes in shelves.items() for code in codes.distinct()]
    return [*(Page(path, newest) for path in lists), *sheets]


def changes_after(actor: Actor, cursor: int, limit: int) -> Changes:
    """The changes after a cursor, in the order of the trail's chain.

    The chain gives committed events their positions one after the other and never again, so whoever follows
    it skips nothing and sees nothing twice, whatever transactions run side by side. A change stands in it
    when the sealer has passed, two seconds after it was made.
    """
    head = _head(actor)
    links = list(_links().filter(position__gt=cursor, position__lte=head).order_by("position")[:limit])
    reached = links[-1].position if len(links) == limit else max(head, cursor)
    return Changes(_changes(links), reached)


def newest_changes(actor: Actor, limit: int) -> Changes:
    """The last changes, the newest first, and the cursor that stands after them."""
    head = _head(actor)
    links = list(_links().filter(position__lte=head).order_by("-position")[:limit])
    return Changes(_changes(links), head)


def _head(actor: Actor) -> int:
    PUBLIC.require(actor)
    return Link.objects.order_by("-position").values_list("position", flat=True).first() or 0


def _links() -> QuerySet[Link]:
    """The places of the changes. By the index of verbs: it costs what services have lived through, however
    long the trail is.
    """
    happened = Event.objects.filter(verb__in=list(CHANGES)).values("pk")
    return Link.objects.filter(event__in=happened)


def _changes(links: list[Link]) -> tuple[Change, ...]:
    """The changes at ``links`` in their order: what happened and to which service, never by whom or why.

    What happened to a service before its first publication is nobody's business and left out.
    """
    events = Event.objects.only("verb", "key", "version", "at").in_bulk([link.event for link in links])
    versions = _versions({event.key for event in events.values()})
    made = (_change(link.position, events[link.event], versions) for link in links)
    return tuple(change for change in made if change)


def _versions(codes: Iterable[str]) -> dict[str, list[ServiceVersion]]:
    """The versions of services by code, in order."""
    found: dict[str, list[ServiceVersion]] = {}
    rows = ServiceVersion.objects.filter(service__code__in=list(codes)).select_related("service")
    for version in rows.order_by("service_id", "number"):
        found.setdefault(version.service.code, []).append(version)
    return found


def _change(position: int, event: Event, versions: dict[str, list[ServiceVersion]]) -> Change | None:
    """What an event says, with the version that was current after it; None before the first."""
    sort = CHANGES[event.verb]
    number = event.version if sort == "published" else None
    known = [
        version
        for version in versions.get(event.key, [])
        if (version.number <= number if number else version.published_at <= event.at)
    ]
    if not known:
        return None
    version = known[-1]
    return Change(position, sort, event.key, event.at, version.title, version.number, version.content_hash)


def _described(actor: Actor, rows: QuerySet[Service]) -> Iterator[Described]:
    found = list(rows.select_related(*AROUND).prefetch_related("life_events"))
    parts = _parts([row.current_version_id for row in found if row.current_version_id])
    for row in found:
        version = row.current_version
        if version is not None:
            scalars = {name: getattr(version, name) for name in SCALARS}
            own = {part: tuple(made.get(version.pk, ())) for part, made in parts.items()}
            yield _identity(actor, row, version), ServiceContent(**scalars, **own)


def _parts(versions: list[int]) -> dict[str, dict[int, list[Any]]]:
    """The parts of versions by name and version, straight from the columns: a whole catalogue has many."""
    found: dict[str, dict[int, list[Any]]] = {}
    for part, content in PART_CONTENTS.items():
        names = list(content.__dataclass_fields__)
        model: Any = ServiceVersion._meta.get_field(part).related_model
        rows = model.objects.filter(version__in=versions).order_by("version", "number")
        made = found[part] = {}
        for version, *values in rows.values_list("version", *names):
            made.setdefault(version, []).append(content(*values))
    return found


def _identity(actor: Actor, row: Service, version: ServiceVersion) -> Identity:
    return Identity(
        row.code,
        _office(row.unit),
        version.number,
        version.content_hash,
        version.published_at,
        category=_shelf(row.category) if row.category else None,
        life_events=tuple(_shelf(event) for event in row.life_events.all()),
        group=Named(row.group.code, row.group.title) if row.group else None,
        group_national_code=(row.group.national_code or "") if row.group else "",
        retired_at=row.retired_at,
        successors=tuple(successors(actor, row)),
    )


def _office(row: Unit) -> Office:
    place = row.organisation.place
    return Office(
        Named(row.code, row.name, row.name_en),
        _organisation(row.organisation),
        Named(place.code, place.name, place.name_en) if place else None,
        row.parent.code if row.parent else "",
    )


def _organisation(row: Organisation) -> Named:
    return Named(row.code, row.name, row.name_en)


def _shelf(row: Category | LifeEvent) -> Named:
    return Named(row.code, row.title, row.title_en, row.summary, row.summary_en)
