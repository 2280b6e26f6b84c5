"""Tags of the head of a sheet."""

from __future__ import annotations

from typing import Any

from django import template
from django.core.cache import caches
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from barzan.catalogue.models import Service, ServiceVersion
from barzan.opendata import schema_org
from barzan.opendata.addresses import Addresses
from barzan.opendata.serving import addresses
from barzan.people.called import in_language

register = template.Library()


@register.simple_tag(takes_context=True)
def structured_data(context: dict[str, Any], service: Service, version: ServiceVersion) -> SafeString:
    """The sheet and the path to it, as schema.org. Uses the page's ``sheet``, so it asks nothing twice.

    What only the version says is kept under its content hash, as the sheet's own parts are.
    """
    at = addresses(context["request"])
    parts = caches["template_fragments"]
    key = f"opendata-schema-org:{version.content_hash}"
    content = parts.get_or_set(key, lambda: schema_org.content_part(context["sheet"].content), None)
    office = at.office(service.unit.code)
    name = in_language(service.unit, "name", get_language() or "fa")
    category = in_language(service.category, "title", get_language() or "fa") if service.category else ""
    told = [
        schema_org.service(
            at.service(service.code),
            service.code,
            content,
            provider=schema_org.organisation(office, service.unit.name),
            category=category,
        ),
        schema_org.breadcrumbs(_path(at, service, name, version.title)),
    ]
    # A block of data runs nothing, so the content security policy has nothing to refuse.
    text = mark_safe(schema_org.as_script_text(told))  # noqa: S308 - < > & are written as escapes
    return format_html('<script type="application/ld+json">{}</script>', text)


def _path(at: Addresses, service: Service, office: str, title: str) -> list[tuple[str, str]]:
    steps = [
        (gettext("Home"), reverse("portal:home")),
        (gettext("Services"), reverse("catalogue:browse")),
        (office, reverse("catalogue:office", args=[service.unit.code])),
        (title, reverse("catalogue:service", args=[service.code])),
    ]
    return [(name, at.base + path) for name, path in steps]
