"""Many users at once, from a list: all of them in one transaction, or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone

from barzan.access import Actor
from barzan.blueprints.values import BlueprintRefused, Problem
from barzan.people import errors
from barzan.people.actions.accounts import add_user
from barzan.people.actions.persons import add_person, appoint
from barzan.people.models import Holding, Person, Post, User
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


def check_users(actor: Actor, wanted: Sequence[Wanted]) -> list[Problem]:
    """What stands against the list in the database, in the order of its rows; a few queries."""
    ACCOUNTS_EDIT.require(actor)
    PERSONS_EDIT.require(actor)
    return list(_Check(wanted).problems())


def add_users(actor: Actor, wanted: Sequence[Wanted]) -> list[Slip]:
    """Adds all persons with accounts and posts; answers their first passwords.

    Raises ``BlueprintRefused`` with every problem; nothing is saved then.
    """
    ACCOUNTS_EDIT.require(actor)
    PERSONS_EDIT.require(actor)
    with transaction.atomic():
        if problems := check_users(actor, wanted):
            raise BlueprintRefused(problems)
        posts = _posts(wanted)
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


def _posts(wanted: Sequence[Wanted]) -> dict[str, Post]:
    codes = {code for each in wanted for code in each.posts}
    return {post.code: post for post in Post.objects.filter(code__in=codes)}


class _Check:
    """A list against the accounts, persons and posts there are."""

    def __init__(self, wanted: Sequence[Wanted]) -> None:
        self._wanted = wanted
        names = [each.username.lower() for each in wanted]
        lowered = User.objects.annotate(lowered=Lower("username")).filter(lowered__in=names)
        self._taken = set(lowered.values_list("lowered", flat=True))
        ids = [each.national_id for each in wanted if each.national_id]
        self._known = set(Person.objects.filter(national_id__in=ids).values_list("national_id", flat=True))
        self._posts = _posts(wanted)
        self._held: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
        rows = Holding.objects.filter(post__in=self._posts.values())
        for post, since, until in rows.values_list("post", "since", "until"):
            self._held[post].append((since, until))

    def problems(self) -> Iterator[Problem]:
        for each in self._wanted:
            yield from self._account(each)
            for code in each.posts:
                yield from self._post(each, code)

    def _account(self, each: Wanted) -> Iterator[Problem]:
        if each.username.lower() in self._taken:
            yield _said(each, "username", errors.username_taken())
        try:
            UnicodeUsernameValidator()(each.username)
        except ValidationError:
            yield _said(each, "username", errors.username_letters())
        if each.national_id in self._known:
            yield _said(each, "national_id", errors.national_id_taken())

    def _post(self, each: Wanted, code: str) -> Iterator[Problem]:
        post = self._posts.get(code)
        if post is None:
            yield each.problem(
                "posts",
                f"پستی با کد «{code}» نداریم؛ کد را از برگهٔ «پست‌ها» بردارید.",
                f"There is no post “{code}”; take the code from the sheet of posts.",
            )
        elif post.valid_to is not None:
            yield _said(each, "posts", errors.closed())
        elif post.single_seat:
            since = each.since or timezone.localdate()
            held = [begun for begun, until in self._held[post.pk] if until is None or until > since]
            if held:
                yield _said(each, "posts", errors.seat_taken(held[0]))
            self._held[post.pk].append((since, None))


def _said(each: Wanted, field: str, refused: BilingualError) -> Problem:
    return each.problem(field, refused.fa, refused.en)
