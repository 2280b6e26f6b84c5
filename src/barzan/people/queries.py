"""What can be known of people; the actor first. Reading persons leaves an event, always."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from barzan.access import Actor
from barzan.access.querysets import within
from barzan.access.rules import PUBLIC
from barzan.people.models import Delegation, Holding, Organisation, Person, Post, Unit, User
from barzan.people.rules import ACCOUNTS_EDIT, PERSON_READ, PERSONS_READ, UNITS_READ
from barzan.persian import search_key
from barzan.places.queries import in_force
from barzan.places.tree import nodes
from barzan.trail import actions as trail


@dataclass(slots=True)
class Branch:
    """A unit of the chart with the branches under it; ``posts`` and ``held`` count its own posts."""

    unit: Unit
    posts: int = 0
    held: int = 0
    branches: list[Branch] = field(default_factory=list)


def organisations(actor: Actor) -> QuerySet[Organisation]:
    UNITS_READ.require(actor)
    return Organisation.objects.select_related("place")


def units(actor: Actor, at: date | None = None) -> QuerySet[Unit]:
    """Units that are valid on the day ``at`` (today)."""
    scope = UNITS_READ.scope(actor)
    valid = in_force(at or timezone.localdate(), "valid_from", "valid_to")
    return Unit.objects.filter(within(scope, unit="path"), valid)


def public_units(actor: Actor) -> QuerySet[Unit]:
    """All units, valid or not, for pages that anybody reads: names and places in the chart, no posts."""
    PUBLIC.require(actor)
    return Unit.objects.all()


def unit(actor: Actor, code: str) -> Unit:
    """One unit, valid or not. Raises ``Unit.DoesNotExist``."""
    scope = UNITS_READ.scope(actor)
    return Unit.objects.select_related("organisation", "parent").get(within(scope, unit="path"), code=code)


def chart(actor: Actor, at: date | None = None) -> list[Branch]:
    """The organisation chart on the day ``at``, in two queries."""
    at = at or timezone.localdate()
    posts = posts_of(actor, None, at)
    counted = posts.order_by().values("unit").annotate(posts=Count("pk", distinct=True), held=_held(at))
    counts = {row["unit"]: (row["posts"], row["held"]) for row in counted}
    found = {unit.pk: Branch(unit, *counts.get(unit.pk, (0, 0))) for unit in units(actor, at)}
    roots = []
    for branch in found.values():
        above = found.get(branch.unit.parent_id) if branch.unit.parent_id else None
        (above.branches if above else roots).append(branch)
    return roots


def ancestors(actor: Actor, unit: Unit) -> list[Unit]:
    """The units above, the root first."""
    UNITS_READ.require(actor, unit.target)
    found = Unit.objects.in_bulk(nodes(unit.path)[:-1])
    return [found[pk] for pk in nodes(unit.path)[:-1]]


def posts_of(actor: Actor, unit: Unit | None = None, at: date | None = None) -> QuerySet[Post]:
    """Posts that are valid on the day ``at``, of all units or of one; ``held`` counts their holders."""
    at = at or timezone.localdate()
    scope = UNITS_READ.scope(actor)
    rows = Post.objects.filter(within(scope, unit="unit__path"), in_force(at, "valid_from", "valid_to"))
    if unit is not None:
        rows = rows.filter(unit=unit)
    return rows.select_related("unit", "place").annotate(held=_held(at))


def post(actor: Actor, code: str) -> Post:
    """One post, valid or not. Raises ``Post.DoesNotExist``."""
    scope = UNITS_READ.scope(actor)
    rows = Post.objects.select_related("unit__organisation", "place")
    return rows.get(within(scope, unit="unit__path"), code=code)


def holders(actor: Actor, post: Post) -> list[Holding]:
    """Who held the post when, newest first; an event of reading. Raises ``Forbidden``."""
    PERSONS_READ.require(actor, post.target)
    trail.reading(actor, ("post-holders", post.code))
    return list(post.holdings.select_related("person"))


def persons(actor: Actor, text: str = "") -> QuerySet[Person]:
    """Persons who hold a post within the actor's reach today, by name; ``text`` is part of a name.

    Administrators and auditors see everybody. An event of reading, which does not keep ``text``.
    """
    PERSONS_READ.require(actor)
    trail.reading(actor, ("person-list", "all"))
    rows = Person.objects.filter(_within_reach(actor))
    return rows.filter(name_key__contains=search_key(text)) if text.strip() else rows


def person(actor: Actor, pk: int) -> Person:
    """One person with ``account``; an event of reading unless it is the actor's own record.

    Raises ``Person.DoesNotExist`` for somebody outside the actor's reach.
    """
    found = Person.objects.select_related("user").get(_within_reach(actor), pk=pk)
    if found.pk != actor.person:
        trail.reading(actor, found)
    return found


def holdings(actor: Actor, person: Person) -> list[Holding]:
    """The posts that a person has held, newest first; ask for the person with ``person`` first."""
    return list(person.holdings.select_related("person", "post__unit", "post__place"))


def delegations(actor: Actor, person: Person) -> list[Delegation]:
    """What the person has lent and what they hold for others, newest first."""
    rows = Delegation.objects.filter(Q(absent=person) | Q(deputy=person))
    return list(rows.select_related("post__unit", "post__place", "absent", "deputy"))


def holding(actor: Actor, pk: int) -> Holding:
    """One holding, for a command on it. Raises ``Holding.DoesNotExist`` for a person outside the reach."""
    rows = Holding.objects.select_related("person", "post__unit", "post__place")
    found = rows.get(pk=pk)
    if not Person.objects.filter(_within_reach(actor), pk=found.person_id).exists():
        raise Holding.DoesNotExist
    return found


def delegation(actor: Actor, pk: int) -> Delegation:
    """One delegation, for a command on it; the command's rule decides. Raises ``Delegation.DoesNotExist``."""
    rows = Delegation.objects.select_related("absent", "deputy", "post__unit", "post__place")
    return rows.get(pk=pk)


def account(actor: Actor, pk: int) -> User:
    """One account, for administrators. Raises ``User.DoesNotExist``."""
    ACCOUNTS_EDIT.require(actor)
    return User.objects.select_related("person").get(pk=pk)


def _within_reach(actor: Actor) -> Q:
    scope = PERSON_READ.scope(actor)
    if scope.everything:
        return Q()
    here = within(scope, unit="post__unit__path", place="post__place__path")
    serving = Holding.objects.filter(here, in_force(timezone.localdate()))
    return Q(pk__in=serving.values("person")) | Q(pk=scope.person)


def _held(at: date) -> Count:
    return Count("holdings", filter=in_force(at, "holdings__since", "holdings__until"), distinct=True)
