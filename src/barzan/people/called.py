"""What posts, accounts and the institution are called, for the rooms below that only know their ids.

Names are kept in the process for a minute: what every page shows (the institution, the reader's post) costs
no query, a list of events none for those it named just now. Accounts are called by their user names: a
person's name is read through ``queries`` alone, which records the reading.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from time import monotonic
from typing import Any

from django.utils.translation import get_language

from barzan.access import Actor
from barzan.people.models import Organisation, Post, User

KEPT_SECONDS = 60
Ask = Callable[[Collection[int], str], dict[int, str]]


class Kept:
    """Names by id in a language, asked for once a minute; an id without a name is remembered as such."""

    def __init__(self, ask: Ask) -> None:
        self._ask, self._since = ask, monotonic()
        self._names: dict[tuple[str, int], str] = {}

    def names(self, ids: Collection[int], language: str) -> dict[int, str]:
        """What ``ids`` are called; those without a name are left out."""
        if monotonic() - self._since > KEPT_SECONDS:
            self.forget()
        missing = {each for each in ids if (language, each) not in self._names}
        if missing:
            found = self._ask(missing, language)
            self._names |= {(language, each): found.get(each, "") for each in missing}
        return {each: name for each in ids if (name := self._names[language, each])}

    def forget(self) -> None:
        self._names, self._since = {}, monotonic()


def users(ids: Collection[int]) -> dict[int, str]:
    """User names by the ids of accounts."""
    return _USERS.names(ids, "")


def posts(ids: Collection[int]) -> dict[int, str]:
    """Titles of posts by id, in the reader's language."""
    return _POSTS.names(ids, get_language() or "fa")


def institution(language: str) -> str:
    """The name of the first organisation; empty before one is loaded."""
    return _INSTITUTION.names([_FIRST], language).get(_FIRST, "")


def post_of(actor: Actor, language: str) -> str:
    """The title of the first post of ``actor``, own ones before those held for the absent."""
    own_first = sorted(actor.grants, key=lambda grant: grant.delegated_by is not None)
    post = next((grant.post for grant in own_first if grant.post), None)
    return _POSTS.names([post], language).get(post, "") if post else ""


def in_language(record: Any, field: str, language: str) -> str:
    """The name of a record in ``language``, in Persian where it has no other."""
    english = getattr(record, f"{field}_en", "") if language.startswith("en") else ""
    return english or getattr(record, field)


def forget() -> None:
    """Drops what is kept (tests)."""
    for kept in (_USERS, _POSTS, _INSTITUTION):
        kept.forget()


def _user_names(ids: Collection[int], language: str) -> dict[int, str]:
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "username"))


def _titles(ids: Collection[int], language: str) -> dict[int, str]:
    return {post.pk: in_language(post, "title", language) for post in Post.objects.filter(pk__in=ids)}


def _first_organisation(ids: Collection[int], language: str) -> dict[int, str]:
    first = Organisation.objects.order_by("pk").first()
    return {_FIRST: in_language(first, "name", language)} if first else {}


_FIRST = 0
_USERS, _POSTS, _INSTITUTION = Kept(_user_names), Kept(_titles), Kept(_first_organisation)
