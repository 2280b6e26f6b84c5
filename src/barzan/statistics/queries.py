"""What the statistics count: grouped questions, the same number of them at any size; nothing is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from django.db.models import Count, F, QuerySet
from django.utils import timezone

from barzan.access import Actor
from barzan.access.rules import PUBLIC
from barzan.catalogue import ages, decided, queries
from barzan.catalogue.filters import FIGURES, MISSING, PAPERS, Filters
from barzan.catalogue.models import Channel, LegalBasis, Part, Requirement, Service, ServiceClass
from barzan.people.models import Unit
from barzan.places.tree import depth
from barzan.statistics.papers import BY_CODE, papers_of
from barzan.statistics.values import SECTIONS, Paper, Place, Shelf, Statistics

P = TypeVar("P", bound=Part)
BY_UNIT = ("class", "client", "missing", "age", "review")


def statistics(actor: Actor, unit: Unit | None = None) -> Statistics:
    """All figures of the published services, or of those of ``unit`` and the units under it."""
    PUBLIC.require(actor)
    today = timezone.localdate()
    services = _services(actor, unit)
    counts = _counts_by_unit(services, today)
    total = sum(each["total"] for each in counts.values())
    sections = {
        section: {figure: _sum(counts.values(), f"{section}:{figure}") for figure in SECTIONS[section]}
        for section in BY_UNIT
    }
    sections["basis"] = _by_kind(_parts(LegalBasis, services), "basis")
    sections["channel"] = _by_kind(_parts(Channel, services), "channel")
    return Statistics(
        today,
        total,
        sections,
        _decided(actor, unit),
        _places(actor, unit, counts),
        _categories(services),
        _life_events(services),
        papers(actor, unit),
    )


def papers(actor: Actor, unit: Unit | None = None) -> tuple[Paper, ...]:
    """The documents and forms asked for, those of most services first, in two questions.

    A paper of several wordings counts each service once, however many of them the service names.
    """
    PUBLIC.require(actor)
    rows = _parts(Requirement, _services(actor, unit)).filter(kind__in=PAPERS)
    texts = dict(rows.values_list("text").annotate(n=Count("version", distinct=True)))
    wordings: dict[str, list[tuple[str, int]]] = {}
    for text, services in sorted(texts.items(), key=lambda item: (-item[1], item[0])):
        for key in papers_of(text):
            wordings.setdefault(key, []).append((text, services))
    several = {text for worded in wordings.values() if len(worded) > 1 for text, _ in worded}
    asking: dict[str, set[int]] = {}
    for text, version in rows.filter(text__in=several).values_list("text", "version").distinct():
        for key in papers_of(text):
            asking.setdefault(key, set()).add(version)
    found = (
        _paper(key, len(asking[key]) if len(worded) > 1 else worded[0][1], worded)
        for key, worded in wordings.items()
    )
    return tuple(sorted(found, key=lambda paper: (-paper.services, paper.title)))


def asking_for(actor: Actor, paper: Paper, unit: Unit | None = None) -> list[tuple[Service, list[str]]]:
    """The services that ask for a paper, in alphabetical order, each with its wordings; two questions."""
    texts = [text for text, _ in paper.wordings]
    rows = _parts(Requirement, _services(actor, unit)).filter(kind__in=PAPERS, text__in=texts)
    worded: dict[int, list[str]] = {}
    for version, text in rows.order_by("version", "number").values_list("version", "text"):
        if text not in worded.setdefault(version, []):
            worded[version].append(text)
    services = queries.published(actor).filter(current_version__in=list(worded))
    services = services.select_related("current_version", "unit").order_by("title_order", "code")
    return [(service, worded[service.current_version_id or 0]) for service in services]


def _services(actor: Actor, unit: Unit | None) -> QuerySet[Service]:
    return queries.published(actor).filter(Filters(unit=unit.code if unit else "").place()).order_by()


def _parts(part: type[P], services: QuerySet[Service]) -> QuerySet[P]:
    """The parts of the versions in force of ``services``."""
    return part._default_manager.filter(version__in=services.values("current_version")).order_by()


def _counts_by_unit(services: QuerySet[Service], today: date) -> dict[int, dict[str, int]]:
    """By id of the unit (the owning unit alone): ``total`` and every figure of the sections told by unit."""
    plain = [(section, name) for section in ("class", "client") for name in SECTIONS[section]]
    conditions = {f"{section}:{name}": FIGURES[name] for section, name in plain}
    conditions |= {f"missing:{name}": MISSING[name] for name in SECTIONS["missing"]}
    conditions |= {f"age:{name}": ages.age(name, today) for name in SECTIONS["age"]}
    conditions["review:overdue"] = ages.overdue(today)
    names = {f"n{number}": name for number, name in enumerate(conditions)}
    counts = {alias: Count("pk", filter=conditions[name]) for alias, name in names.items()}
    found = {}
    for row in services.values("unit").annotate(total=Count("pk"), **counts):
        figures = {"total": row["total"], **{name: row[alias] for alias, name in names.items()}}
        found[row["unit"]] = figures | {"review:in_time": row["total"] - figures["review:overdue"]}
    return found


def _sum(counts: Iterable[Mapping[str, int]], figure: str) -> int:
    return sum(each[figure] for each in counts)


def _by_kind(rows: QuerySet[Part], section: str) -> dict[str, int]:
    """How many services have a part of each kind."""
    counts = dict(rows.values_list("kind").annotate(n=Count("version", distinct=True)))
    return {kind: counts.get(kind, 0) for kind in SECTIONS[section]}


def _decided(actor: Actor, unit: Unit | None) -> dict[str, int]:
    """How many flags of each field people decided."""
    figures = decided.figures(actor, unit=unit.code if unit else "")
    return {
        "class": sum(figures[each] for each in ServiceClass.values),
        "client": figures["client"] + figures["no_client"],
    }


def _places(actor: Actor, unit: Unit | None, counts: Mapping[int, Mapping[str, int]]) -> tuple[Place, ...]:
    """The units with counted services at or under them, parents before children; each counts all under it."""
    units = [each for each in queries.units(actor) if unit is None or each.path.startswith(unit.path)]
    places = []
    for each in units:
        own = [other.pk for other in units if other.path.startswith(each.path)]
        if under := [counts[pk] for pk in own if pk in counts]:
            figures = {name: _sum(under, name) for name in under[0]}
            places.append(
                Place(each.code, each.name, each.name_en, depth(each.path), figures, counts.get(each.pk, {}))
            )
    return tuple(places)


def _categories(services: QuerySet[Service]) -> tuple[Shelf, ...]:
    names = ("category__code", "category__title", "category__title_en")
    rows = services.values_list(*names).annotate(n=Count("pk")).order_by(F("n").desc(), "category__code")
    return tuple(Shelf(*(part or "" for part in row[:3]), row[3]) for row in rows)


def _life_events(services: QuerySet[Service]) -> tuple[Shelf, ...]:
    names = ("life_events__code", "life_events__title", "life_events__title_en")
    rows = services.filter(life_events__isnull=False).values_list(*names).annotate(n=Count("pk"))
    return tuple(Shelf(*row) for row in rows.order_by(F("n").desc(), "life_events__code"))


def _paper(key: str, services: int, wordings: list[tuple[str, int]]) -> Paper:
    known = BY_CODE.get(key)
    if known:
        return Paper(key, known.fa, known.en, services, tuple(wordings), known.issuer_fa, known.issuer_en)
    return Paper(key, wordings[0][0], "", services, tuple(wordings))
