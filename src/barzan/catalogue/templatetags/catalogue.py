"""Names in the reader's language, and texts of the catalogue that stay Persian on English pages."""

from urllib.parse import urlencode

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from barzan.catalogue import sheet

register = template.Library()
FIGURE_FILTERS: dict[str, dict[str, str]] = {
    "total": {},
    "specific": {"service_class": "specific"},
    "general": {"service_class": "general"},
    "shared": {"service_class": "shared"},
    "class_unknown": {"service_class": "unknown"},
    "client": {"client": "yes"},
    "client_unknown": {"client": "unknown"},
    "gap": {"gap": "yes"},
}


@register.filter
def crumb_to(label: SafeString, url: str = "") -> SafeString:
    """A crumb whose label is a name of the catalogue; the present page has no ``url``."""
    if url:
        return format_html('<li><a href="{}">{}</a></li>', url, label)
    return format_html('<li><span aria-current="page">{}</span></li>', label)


@register.filter
def with_links(text: str) -> SafeString:
    """A text in which the codes of services lead to their sheets."""
    return sheet.with_links(text)


@register.simple_tag
def cell_label(heads: list[str], place: int) -> str:
    """The heading of a column, for the stacked table of a phone."""
    return heads[place]


@register.simple_tag
def cell_query(figure: str, unit: str) -> str:
    """The query of the list that a figure of the summary counts."""
    return urlencode({**({"unit": unit} if unit else {}), **FIGURE_FILTERS[figure]})
