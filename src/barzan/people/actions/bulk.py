"""Many users at once, from a list: all of them in one transaction, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.blueprints.values import BlueprintRefused
from barzan.people import userchecks
from barzan.people.actions.accounts import add_user
from barzan.people.actions.persons import add_person, appoint
from barzan.people.models import Post
from barzan.people.rules import ACCOUNTS_EDIT, PERSONS_EDIT
from barzan.people.userlist import Wanted
from barzan.persian.errors import BilingualError
from barzan.trail import actions as trail


@dataclass(frozen=True, slots=True)
class Slip:
    """What somebody gets to sign in for the first time; kept nowhere."""

    name: str
    username: str
    password: str
    posts: str


def add_users(actor: Actor, wanted: Sequence[Wanted]) -> list[Slip]:
    """Adds all persons with accounts and posts; answers their first passwords.

    Raises ``BlueprintRefused`` with every problem; nothing is saved then.
    """
    ACCOUNTS_EDIT.require(actor)
    PERSONS_EDIT.require(actor)
    with transaction.atomic():
        if problems := userchecks.check_users(actor, wanted):
            raise BlueprintRefused(problems)
        posts = userchecks.posts_of(wanted)
        slips = [_add(actor, each, posts) for each in wanted]
        trail.record(actor, "user-list.added", ("user-list", str(actor.user)), detail={"users": len(slips)})
    return slips


def _add(actor: Actor, wanted: Wanted, posts: dict[str, Post]) -> Slip:
    try:
        person = add_person(
            actor,
            given_name=wanted.given_name,
            family_name=wanted.family_name,
            national_id=wanted.national_id,
        )
        _, password = add_user(actor, wanted.username, person=person)
        for code in wanted.posts:
            appoint(actor, person, posts[code], since=wanted.since or timezone.localdate())
    except BilingualError as refused:
        raise BlueprintRefused([wanted.problem("", refused.fa, refused.en)]) from refused
    return Slip(str(person), wanted.username, password, "، ".join(posts[code].title for code in wanted.posts))
