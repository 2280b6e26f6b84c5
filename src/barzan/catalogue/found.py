"""Gives the services to the search: title first, then what the sheet says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from barzan.access.rules import PUBLIC
from barzan.access.values import system_actor
from barzan.catalogue.models import Service, ServiceClass
from barzan.catalogue.queries import published
from barzan.search.registry import Entry, SearchProvider

WEIGHT = 100
_CLASSES = {ServiceClass.SPECIFIC: "اختصاصی", ServiceClass.GENERAL: "عمومی", ServiceClass.SHARED: "مشترک"}


def entries(keys: Sequence[str] | None = None) -> Iterator[Entry]:
    """The published services, or those with ``keys``."""
    rows = published(system_actor("search")).select_related("current_version", "unit", "group", "category")
    rows = rows.prefetch_related(
        "current_version__requirements", "current_version__legal_bases", "life_events"
    )
    if keys is not None:
        rows = rows.filter(code__in=keys)
    return map(_entry, rows)


def _entry(service: Service) -> Entry:
    version = service.current_version
    assert version is not None  # noqa: S101 - published() leaves out the others
    return Entry(
        key=service.code,
        title=version.title,
        body="\n".join(_texts(service)),
        url_name="catalogue:service",
        url_args=(service.code,),
        unit_path=service.unit.path,
        weight=0 if version.is_gap else WEIGHT,
        facets={
            "office": service.unit.name,
            "category": service.category.title if service.category else "",
            "class": _CLASSES.get(ServiceClass(version.service_class), "") if version.service_class else "",
        },
    )


def _texts(service: Service) -> Iterable[str]:
    version = service.current_version
    yield from (service.unit.name, version.national_code or "", version.description)
    yield service.group.title if service.group else ""
    yield service.category.title if service.category else ""
    yield from (event.title for event in service.life_events.all())
    yield from (row.text for row in version.requirements.all())
    yield from (row.title for row in version.legal_bases.all())


PROVIDER = SearchProvider(
    "service",
    _("Services"),
    entries,
    PUBLIC,
    {"office": _("Office"), "category": _("Category"), "class": _("Class")},
)
