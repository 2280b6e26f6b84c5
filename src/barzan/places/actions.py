"""What can happen to places. Changes are facts with a date: the row in force is ended, another begins.

Facts are added in order: a change is dated after the fact it ends, and not in the future.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone

from barzan.access import Actor
from barzan.persian import normalise, search_key
from barzan.places import errors, followers
from barzan.places.models import Hierarchy, Membership, Naming, Place
from barzan.places.rules import PLACES_EDIT
from barzan.places.tree import child_path, is_under, rebased
from barzan.trail import actions as trail


def add_hierarchy(actor: Actor, code: str, *, name: str, name_en: str = "") -> Hierarchy:
    """Begins a new way of dividing the land."""
    PLACES_EDIT.require(actor)
    with transaction.atomic():
        hierarchy = Hierarchy.objects.create(code=code, name=normalise(name), name_en=name_en)
        trail.record(actor, "hierarchy.added", hierarchy)
    return hierarchy


def add(
    actor: Actor,
    hierarchy: Hierarchy,
    *,
    code: str,
    kind: str,
    name: str,
    name_en: str = "",
    parent: Place | None = None,
    valid_from: date,
    why: str = "",
) -> Place:
    """Adds a place under ``parent``, or as a root, in its home hierarchy."""
    PLACES_EDIT.require(actor)
    with transaction.atomic():
        _lock(hierarchy)
        if Place.objects.filter(_valid_after(valid_from), code=code).exists():
            raise errors.code_taken(code)
        above = _parent_path(parent, hierarchy, valid_from)
        named = {"name": normalise(name), "name_en": name_en}
        place = Place.objects.create(
            code=code,
            kind=kind,
            hierarchy=hierarchy,
            parent=parent,
            valid_from=valid_from,
            name_key=search_key(f"{name} {name_en}"),
            **named,
        )
        place.path = child_path(above, place.pk)
        place.save(update_fields=["path"])
        Naming.objects.create(place=place, since=valid_from, **named)
        Membership.objects.create(
            place=place, hierarchy=hierarchy, parent=parent, path=place.path, since=valid_from
        )
        trail.record(actor, "place.added", place, why=why, detail={"code": code})
    return place


def rename(actor: Actor, place: Place, *, name: str, name_en: str = "", on: date, why: str = "") -> Place:
    """Gives the place another name from the day ``on``; what it was called before stays known."""
    PLACES_EDIT.require(actor, place.target)
    with transaction.atomic():
        place = _open(place)
        _end(place.namings.filter(until__isnull=True), on)
        place.name, place.name_en = normalise(name), name_en
        place.name_key = search_key(f"{name} {name_en}")
        place.save(update_fields=["name", "name_en", "name_key"])
        Naming.objects.create(place=place, name=place.name, name_en=name_en, since=on)
        trail.record(actor, "place.renamed", place, why=why, detail={"on": on})
    return place


def move(
    actor: Actor,
    place: Place,
    *,
    parent: Place | None,
    on: date,
    hierarchy: Hierarchy | None = None,
    why: str = "",
) -> Place:
    """Puts the place under ``parent`` from the day ``on``, with all that lies under it.

    In another hierarchy than its own, a place that does not stand there yet enters it.
    """
    PLACES_EDIT.require(actor, place.target)
    hierarchy = hierarchy or place.hierarchy
    with transaction.atomic():
        _lock(hierarchy)
        place = _open(place)
        here = place.memberships.filter(hierarchy=hierarchy, until__isnull=True).first()
        above = _parent_path(parent, hierarchy, on)
        if parent == place or (here and is_under(above, here.path)):
            raise errors.cycle()
        if here is None:
            _not_future(on)
            path = child_path(above, place.pk)
            Membership.objects.create(place=place, hierarchy=hierarchy, parent=parent, path=path, since=on)
        else:
            _move_subtree(here, parent, child_path(above, place.pk), on)
        place.refresh_from_db()
        detail = {"hierarchy": hierarchy.code, "parent": parent.pk if parent else None, "on": on}
        trail.record(actor, "place.moved", place, why=why, detail=detail)
    return place


def close(actor: Actor, place: Place, *, on: date, into: Place | None = None, why: str = "") -> Place:
    """Ends the validity of a place that has nothing under it; it stays in the tree as it was.

    Records of other rooms that name it (posts, organisations) go on with ``into``; without it they block.
    """
    PLACES_EDIT.require(actor, place.target)
    with transaction.atomic():
        place = _open(place)
        if into == place:
            raise errors.into_itself()
        if into is None and followers.used(place):
            raise errors.still_used()
        if place.child_memberships.filter(until__isnull=True).exists():
            raise errors.has_children()
        _end(place.namings.filter(until__isnull=True), on)
        _end(place.memberships.filter(until__isnull=True), on)
        place.valid_to = on
        place.save(update_fields=["valid_to"])
        followed = followers.move(actor, place, _open(into), why) if into else {}
        detail = {"on": on, "into": into.pk if into else None, "following": followed}
        trail.record(actor, "place.closed", place, why=why, detail=detail)
    return place


def _move_subtree(here: Membership, parent: Place | None, path: str, on: date) -> None:
    """Ends the position of every place under ``here``, begins another, moves the current paths along."""
    moved = Membership.objects.filter(
        hierarchy=here.hierarchy, path__startswith=here.path, until__isnull=True
    )
    before = list(moved)
    _end(moved, on)
    Membership.objects.bulk_create(
        Membership(
            place_id=each.place_id,
            hierarchy=here.hierarchy,
            parent_id=(parent.pk if parent else None) if each.pk == here.pk else each.parent_id,
            path=rebased(each.path, here.path, path),
            since=on,
        )
        for each in before
    )
    at_home = Place.objects.filter(hierarchy=here.hierarchy, path__startswith=here.path)
    if here.place.hierarchy_id == here.hierarchy_id:
        at_home.update(path=Concat(Value(path), Substr("path", len(here.path) + 1)))
        Place.objects.filter(pk=here.place_id).update(parent=parent)


def _end(facts: QuerySet[Naming] | QuerySet[Membership], on: date) -> None:
    """Ends facts in force on the day ``on``; refuses a day that is not after their first, or has not come."""
    _not_future(on)
    latest = facts.order_by("-since").first()
    if latest and latest.since >= on:
        raise errors.too_early(latest.since)
    facts.update(until=on)


def _not_future(on: date) -> None:
    if on > timezone.localdate():
        raise errors.in_future()


def _lock(hierarchy: Hierarchy) -> None:
    """Changes of one hierarchy take turns: paths of a whole subtree hang together."""
    Hierarchy.objects.select_for_update().get(pk=hierarchy.pk)


def _open(place: Place) -> Place:
    place = Place.objects.select_for_update().get(pk=place.pk)
    if place.valid_to is not None:
        raise errors.closed()
    return place


def _parent_path(parent: Place | None, hierarchy: Hierarchy, on: date) -> str:
    if parent is None:
        return ""
    standing = parent.memberships.filter(hierarchy=hierarchy, since__lte=on, until__isnull=True).first()
    if standing is None:
        raise errors.parent_elsewhere()
    return standing.path


def _valid_after(day: date) -> Q:
    return Q(valid_to__isnull=True) | Q(valid_to__gt=day)
