"""Which services rest on which instruments of law: what the room ``instruments`` shows of the catalogue.

And, on the sheet of a service, what became of the instruments that it cites: asked for each time, since a
sheet's own words are kept under its content hash and an act may be replaced without them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from django.db.models import Count
from django.db.models.query import QuerySet
from django.urls import reverse
from django.utils import timezone

from barzan.access import Actor
from barzan.access.rules import PUBLIC
from barzan.catalogue.models import LegalBasis, Service, ServiceVersion
from barzan.catalogue.panels import Panel
from barzan.instruments.dependents import Dependent, Provider, Tally
from barzan.instruments.matching import same_number
from barzan.instruments.models import Relation

AS_PRINTED = ("kind", "title", "document_number", "date", "date_text", "issuer", "instrument", "article")
OF_SERVICE = ("code", "current_version__title", "unit__path", "unit__name", "unit__name_en")


def resting(actor: Actor, codes: Collection[str]) -> list[Dependent]:
    """The citations of the instruments by published services, by office and title; one question."""
    return _dependents(_citations(actor).filter(instrument__in=list(codes)))


def unlinked(actor: Actor) -> list[Dependent]:
    """The citations by published services that name no instrument; one question."""
    return _dependents(_citations(actor).filter(instrument=""))


def tallies(actor: Actor) -> dict[str, Tally]:
    """By instrument: how many services rest on it, with how many numbers and days; two questions."""
    rows = _citations(actor).exclude(instrument="").order_by()
    counts = rows.values_list("instrument").annotate(Count("version", distinct=True))
    printed = rows.values_list("instrument", "document_number", "date").distinct()
    numbers = Counter(
        code for code, _ in {(code, same_number(number)) for code, number, _ in printed if number}
    )
    days = Counter(code for code, _ in {(code, day) for code, _, day in printed if day})
    return {code: Tally(count, numbers[code], days[code]) for code, count in counts}


def panels(actor: Actor, service: Service, version: ServiceVersion) -> list[Panel]:
    """A warning where an instrument that the version cites was replaced, repealed or amended."""
    cited = LegalBasis.objects.filter(version=version).exclude(instrument="").values("instrument")
    befell = Relation.objects.filter(
        target__code__in=cited,
        kind__in=("replaces", "repeals", "amends"),
        on__lte=timezone.localdate(),
        withdrawal__isnull=True,
    )
    found = list(befell.select_related("source", "target").order_by("-on", "pk"))
    return [Panel("lead", "catalogue/sheet/befell.html", {"relations": found}, 20)] if found else []


def _citations(actor: Actor) -> QuerySet[LegalBasis]:
    """The citations of what is published now."""
    PUBLIC.require(actor)
    return LegalBasis.objects.filter(
        version__current_of__isnull=False, version__current_of__retired_at__isnull=True
    ).order_by("version__current_of__unit__path", "version__current_of__title_order", "version", "number")


def _dependents(rows: QuerySet[LegalBasis]) -> list[Dependent]:
    of_service = (f"version__current_of__{name}" for name in OF_SERVICE)
    return [
        Dependent(code, label, reverse("catalogue:service", args=[code]), path, office, office_en, *printed)
        for code, label, path, office, office_en, *printed in rows.values_list(*of_service, *AS_PRINTED)
    ]


PROVIDER = Provider("catalogue.services", resting, tallies, unlinked)
