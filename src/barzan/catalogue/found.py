"""Gives the services to the search: title first, then what the sheet says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from barzan.access.rules import PUBLIC
from barzan.access.values import system_actor
from barzan.catalogue.models import Service, ServiceClass, ServiceVersion
from barzan.catalogue.queries import published
from barzan.persian.text import persian_digits
from barzan.search.registry import Entry, Name, SearchProvider

WEIGHT = 100
_CLASSES = {
    ServiceClass.SPECIFIC: Name("اختصاصی", "Specific"),
    ServiceClass.GENERAL: Name("عمومی", "General"),
    ServiceClass.SHARED: Name("مشترک", "Shared"),
}


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
        body="\n".join(_sentences(version)),
        names=tuple(_names(service, version)),
        facts=tuple(_facts(service, version)),
        url_name="catalogue:service",
        url_args=(service.code,),
        unit_path=service.unit.path,
        weight=0 if version.is_gap else WEIGHT,
        facets={
            "office": [_office(service)],
            "category": [Name(each.title, each.title_en) for each in (service.category,) if each],
            "class": [_CLASSES[ServiceClass(each)] for each in (version.service_class,) if each],
        },
    )


def _office(service: Service) -> Name:
    return Name(service.unit.name, service.unit.name_en)


def _facts(service: Service, version: ServiceVersion) -> Iterator[Name]:
    yield _office(service)
    yield Name(service.code, service.code)
    if code := version.national_code:
        yield Name(f"شناسهٔ خدمت {persian_digits(code)}", f"national code {code}")


def _sentences(version: ServiceVersion) -> Iterator[str]:
    yield version.description
    yield from (row.text for row in version.requirements.all())
    yield from (row.title for row in version.legal_bases.all())


def _names(service: Service, version: ServiceVersion) -> Iterator[str]:
    yield version.national_code or ""
    yield from (service.unit.name, service.unit.name_en)
    yield service.group.title if service.group else ""
    for shelf in (service.category, *service.life_events.all()):
        yield from (shelf.title, shelf.title_en) if shelf else ()


PROVIDER = SearchProvider(
    "service",
    _("Services"),
    entries,
    PUBLIC,
    {"office": _("Office"), "category": _("Category"), "class": _("Class")},
)
