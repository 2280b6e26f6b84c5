"""What stands in the database against a list of new users: a question, in a few queries whatever the size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db.models.functions import Lower
from django.utils import timezone

from barzan.access import Actor
from barzan.blueprints.values import Problem
from barzan.people import errors
from barzan.people.models import Holding, Person, Post, User
from barzan.people.rules import ACCOUNTS_EDIT, PERSONS_EDIT
from barzan.people.userlist import Wanted
from barzan.persian.errors import BilingualError


def check_users(actor: Actor, wanted: Sequence[Wanted]) -> list[Problem]:
    """The problems in the order of the rows."""
    ACCOUNTS_EDIT.require(actor)
    PERSONS_EDIT.require(actor)
    return list(_Check(wanted).problems())


def posts_of(wanted: Sequence[Wanted]) -> dict[str, Post]:
    """The posts that the list names, by code."""
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
        self._posts = posts_of(wanted)
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
