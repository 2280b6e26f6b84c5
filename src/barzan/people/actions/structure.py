"""Commands on organisations, units and posts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone

from barzan.access import Actor
from barzan.people import errors, facts, followers
from barzan.people.models import Organisation, Post, RoleName, Unit, UnitKind
from barzan.people.rules import STRUCTURE_EDIT
from barzan.persian import normalise
from barzan.places.models import Place
from barzan.places.tree import child_path, is_under
from barzan.trail import actions as trail


def add_organisation(
    actor: Actor, code: str, *, name: str, name_en: str = "", place: Place | None = None
) -> Organisation:
    """Adds an owner of records."""
    STRUCTURE_EDIT.require(actor)
    with transaction.atomic():
        if Organisation.objects.filter(code=code).exists():
            raise errors.code_taken(code)
        organisation = Organisation.objects.create(
            code=code, name=normalise(name), name_en=name_en, place=place
        )
        trail.record(actor, "organisation.added", organisation)
    return organisation


def add_unit(
    actor: Actor,
    organisation: Organisation,
    *,
    code: str,
    name: str,
    name_en: str = "",
    kind: str = UnitKind.OFFICE,
    parent: Unit | None = None,
    order: int = 0,
    valid_from: date,
    why: str = "",
) -> Unit:
    """Adds a unit under ``parent``, or as a root of the organisation."""
    STRUCTURE_EDIT.require(actor)
    with transaction.atomic():
        _lock(organisation)
        if Unit.objects.filter(code=code).exists():
            raise errors.code_taken(code)
        _check_parent(parent, organisation)
        unit = Unit.objects.create(
            code=code,
            name=normalise(name),
            name_en=name_en,
            kind=kind,
            organisation=organisation,
            parent=parent,
            order=order,
            valid_from=valid_from,
        )
        unit.path = child_path(parent.path if parent else "", unit.pk)
        unit.save(update_fields=["path"])
        facts.begin_units([unit], valid_from)
        trail.record(actor, "unit.added", unit, why=why, detail={"kind": kind, "path": unit.path})
    return unit


def rename_unit(
    actor: Actor,
    unit: Unit,
    *,
    name: str,
    name_en: str = "",
    kind: str = "",
    order: int | None = None,
    on: date | None = None,
    why: str = "",
) -> Unit:
    """Changes what a unit is called, its kind and its order among its siblings, from ``on`` (today)."""
    STRUCTURE_EDIT.require(actor, unit.target)
    with transaction.atomic():
        unit = _open_unit(unit)
        before = {"name": unit.name, "name_en": unit.name_en, "kind": unit.kind, "order": unit.order}
        unit.name, unit.name_en, unit.kind = normalise(name), name_en, kind or unit.kind
        unit.order = unit.order if order is None else order
        unit.save(update_fields=["name", "name_en", "kind", "order"])
        facts.renew_units([unit], on or timezone.localdate())
        trail.record(actor, "unit.renamed", unit, why=why, detail={"before": before})
        followers.renewed([unit])
    return unit


def move_unit(
    actor: Actor, unit: Unit, *, parent: Unit | None, on: date | None = None, why: str = ""
) -> Unit:
    """Puts the unit, with all under it, under another one of its organisation, from ``on`` (today).

    Grants move along.
    """
    STRUCTURE_EDIT.require(actor, unit.target)
    with transaction.atomic():
        _lock(unit.organisation)
        unit = _open_unit(unit)
        _check_parent(parent, unit.organisation)
        if parent and is_under(parent.path, unit.path):
            raise errors.cycle()
        old, unit.path = unit.path, child_path(parent.path if parent else "", unit.pk)
        below = Unit.objects.filter(path__startswith=old)
        below.update(path=Concat(Value(unit.path), Substr("path", len(old) + 1)))
        unit.parent = parent
        unit.save(update_fields=["parent", "path"])
        facts.renew_units([unit], on or timezone.localdate())
        trail.record(actor, "unit.moved", unit, why=why, detail={"from": old, "to": unit.path})
        followers.renewed(list(Unit.objects.filter(path__startswith=unit.path)))
    return unit


def close_unit(actor: Actor, unit: Unit, *, on: date, why: str = "") -> Unit:
    """Ends a unit that has no units and posts left; its code is never given again."""
    STRUCTURE_EDIT.require(actor, unit.target)
    with transaction.atomic():
        unit = _open_unit(unit)
        if on <= unit.valid_from:
            raise errors.wrong_order("on", unit.valid_from)
        if (
            unit.children.filter(valid_to__isnull=True).exists()
            or unit.posts.filter(valid_to__isnull=True).exists()
        ):
            raise errors.still_used()
        facts.end_units([unit], on)
        unit.valid_to = on
        unit.save(update_fields=["valid_to"])
        trail.record(actor, "unit.closed", unit, why=why, detail={"on": on})
    return unit


def add_post(
    actor: Actor,
    unit: Unit,
    *,
    code: str,
    title: str,
    title_en: str = "",
    roles: Iterable[str] = (),
    place: Place | None = None,
    single_seat: bool = True,
    valid_from: date,
    why: str = "",
) -> Post:
    """Adds a post; its roles reach over the unit's subtree and, where given, the place's."""
    STRUCTURE_EDIT.require(actor, unit.target)
    with transaction.atomic():
        unit = _open_unit(unit)
        if Post.objects.filter(code=code).exists():
            raise errors.code_taken(code)
        post = Post.objects.create(
            code=code,
            title=normalise(title),
            title_en=title_en,
            unit=unit,
            roles=_checked(roles),
            place=place,
            single_seat=single_seat,
            valid_from=valid_from,
        )
        facts.begin_posts([post], valid_from)
        trail.record(actor, "post.added", post, why=why, detail={"roles": post.roles, "unit": unit.code})
    return post


def change_post(
    actor: Actor,
    post: Post,
    *,
    title: str,
    title_en: str = "",
    roles: Iterable[str],
    place: Place | None = None,
    why: str = "",
) -> Post:
    """Changes the title, the roles or the place of a post; the event keeps what was."""
    STRUCTURE_EDIT.require(actor, post.target)
    with transaction.atomic():
        post = _open_post(post)
        before = {"title": post.title, "roles": post.roles, "place": post.place_id}
        post.title, post.title_en, post.roles = normalise(title), title_en, _checked(roles)
        post.place = place
        post.save(update_fields=["title", "title_en", "roles", "place"])
        trail.record(actor, "post.changed", post, why=why, detail={"before": before, "roles": post.roles})
    return post


def close_post(actor: Actor, post: Post, *, on: date, why: str = "") -> Post:
    """Ends a post that nobody holds on the day ``on``."""
    STRUCTURE_EDIT.require(actor, post.target)
    with transaction.atomic():
        post = _open_post(post)
        if on <= post.valid_from:
            raise errors.wrong_order("on", post.valid_from)
        if post.holdings.exclude(until__lte=on).exists():
            raise errors.still_held()
        facts.end_post(post, on)
        post.valid_to = on
        post.save(update_fields=["valid_to"])
        trail.record(actor, "post.closed", post, why=why, detail={"on": on})
    return post


def follow_place(actor: Actor, old: Place, new: Place, why: str) -> int:
    """Gives the posts and organisations of a place that ended the one that goes on with it; how many."""
    STRUCTURE_EDIT.require(actor)
    with transaction.atomic():
        posts = list(Post.objects.select_for_update(of=["self"]).filter(place=old, valid_to__isnull=True))
        organisations = list(Organisation.objects.select_for_update(of=["self"]).filter(place=old))
        for record in (*posts, *organisations):
            record.place = new
            record.save(update_fields=["place"])
            verb = f"{record.trail_ref[0]}.placed"
            trail.record(actor, verb, record, why=why, detail={"from": old.pk, "to": new.pk})
    return len(posts) + len(organisations)


def _lock(organisation: Organisation) -> None:
    """Changes of one organisation's tree take turns: the paths of a subtree hang together."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)


def _open_unit(unit: Unit) -> Unit:
    unit = Unit.objects.select_for_update(of=["self"]).select_related("organisation").get(pk=unit.pk)
    if unit.valid_to is not None:
        raise errors.closed()
    return unit


def _open_post(post: Post) -> Post:
    post = Post.objects.select_for_update().get(pk=post.pk)
    if post.valid_to is not None:
        raise errors.closed()
    return post


def _check_parent(parent: Unit | None, organisation: Organisation) -> None:
    if parent is None:
        return
    if parent.organisation_id != organisation.pk:
        raise errors.other_organisation()
    if parent.valid_to is not None:
        raise errors.closed()


def _checked(roles: Iterable[str]) -> list[str]:
    """The roles in the house's order, each once."""
    asked = set(roles)
    for role in sorted(asked - set(RoleName.values)):
        raise errors.unknown_role(role)
    return [role for role in RoleName.values if role in asked]
