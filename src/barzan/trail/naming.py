"""What an event's ids are called on the page: ``people`` says it; where nobody does, the ids are shown."""

from __future__ import annotations

from collections.abc import Callable, Collection

Names = Callable[[Collection[int]], dict[int, str]]
_providers: dict[str, Names] = {}


def provide(users: Names, posts: Names) -> None:
    """Registers how accounts and posts are called, each for many ids in one query."""
    _providers.update(users=users, posts=posts)


def users(ids: Collection[int]) -> dict[int, str]:
    """Names of accounts by id; those that are gone are left out."""
    return _named("users", ids)


def posts(ids: Collection[int]) -> dict[int, str]:
    """Titles of posts by id; those that are gone are left out."""
    return _named("posts", ids)


def _named(what: str, ids: Collection[int]) -> dict[int, str]:
    return _providers[what](ids) if what in _providers and ids else {}
