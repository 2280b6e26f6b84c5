"""Pages of the search: the results, and the suggestions under the search box while one types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from barzan.access.endpoints import endpoint
from barzan.access.rules import PUBLIC
from barzan.look.parts import Choice
from barzan.look.templatetags.look import named
from barzan.search import highlight, queries, registry
from barzan.search.highlight import Piece
from barzan.search.models import Entry
from barzan.search.registry import Name

PER_PAGE = 20
VALUES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry as the page shows it: where it leads, and its texts with the found words marked.

    ``language`` is that of the title.
    """

    url: str
    kind: str
    language: str
    facts: tuple[Name, ...]
    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """A link that sets a filter, or takes it away where it is set."""

    text: str
    href: str
    count: int
    current: bool


@require_GET
@endpoint(PUBLIC)
def results(request: HttpRequest) -> HttpResponse:
    """What answers ``q``, of one ``kind`` and with the facet values of the address."""
    text = request.GET.get("q", "").strip()
    chosen = {name: value for name in _facet_labels() if (value := request.GET.get(name, ""))}
    kind = request.GET.get("kind") or None
    number = _page_number(request)
    found = queries.find(
        request.actor, text, kind=kind, facets=chosen, limit=PER_PAGE, offset=(number - 1) * PER_PAGE
    )
    context = {
        "text": text,
        "results": found,
        "hits": [hit(entry, found.found) for entry in found.hits],
        "page": Paginator(range(found.total), PER_PAGE).get_page(number),
        "kinds": _kinds(found, text, kind, chosen),
        "facets": list(_facets(found, text, kind, chosen)),
        "narrowed": bool(chosen or kind),
        "whole": f"?{urlencode({'q': text})}",
    }
    return render(request, "search/results.html", context)


@require_GET
@endpoint(PUBLIC)
def suggest(request: HttpRequest) -> HttpResponse:
    """The suggestions for ``q`` as options of the search box's list."""
    entries = queries.suggest(request.actor, request.GET.get("q", ""))
    choices = [
        Choice(title_of(entry), url_of(entry), str(registry.provider(entry.kind).label)) for entry in entries
    ]
    return render(request, "look/suggestions.html", {"choices": choices})


def hit(entry: Entry, found: frozenset[str]) -> Hit:
    """``entry`` with the words of ``found`` marked."""
    return Hit(
        url_of(entry),
        str(registry.provider(entry.kind).label),
        "fa" if title_of(entry) == entry.title else "en",
        tuple(Name(*fact) for fact in entry.text.facts),
        highlight.mark(title_of(entry), found),
        highlight.snippet(entry.text.body, found),
    )


def title_of(entry: Entry) -> str:
    """The title in the reader's language, Persian where there is no English one."""
    english = (get_language() or "").startswith("en")
    return entry.title_en if english and entry.title_en else entry.title


def url_of(entry: Entry) -> str:
    """The address of the page that the entry leads to."""
    return reverse(entry.url_name, args=entry.url_args)


def _page_number(request: HttpRequest) -> int:
    number = request.GET.get("page", "1")
    return min(max(1, int(number[:6])), 10_000) if number.isdecimal() else 1


def _facet_labels() -> dict[str, str]:
    return {name: str(label) for each in registry.providers() for name, label in each.facet_labels.items()}


def _kinds(found: queries.Results, text: str, kind: str | None, chosen: Mapping[str, str]) -> list[Filter]:
    """One link a kind, where entries of several kinds answer."""
    links = [
        _filter(
            {"q": text, "kind": kind or "", **chosen}, "kind", each, str(registry.provider(each).label), count
        )
        for each, count in found.kinds.items()
    ]
    return links if len(links) > 1 or kind else []


def _facets(
    found: queries.Results, text: str, kind: str | None, chosen: Mapping[str, str]
) -> Iterator[tuple[str, list[Filter]]]:
    """The label of each facet with its most frequent values."""
    asked = {"q": text, "kind": kind or "", **chosen}
    for name, label in _facet_labels().items():
        values = found.facets.get(name, [])[:VALUES_SHOWN]
        if len(values) > 1 or name in chosen:
            yield (
                label,
                [_filter(asked, name, each.text, named(each, "text"), count) for each, count in values],
            )


def _filter(asked: Mapping[str, str], name: str, value: str, text: str, count: int) -> Filter:
    current = asked.get(name) == value
    address = {**asked, name: "" if current else value}
    return Filter(text, f"?{urlencode({key: each for key, each in address.items() if each})}", count, current)
