"""Gives the services to the search: title first, then what the sheet says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from barzan.access.rules import PUBLIC
from barzan.access.values import system_actor
from barzan.catalogue.models import LegalBasis, Requirement, Service, ServiceClass, ServiceVersion
from barzan.catalogue.queries import published
from barzan.persian.text import persian_digits
from barzan.search.registry import Entry, Name, SearchProvider

WEIGHT = 100
_CLASSES = {
    ServiceClass.SPECIFIC: Name("اختصاصی", "Specific"),
    ServiceClass.GENERAL: Name("عمومی", "General"),
    ServiceClass.SHARED: Name("مشترک", "Shared"),
}


@dataclass(frozen=True, slots=True)
class _Texts:
    """The sentences of the parts of versions, by the version: thousands of rows that need no models."""

    requirements: Mapping[int, Sequence[str]]
    legal_bases: Mapping[int, Sequence[str]]


def entries(keys: Sequence[str] | None = None) -> Iterator[Entry]:
    """The published services, or those with ``keys``."""
    rows = published(system_actor("search")).select_related("current_version", "unit", "group", "category")
    rows = rows.prefetch_related("life_events")
    if keys is not None:
        rows = rows.filter(code__in=keys)
    texts = _Texts(_texts(Requirement, "text", keys), _texts(LegalBasis, "title", keys))
    return (_entry(service, texts) for service in rows)


def _texts(
    model: type[Requirement | LegalBasis], name: str, keys: Sequence[str] | None
) -> Mapping[int, Sequence[str]]:
    """The texts ``name`` of the current versions, in their order."""
    rows = model._default_manager.filter(version__current_of__isnull=False)
    if keys is not None:
        rows = rows.filter(version__current_of__code__in=keys)
    found: defaultdict[int, list[str]] = defaultdict(list)
    for version, text in rows.order_by("version_id", "number").values_list("version_id", name):
        found[version].append(text)
    return found


def _entry(service: Service, texts: _Texts) -> Entry:
    version = service.current_version
    assert version is not None  # noqa: S101 - published() leaves out the others
    return Entry(
        key=service.code,
        title=version.title,
        body="\n".join(_sentences(version, texts)),
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


def _sentences(version: ServiceVersion, texts: _Texts) -> Iterator[str]:
    yield version.description
    yield from texts.requirements.get(version.pk, ())
    yield from texts.legal_bases.get(version.pk, ())


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
