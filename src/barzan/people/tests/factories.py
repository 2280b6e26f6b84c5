"""Units, accounts and actors for the tests of all rooms; written straight to the tables, without events."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import count

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from barzan.access import Actor, Grant, Role
from barzan.people import facts
from barzan.people.actors import actor_of
from barzan.people.models import Holding, Organisation, Person, Post, Unit, UnitKind, User
from barzan.persian import search_key
from barzan.places.models import Hierarchy, Kind, Membership, Naming, Place
from barzan.places.tree import child_path

ROLES = tuple(Role)
LONG_AGO = date(2020, 3, 20)
PASSWORD = "seven-cypresses-9"
_number = count(1)


def make_place(code: str, parent: Place | None = None, kind: str = Kind.AREA, name: str = "") -> Place:
    """A place in the hierarchy ``municipal`` since long ago, with its facts."""
    hierarchy, _ = Hierarchy.objects.get_or_create(code="municipal", defaults={"name": "شهری"})
    named = {"name": name or f"جای {code}", "name_en": f"Place {code}"}
    place = Place.objects.create(
        code=code,
        kind=kind,
        hierarchy=hierarchy,
        parent=parent,
        valid_from=LONG_AGO,
        name_key=search_key(" ".join(named.values())),
        **named,
    )
    place.path = child_path(parent.path if parent else "", place.pk)
    place.save(update_fields=["path"])
    Naming.objects.create(place=place, since=LONG_AGO, **named)
    Membership.objects.create(
        place=place, hierarchy=hierarchy, parent=parent, path=place.path, since=LONG_AGO
    )
    return place


def make_unit(code: str, parent: Unit | None = None, name: str = "") -> Unit:
    """A unit since long ago; without ``parent`` a root of the organisation ``org``."""
    organisation, _ = Organisation.objects.get_or_create(code="org", defaults={"name": "سازمان"})
    unit = Unit.objects.create(
        code=code,
        name=name or f"واحد {code}",
        name_en=f"Unit {code}",
        kind=UnitKind.OFFICE if parent else UnitKind.ORGANISATION,
        organisation=organisation,
        parent=parent,
        valid_from=LONG_AGO,
    )
    unit.path = child_path(parent.path if parent else "", unit.pk)
    unit.save(update_fields=["path"])
    facts.begin_units([unit], LONG_AGO)
    return unit


def make_post(unit: Unit, *roles: Role, code: str = "", place: Place | None = None) -> Post:
    """A post with ``roles`` in ``unit``."""
    code = code or f"post-{next(_number)}"
    post = Post.objects.create(
        code=code, title=f"پست {code}", unit=unit, place=place, roles=list(roles), valid_from=LONG_AGO
    )
    facts.begin_posts([post], LONG_AGO)
    return post


def make_person(given_name: str = "آزمون", family_name: str = "") -> Person:
    family_name = family_name or f"شمارهٔ {next(_number)}"
    key = search_key(f"{given_name} {family_name}")
    return Person.objects.create(given_name=given_name, family_name=family_name, name_key=key)


def make_user(role: Role, unit: Unit | None = None, place: Place | None = None) -> User:
    """An account whose person holds a post with ``role`` in ``unit`` (a root of its own without one).

    A citizen holds no post. The password is ``PASSWORD``.
    """
    number = next(_number)
    user = User.objects.create(username=f"{role}-{number}", person=make_person(), password=_hashed())
    if role is not Role.CITIZEN:
        post = make_post(unit or make_unit(f"root-{number}"), role, place=place)
        Holding.objects.create(person=user.person, post=post, since=LONG_AGO)
    return user


def make_actor(role: Role, unit: Unit | None = None, place: Place | None = None) -> Actor:
    """An actor with ``role`` over the subtrees of ``unit`` and ``place``; without a unit, over all units."""
    user = make_user(role, unit, place)
    if unit is not None or role is Role.CITIZEN:
        return actor_of(user, timezone.localdate())
    held = Holding.objects.get(person=user.person_id)
    return Actor(
        user=user.pk,
        person=user.person_id,
        grants=(Grant(role, held.post_id, "", place.path if place else ""),),
    )


@cache
def _hashed() -> str:
    """Hashing is slow on purpose; once is enough for the tests."""
    return make_password(PASSWORD)
