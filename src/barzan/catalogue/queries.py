"""What can be known of the catalogue. The actor comes first everywhere; published services are public.

A page asks a fixed number of questions, whatever the size of the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Left

from barzan.access import Actor
from barzan.access.rules import PUBLIC
from barzan.catalogue.content import (
    PART_CONTENTS,
    PARTS,
    SCALARS,
    ServiceContent,
)
from barzan.catalogue.decided import HOLDS, by_unit
from barzan.catalogue.filters import FIGURES as FIGURES
from barzan.catalogue.filters import Filters as Filters
from barzan.catalogue.filters import path_of
from barzan.catalogue.models import (
    BookletReading,
    Category,
    Correction,
    Decision,
    DecisionField,
    Finding,
    LifeEvent,
    Service,
    ServiceGroup,
    ServiceVersion,
    StatedSummary,
)
from barzan.catalogue.panels import annotations
from barzan.catalogue.summary import STATED, Line, Place, table
from barzan.people.models import Unit
from barzan.people.queries import public_units
from barzan.places.tree import depth, nodes
from barzan.trail.canonical import content_hash

PLACED = ("unit", "group", "category")


@dataclass(frozen=True, slots=True)
class Note:
    """A finding, a correction where ``printed`` says what stood there, or the reason of a decision.

    One sentence in each language; ``field``, ``basis`` and ``decided_by`` are those of a decision.
    """

    line: int | None
    fa: str
    en: str
    printed: str
    field: str
    value: str
    basis: str
    decided_by: str


@dataclass(frozen=True, slots=True)
class Related:
    """Another service to look at: its code, its title, the name of its unit in both languages."""

    code: str
    title: str
    name: str
    name_en: str


def published(actor: Actor) -> QuerySet[Service]:
    """Services that stand in the lists: published and not retired."""
    PUBLIC.require(actor)
    return Service.objects.filter(current_version__isnull=False, retired_at__isnull=True)


def listing(actor: Actor, filters: Filters) -> QuerySet[Service]:
    """The services that pass ``filters``, in order, with current version, unit and category.

    ``class_decided`` and ``client_decided`` tell whether people decided the flag because the booklet leaves
    it open.
    """
    order = ("unit__path", "title_order") if filters.sort == "office" else ("title_order",)
    decided = Decision.objects.filter(HOLDS, service=OuterRef("pk"))
    return (
        published(actor)
        .filter(filters.place() & filters.content())
        .annotate(
            class_decided=Exists(decided.filter(field=DecisionField.CLASS)),
            client_decided=Exists(decided.filter(field=DecisionField.CLIENT)),
        )
        .select_related("current_version", "unit", "category")
        .order_by(*order, "code")
    )


def initials(actor: Actor, filters: Filters) -> set[str]:
    """How the ``title_order`` of the services that pass ``filters`` begins, whatever letter they name."""
    passing = published(actor).filter(replace(filters, letter="").place() & filters.content())
    return set(passing.order_by().values_list(Left("title_order", 2), flat=True).distinct())


def facet_counts(actor: Actor, filters: Filters) -> dict[str, int]:
    """How many services of the same place fall under each figure of ``FIGURES``."""
    counts = {name: Count("pk", filter=condition or None) for name, condition in FIGURES.items()}
    return published(actor).filter(filters.place()).aggregate(**counts)


def figures_by_unit(actor: Actor) -> dict[str, dict[str, int]]:
    """By unit code (the owning unit alone): how many services fall under each figure."""
    counts = {name: Count("pk", filter=condition or None) for name, condition in FIGURES.items()}
    rows = published(actor).order_by().values("unit__code").annotate(**counts)
    return {row.pop("unit__code"): row for row in rows}


def units(actor: Actor) -> list[Unit]:
    """The units that own services or stand in the booklet, and those above; parents before children."""
    owners = Q(services__current_version__isnull=False) | Q(pk__in=StatedSummary.objects.values("unit"))
    paths = public_units(actor).filter(owners).values_list("path", flat=True).distinct()
    wanted = {pk for path in paths for pk in nodes(path)}
    return _tree(public_units(actor).filter(pk__in=wanted))


def summary(actor: Actor) -> tuple[list[tuple[Unit, Line]], Line]:
    """The booklet's summary table, computed: (unit, row) pairs and the grand total, in five questions."""
    figures, printed = figures_by_unit(actor), stated(actor)
    # A root that neither owns services nor stands in the booklet would only repeat the grand total.
    shown = [
        each for each in units(actor) if depth(each.path) or each.code in figures or each.code in printed
    ]
    places = [Place(each.code, each.path, depth(each.path)) for each in shown]
    rows, total = table(places, figures, printed, by_unit(actor))
    return list(zip(shown, rows, strict=True)), total


def stated(actor: Actor) -> dict[str, dict[str, int | None]]:
    """The rows of the booklet's own summary table by unit code, "" for the grand total."""
    PUBLIC.require(actor)
    kept = StatedSummary.objects.select_related("unit").order_by("booklet__read_on", "pk")
    return {
        (row.unit.code if row.unit else ""): {name: getattr(row, name) for name in STATED} for row in kept
    }


def unit(actor: Actor, code: str) -> Unit | None:
    """The unit called ``code``."""
    return public_units(actor).select_related("parent").filter(code=code).order_by().first()


def categories(actor: Actor) -> QuerySet[Category]:
    """Categories with ``count``, the number of their published services."""
    PUBLIC.require(actor)
    return Category.objects.annotate(count=_count_of_services()).order_by("order", "code")


def life_events(actor: Actor) -> QuerySet[LifeEvent]:
    """Life events with ``count``, the number of their published services."""
    PUBLIC.require(actor)
    return LifeEvent.objects.annotate(count=_count_of_services()).order_by("order", "code")


def groups(actor: Actor) -> QuerySet[ServiceGroup]:
    """The national groups with ``count``."""
    PUBLIC.require(actor)
    return ServiceGroup.objects.annotate(count=_count_of_services()).order_by("code")


def sheet(actor: Actor, code: str, number: int | None = None) -> tuple[Service, ServiceVersion] | None:
    """A service and its version ``number`` (the current one), even retired; one question, no parts.

    None where the code or number never was.
    """
    PUBLIC.require(actor)
    if number is None:
        placed = Service.objects.select_related("current_version", *PLACED).annotate(**annotations())
        found = placed.filter(code=code, current_version__isnull=False).order_by().first()
        return (found, _current(found)) if found else None
    rows = ServiceVersion.objects.select_related(*(f"service__{name}" for name in PLACED))
    version = rows.filter(service__code=code, number=number).order_by().first()
    return (version.service, version) if version else None


def reading(actor: Actor, code: str) -> BookletReading | None:
    """The reading that a version's ``booklet`` names."""
    PUBLIC.require(actor)
    return BookletReading.objects.filter(code=code).order_by().first() if code else None


def life_events_of(actor: Actor, service: Service) -> list[LifeEvent]:
    """The life events under which a service stands, in order."""
    PUBLIC.require(actor)
    return list(service.life_events.all())


def holders_of(actor: Actor, national_code: str) -> list[Service]:
    """Published services that bear a national code; where none does, the retired ones that bore it."""
    rows = Service.objects.filter(current_version__national_code=national_code)
    found = list(rows.select_related("current_version", "unit").order_by("code"))
    return [service for service in found if service.retired_at is None] or found


def versions(actor: Actor, service: Service, shown: ServiceVersion) -> list[ServiceVersion]:
    """The other versions of a service, newest first; asks nothing while there is only the first."""
    PUBLIC.require(actor)
    if shown.pk == service.current_version_id and shown.number == 1:
        return []
    return list(service.versions.exclude(pk=shown.pk).order_by("-number"))


def related(actor: Actor, service: Service, limit: int = 6) -> list[Related]:
    """Other services of the group, or of the office where there is no group, in alphabetical order."""
    same = Q(group=service.group_id) if service.group_id else Q(unit=service.unit_id)
    rows = published(actor).filter(same).order_by("title_order", "code")
    found = rows.values_list("code", "current_version__title", "unit__name", "unit__name_en")[: limit + 1]
    return [Related(*each) for each in found if each[0] != service.code][:limit]


def notes(actor: Actor, service: Service) -> list[Note]:
    """What the reader found about a service, what was corrected and what decided, in one question."""
    PUBLIC.require(actor)
    none = Value("", output_field=CharField())
    reasons = ("line", "number", "reason_fa", "reason_en")
    found = service.findings.order_by().values_list("line", "number", "fa", "en", *[none] * 5)
    corrected = service.corrections.order_by().values_list(*reasons, "printed", *[none] * 4)
    decided = service.decisions.filter(HOLDS).order_by()
    set_by_people = decided.values_list(*reasons, none, "field", "value", "basis", "decided_by")
    # Few rows: put in order here, since a union that the database orders takes thrice as long to compile.
    rows = sorted(found.union(corrected, set_by_people), key=lambda row: (row[0] or 0, row[1]))
    return [Note(line, *rest) for line, _, *rest in rows]


def booklets(actor: Actor) -> QuerySet[BookletReading]:
    """The readings kept, the newest first."""
    PUBLIC.require(actor)
    return BookletReading.objects.all()


def findings(actor: Actor, *, kind: str = "", unit: str = "") -> QuerySet[Finding]:
    """Findings in the order of the lines, narrowed to a kind and to a unit with those under it."""
    PUBLIC.require(actor)
    rows = Finding.objects.select_related("booklet", "unit", "service")
    if kind:
        rows = rows.filter(kind=kind)
    if unit:
        rows = rows.filter(unit__path__startswith=path_of(unit))
    return rows.order_by(F("line").asc(nulls_first=True), "number")


def finding_kinds(actor: Actor, *, unit: str = "") -> dict[str, int]:
    """How many findings there are of each kind, in a unit and those under it; the most frequent first."""
    rows = findings(actor, unit=unit).order_by().values_list("kind").annotate(n=Count("pk"))
    return dict(rows.order_by("-n", "kind"))


def corrections(actor: Actor) -> QuerySet[Correction]:
    """Corrections in the order of the lines."""
    PUBLIC.require(actor)
    rows = Correction.objects.select_related("booklet", "unit", "service")
    return rows.order_by(F("line").asc(nulls_first=True), "number")


def contents(actor: Actor, codes: Iterable[str] | None = None) -> dict[str, ServiceContent]:
    """The current content of services by code, in five questions; of all of them where ``codes`` is None."""
    PUBLIC.require(actor)
    rows = ServiceVersion.objects.filter(current_of__isnull=False)
    if codes is not None:
        rows = rows.filter(service__code__in=list(codes))
    rows = rows.select_related("service").prefetch_related(*PARTS)
    return {version.service.code: content_of(version) for version in rows}


def altered(actor: Actor) -> list[ServiceVersion]:
    """Versions whose content no longer has the hash it was published with; none while nobody tampers."""
    PUBLIC.require(actor)
    rows = ServiceVersion.objects.select_related("service").prefetch_related(*PARTS)
    return [row for row in rows if content_hash(content_of(row).as_value()) != row.content_hash]


def content_of(version: ServiceVersion) -> ServiceContent:
    """A version as a value; four questions, none where the parts are prefetched."""
    parts = {
        part: tuple(
            content(**{name: getattr(row, name) for name in content.__dataclass_fields__})
            for row in getattr(version, part).all()
        )
        for part, content in PART_CONTENTS.items()
    }
    return ServiceContent(**{name: getattr(version, name) for name in SCALARS}, **parts)


def _current(service: Service) -> ServiceVersion:
    """The current version of a service that has one."""
    version = service.current_version
    assert version is not None  # noqa: S101 - asked for
    return version


def _count_of_services() -> Count:
    shown = Q(services__current_version__isnull=False, services__retired_at__isnull=True)
    return Count("services", filter=shown, distinct=True)


def _tree(rows: Iterable[Unit]) -> list[Unit]:
    """Depth first: siblings by ``order`` and code."""
    children: dict[int | None, list[Unit]] = {}
    present = {row.pk: row for row in rows}
    for row in sorted(present.values(), key=lambda row: (row.order, row.code)):
        children.setdefault(row.parent_id if row.parent_id in present else None, []).append(row)

    def below(parent: int | None) -> list[Unit]:
        return [each for row in children.get(parent, []) for each in (row, *below(row.pk))]

    return below(None)
