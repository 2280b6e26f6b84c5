"""Commands on persons: who they are, which posts they hold, who acts for them in absence.

Events about persons carry no names and numbers: the trail outlives what must be forgotten.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q

from barzan.access import Actor, Forbidden, Target
from barzan.people import errors
from barzan.people.models import Delegation, Holding, Person, Post
from barzan.people.rules import BEYOND, DELEGATE, DELEGATE_BEYOND, PERSONS_EDIT
from barzan.persian import normalise, search_key
from barzan.persian.checks import national_id as read_national_id
from barzan.trail import actions as trail


def add_person(actor: Actor, *, given_name: str, family_name: str, national_id: str = "") -> Person:
    """Adds a person. Raises ``PersianError`` for a national id that cannot be one."""
    PERSONS_EDIT.require(actor)
    with transaction.atomic():
        person = _described(Person(), given_name, family_name, national_id)
        trail.record(actor, "person.added", person)
    return person


def change_person(
    actor: Actor, person: Person, *, given_name: str, family_name: str, national_id: str = ""
) -> Person:
    """Corrects the names or the national id of a person."""
    PERSONS_EDIT.require(actor)
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        before = {"given_name": person.given_name, "family_name": person.family_name}
        before["national_id"] = person.national_id
        person = _described(person, given_name, family_name, national_id)
        changed = sorted(field for field, value in before.items() if getattr(person, field) != value)
        trail.record(actor, "person.changed", person, detail={"fields": changed})
    return person


def appoint(
    actor: Actor, person: Person, post: Post, *, since: date, until: date | None = None, why: str = ""
) -> Holding:
    """Gives the post to the person from ``since`` on; a post with a single seat has one holder at a time."""
    PERSONS_EDIT.require(actor)
    with transaction.atomic():
        post = Post.objects.select_for_update().get(pk=post.pk)
        if post.valid_to is not None:
            raise errors.closed()
        if until is not None and until <= since:
            raise errors.wrong_order("until", since)
        others = post.holdings.filter(_overlapping(since, until))
        if not post.single_seat:
            others = others.filter(person=person)
        if other := others.first():
            raise errors.seat_taken(other.since)
        holding = Holding.objects.create(person=person, post=post, since=since, until=until)
        detail = {"post": post.code, "person": person.pk, "since": since, "until": until}
        trail.record(actor, "holding.begun", holding, why=why, detail=detail)
    return holding


def end_holding(actor: Actor, holding: Holding, *, until: date, why: str = "") -> Holding:
    """Ends the holding; ``until`` is the first day on which the post is no longer held."""
    PERSONS_EDIT.require(actor)
    with transaction.atomic():
        holding = Holding.objects.select_for_update().get(pk=holding.pk)
        if until <= holding.since:
            raise errors.wrong_order("until", holding.since)
        holding.until = until
        holding.save(update_fields=["until"])
        trail.record(actor, "holding.ended", holding, why=why, detail={"until": until})
    return holding


def delegate(
    actor: Actor,
    post: Post,
    *,
    absent: Person,
    deputy: Person,
    since: date,
    until: date,
    why: str = "",
) -> Delegation:
    """Lets the deputy act with the roles of the absent holder's post from ``since`` up to ``until``.

    The holder themselves may do this, and whoever heads the post's unit in person.
    """
    if not may_lend(actor, post, absent):
        raise Forbidden(DELEGATE)
    with transaction.atomic():
        if until <= since:
            raise errors.wrong_order("until", since)
        if absent == deputy:
            raise errors.to_oneself()
        held = post.holdings.filter(_overlapping(since, until), person=absent, since__lte=since)
        if not held.exists():
            raise errors.not_held()
        delegation = Delegation.objects.create(
            absent=absent, deputy=deputy, post=post, since=since, until=until
        )
        detail = {"post": post.code, "absent": absent.pk, "deputy": deputy.pk, "since": since, "until": until}
        trail.record(actor, "delegation.begun", delegation, why=why, detail=detail)
    return delegation


def end_delegation(actor: Actor, delegation: Delegation, *, until: date, why: str = "") -> Delegation:
    """Ends a delegation sooner: ``until`` is the first day on which the deputy no longer acts."""
    DELEGATE.require(actor, delegation_target(delegation.post, delegation.absent))
    with transaction.atomic():
        delegation = Delegation.objects.select_for_update().get(pk=delegation.pk)
        if not delegation.since < until <= delegation.until:
            raise errors.wrong_order("until", delegation.since)
        delegation.until = until
        delegation.save(update_fields=["until"])
        trail.record(actor, "delegation.ended", delegation, why=why, detail={"until": until})
    return delegation


def delegation_target(post: Post, absent: Person) -> Target:
    """A delegation lies where its post lies and is about the absent person.

    A post without a place reaches over all of them: no grant that is bounded to one covers it.
    """
    return Target(post.unit.path, post.place.path if post.place else "", absent.pk)


def may_lend(actor: Actor, post: Post, absent: Person) -> bool:
    """Whether the actor may begin a delegation of the post.

    A deputy may not: what is lent for a day would last beyond it. A head may not lend what passes the head's
    own power.
    """
    rule = DELEGATE if BEYOND.isdisjoint(post.roles) else DELEGATE_BEYOND
    return rule.permits(actor.in_person(), delegation_target(post, absent))


def _described(person: Person, given_name: str, family_name: str, national_id: str) -> Person:
    person.given_name, person.family_name = normalise(given_name), normalise(family_name)
    person.name_key = search_key(f"{given_name} {family_name}")
    person.national_id = read_national_id(national_id).value if national_id.strip() else ""
    same = Person.objects.filter(national_id=person.national_id).exclude(pk=person.pk)
    if person.national_id and same.exists():
        raise errors.national_id_taken()
    person.save()
    return person


def _overlapping(since: date, until: date | None) -> Q:
    """Holdings that share a day with the half-open period; ``until`` None means without end."""
    goes_on = Q(until__isnull=True) | Q(until__gt=since)
    return goes_on if until is None else goes_on & Q(since__lt=until)
