"""The home page of citizens: search, the ways in, figures counted at the moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from barzan.access.endpoints import endpoint
from barzan.access.rules import PUBLIC
from barzan.catalogue import queries
from barzan.catalogue.web import branches
from barzan.look.parts import Bar
from barzan.persian import format_number
from barzan.persian.language import active_language


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the home page: what it counts of how many, the bars under it, the page that it opens."""

    icon: str
    title: str
    value: int
    of: str
    bars: tuple[Bar, ...]
    note: str
    url: str


@endpoint(PUBLIC)
def home(request: HttpRequest) -> HttpResponse:
    """The first page: what can I do here, for which moment of life, at which office."""
    actor = request.actor
    figures = queries.figures_by_unit(actor)
    tree = branches(queries.units(actor), figures)
    counts = {name: sum(each[name] for each in figures.values()) for name in queries.FIGURES}
    context: dict[str, Any] = {
        "total": counts["total"],
        "categories": [each for each in queries.categories(actor) if each.count],
        "life_events": [each for each in queries.life_events(actor) if each.count],
        "deputies": tree[0].below if len(tree) == 1 and tree[0].below else tree,
        "figures": _figures(counts) if counts["total"] else [],
        "findings": sum(queries.finding_kinds(actor).values()),
        "today": timezone.localdate(),
        "phone": settings.CONTACT_PHONE,
    }
    return render(request, "portal/home.html", context)


def _figures(counts: dict[str, int]) -> list[Figure]:
    """Three ways to part all services; the bars of each add up to all of them."""
    listed = reverse("catalogue:list")
    total = counts["total"]

    def bar(label: str, name: str, query: str) -> Bar:
        return Bar(label, _shown(counts[name]), 100 * counts[name] / total, f"{listed}?{query}")

    of = gettext("of %(total)s services") % {"total": _shown(total)}
    return [
        Figure(
            "users",
            gettext("Services for people and companies"),
            counts["client"],
            of,
            (
                bar(gettext("Has clients"), "client", "client=yes"),
                bar(gettext("No clients"), "no_client", "client=no"),
                bar(gettext("Not known"), "client_unknown", "client=unknown"),
            ),
            gettext("as the booklet says; where it leaves that open, as was decided"),
            f"{listed}?client=yes",
        ),
        Figure(
            "layers",
            gettext("Services of this agency alone"),
            counts["specific"],
            of,
            (
                bar(gettext("Specific"), "specific", "service_class=specific"),
                bar(gettext("General"), "general", "service_class=general"),
                bar(gettext("Shared"), "shared", "service_class=shared"),
                bar(gettext("Not known"), "class_unknown", "service_class=unknown"),
            ),
            gettext("general: every agency has it; shared: done together"),
            f"{listed}?service_class=specific",
        ),
        Figure(
            "tag",
            gettext("Services with a national code"),
            counts["coded"],
            of,
            (
                bar(gettext("Has a code"), "coded", "coded=yes"),
                bar(gettext("Without a code"), "uncoded", "coded=no"),
            ),
            gettext("the code of 11 digits that the country gives"),
            f"{listed}?coded=yes",
        ),
    ]


def _shown(value: int) -> str:
    return format_number(value, language=active_language())
