"""What an edition says and what changed between two of them, read from what was pinned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from barzan.access import Actor
from barzan.access.rules import PUBLIC
from barzan.catalogue.content import PARTS, SCALARS
from barzan.catalogue.models import ServiceVersion
from barzan.catalogue.queries import FIGURES, content_of
from barzan.catalogue.summary import Line, Place, table
from barzan.revisions.models import Edition, EditionEntry, EditionUnit

KINDS = ("added", "retired", "moved", "changed")
Standing = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """A service that differs between two editions; ``old`` and ``new`` are ids of versions, if there are any.

    ``was`` and ``now`` are the codes of its units. One that moved and changed is told once, as moved.
    """

    code: str
    kind: str
    old: int | None = None
    new: int | None = None
    was: str = ""
    now: str = ""


def edition(actor: Actor, number: int) -> Edition | None:
    PUBLIC.require(actor)
    return Edition.objects.select_related("post__unit").filter(number=number).first()


def before(actor: Actor, shown: Edition) -> Edition | None:
    """The edition before ``shown``."""
    PUBLIC.require(actor)
    return Edition.objects.filter(number__lt=shown.number).order_by("-number").first()


def units(actor: Actor, shown: Edition) -> list[EditionUnit]:
    """The units of an edition, depth first."""
    PUBLIC.require(actor)
    return list(shown.units.all())


def listed(actor: Actor, shown: Edition, unit: str = "") -> QuerySet[EditionEntry]:
    """The entries of an edition by office as it stood, and there by code; of ``unit`` alone if named."""
    PUBLIC.require(actor)
    order = EditionUnit.objects.filter(edition=shown, code=OuterRef("unit")).values("order")[:1]
    rows = shown.entries.filter(unit=unit) if unit else shown.entries.all()
    return rows.annotate(place=Subquery(order)).select_related("version").order_by("place", "code")


def summary(
    actor: Actor, shown: Edition, units: Sequence[EditionUnit]
) -> tuple[list[tuple[Any, Line]], Line]:
    """The summary table of an edition, counted from its entries: (unit, row) pairs and the grand total."""
    PUBLIC.require(actor)
    counts = {
        name: Count("pk", filter=_of_version(condition) if condition else None)
        for name, condition in FIGURES.items()
    }
    rows = shown.entries.order_by().values("unit").annotate(**counts)
    figures = {row.pop("unit"): row for row in rows}
    stated = {unit.code: unit.stated for unit in units if unit.stated}
    if shown.stated:
        stated[""] = shown.stated
    places = _places(units)
    shown_units = [
        (unit, place) for unit, place in zip(units, places, strict=True)
        if place.depth or place.code in figures or place.code in stated
    ]  # fmt: skip
    lines, total = table([place for _, place in shown_units], figures, stated)
    return [(unit, line) for (unit, _), line in zip(shown_units, lines, strict=True)], total


def differences(actor: Actor, old: Edition | None, new: Edition) -> list[Difference]:
    """What differs between two editions, by kind and code; two questions, whatever their size."""
    PUBLIC.require(actor)
    was, now = _standing(old) if old else {}, _standing(new)
    return between(was, now)


def differences_now(
    actor: Actor, old: Edition | None, now: Mapping[str, tuple[int, str]]
) -> list[Difference]:
    """What differs between an edition and what is published ``now``: (version, unit) by code."""
    PUBLIC.require(actor)
    return between(_standing(old) if old else {}, now)


def between(was: Mapping[str, tuple[int, str]], now: Mapping[str, tuple[int, str]]) -> list[Difference]:
    """The services that were added, retired, moved or changed, in this order."""
    found = []
    for code in sorted(was.keys() | now.keys()):
        old, new = was.get(code), now.get(code)
        if old is None and new is not None:
            found.append(Difference(code, "added", None, new[0], "", new[1]))
        elif new is None and old is not None:
            found.append(Difference(code, "retired", old[0], None, old[1], ""))
        elif old and new and old != new:
            kind = "moved" if old[1] != new[1] else "changed"
            found.append(Difference(code, kind, old[0], new[0], old[1], new[1]))
    return sorted(found, key=lambda each: KINDS.index(each.kind))


def versions(actor: Actor, wanted: Sequence[int]) -> dict[int, ServiceVersion]:
    """Versions without their parts, by id."""
    PUBLIC.require(actor)
    return ServiceVersion.objects.in_bulk(wanted)


def said(actor: Actor, versions: Sequence[int]) -> dict[int, tuple[ServiceVersion, dict[str, Any]]]:
    """Versions with their fields, by id; five questions."""
    PUBLIC.require(actor)
    rows = ServiceVersion.objects.filter(pk__in=versions).prefetch_related(*PARTS)
    found = {}
    for row in rows:
        content = content_of(row)
        found[row.pk] = row, {name: getattr(content, name) for name in (*SCALARS, *PARTS)}
    return found


def _standing(edition: Edition) -> dict[str, tuple[int, str]]:
    rows = edition.entries.order_by().values_list("code", "version", "unit")
    return {code: (version, unit) for code, version, unit in rows}


def _of_version(condition: Q) -> Q:
    """A condition of ``catalogue.queries.FIGURES``, asked of an entry's own version."""
    children = [
        _of_version(child)
        if isinstance(child, Q)
        else (str(child[0]).replace("current_version__", "version__"), child[1])
        for child in condition.children
    ]
    turned = Q(*children, _connector=condition.connector)
    return ~turned if condition.negated else turned


def _places(units: Sequence[EditionUnit]) -> list[Place]:
    """The tree of an edition's units as paths: of orders, which no other edition shares."""
    paths: dict[str, str] = {}
    found = []
    for unit in units:
        above = paths.get(unit.parent, "/")
        paths[unit.code] = f"{above}{unit.order}/"
        found.append(Place(unit.code, paths[unit.code], paths[unit.code].count("/") - 2))
    return found
