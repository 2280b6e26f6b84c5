"""What can be known of places; the actor first, and the day that is asked about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from barzan.access import Actor
from barzan.access.querysets import within
from barzan.persian import latin_digits, search_key
from barzan.places.models import Hierarchy, Membership, Naming, Place
from barzan.places.rules import PLACES_READ
from barzan.places.tree import nodes


@dataclass(frozen=True, slots=True)
class History:
    """What is known of a place over time, newest first."""

    namings: list[Naming]
    memberships: list[Membership]


def in_force(at: date, since: str = "since", until: str = "until") -> Q:
    """A condition: the row's half-open period holds the day ``at``."""
    return Q(**{f"{since}__lte": at}) & (Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gt": at}))


def hierarchies(actor: Actor) -> QuerySet[Hierarchy]:
    PLACES_READ.require(actor)
    return Hierarchy.objects.all()


def places(actor: Actor, at: date | None = None) -> QuerySet[Place]:
    """Places that are valid on the day ``at`` (today), as they are called and stand now."""
    scope = PLACES_READ.scope(actor)
    valid = in_force(at or timezone.localdate(), "valid_from", "valid_to")
    return Place.objects.filter(within(scope, place="path"), valid)


def place(actor: Actor, pk: int) -> Place:
    """One place, valid or not. Raises ``Place.DoesNotExist``."""
    scope = PLACES_READ.scope(actor)
    return Place.objects.select_related("hierarchy").get(within(scope, place="path"), pk=pk)


def standing(
    actor: Actor, hierarchy: Hierarchy, at: date | None = None, root: Place | None = None
) -> QuerySet[Membership]:
    """The tree of ``hierarchy`` on the day ``at`` in the order of paths; under ``root``, that one included.

    Each row has its ``place``, and ``named``: what the place was called on that day.
    """
    at = at or timezone.localdate()
    scope = PLACES_READ.scope(actor)
    rows = Membership.objects.filter(
        within(scope, place="place__path"), in_force(at), hierarchy=hierarchy
    ).annotate(named=_name_on(at))
    if root is not None:
        top = rows.filter(place=root).first()
        rows = rows.filter(path__startswith=top.path) if top else rows.none()
    return rows.select_related("place").order_by("path")


def children(
    actor: Actor, hierarchy: Hierarchy, parent: Place | None, at: date | None = None
) -> QuerySet[Membership]:
    """The places directly under ``parent`` (the roots without one) on the day ``at``, by name."""
    return standing(actor, hierarchy, at).filter(parent=parent).order_by("named")


def ancestors(
    actor: Actor, place: Place, hierarchy: Hierarchy | None = None, at: date | None = None
) -> list[Place]:
    """The places above ``place`` on the day ``at``, the root first; empty where it does not stand."""
    rows = standing(actor, hierarchy or place.hierarchy, at).filter(place=place)
    path = rows.values_list("path", flat=True).first()
    above = nodes(path)[:-1] if path else []
    found = Place.objects.in_bulk(above)
    return [found[pk] for pk in above]


def history(actor: Actor, place: Place) -> History:
    """Every name and position the place has had."""
    PLACES_READ.require(actor, place.target)
    return History(list(place.namings.all()), list(place.memberships.select_related("hierarchy", "parent")))


def find(actor: Actor, text: str, at: date | None = None) -> QuerySet[Place]:
    """Valid places whose name or code begins with, or holds, what was typed."""
    key = search_key(text)
    if not key:
        return Place.objects.none()
    return (
        places(actor, at)
        .filter(Q(name_key__contains=key) | Q(code=latin_digits(text.strip())))
        .order_by("name", "pk")
    )


def _name_on(at: date) -> Subquery:
    names = Naming.objects.filter(in_force(at), place=OuterRef("place"))
    return Subquery(names.values("name")[:1])
