"""The provider ``people.users``: persons with an account, and the posts they hold."""

from __future__ import annotations

import os

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.blueprints.registry import Change, Columns, Context, Problem, Provider, Row, Rows
from barzan.people import actions
from barzan.people.models import Post, User
from barzan.places.loading import Checks, Fields, day, differences
from barzan.places.queries import in_force

SIGN_INS = "demo-sign-ins.txt"


def provider(posts: str) -> Provider:
    """The provider of accounts; ``posts`` names the provider whose codes its column ``posts`` holds."""

    def check(rows: Rows, context: Context) -> list[Problem]:
        checks = Checks(context, rows).once("username").dates("since").one_of("demonstration", ("yes", "no"))
        return checks.names("posts", posts, Post.objects.values_list("code", flat=True)).found

    columns = Columns(("username", "given_name", "family_name"), ("posts", "since", "demonstration"))
    return Provider("people.users", columns, check, _changes, _apply)


def _changes(actor: Actor, rows: Rows, context: Context) -> list[Change]:
    users = _users(rows)
    stored = {
        row["username"]: _stored(users[row["username"]], row) for row in rows if row["username"] in users
    }
    return differences(rows, "username", _wanted, stored)


def _apply(actor: Actor, rows: Rows, context: Context) -> None:
    posts = {post.code: post for post in Post.objects.all()}
    users, sign_ins = _users(rows), list[str]()
    for row in rows:
        user = users.get(row["username"])
        if user is None:
            user, password = _made(actor, row)
            sign_ins.append(f"{user.username}\t{password}\t{row['posts']}\n")
        _bring_up_to_date(actor, user, row, posts)
    transaction.on_commit(lambda: _write(sign_ins))


def _bring_up_to_date(actor: Actor, user: User, row: Row, posts: dict[str, Post]) -> None:
    stored, wanted = _stored(user, row), _wanted(row)
    names = {name: row[name] for name in ("given_name", "family_name")}
    if any(stored[name] != value for name, value in names.items()):
        actions.change_person(actor, user.person, national_id=user.person.national_id, **names)
    for code in sorted(wanted["posts"] - stored["posts"]):
        actions.appoint(actor, user.person, posts[code], since=day(row, "since") or timezone.localdate())


def _made(actor: Actor, row: Row) -> tuple[User, str]:
    """The account with its first password, which for a demonstration need not be changed."""
    person = actions.add_person(actor, given_name=row["given_name"], family_name=row["family_name"])
    stays = row["demonstration"] == "yes"
    return actions.add_user(actor, row["username"], person=person, must_change=not stays)


def _write(sign_ins: list[str]) -> None:
    """Adds the new sign-ins to the file (user name, password, posts, parted by tabs)."""
    if not sign_ins:
        return
    settings.HOME.mkdir(parents=True, exist_ok=True)
    handle = os.open(settings.HOME / SIGN_INS, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as file:
        file.writelines(sign_ins)


def _users(rows: Rows) -> dict[str, User]:
    named = User.objects.filter(username__in=[row["username"] for row in rows], person__isnull=False)
    return {user.username: user for user in named.select_related("person")}


def _wanted(row: Row) -> Fields:
    names = {name: row[name] for name in ("given_name", "family_name")}
    return {**names, "posts": frozenset(row["posts"].split())}


def _stored(user: User, row: Row) -> Fields:
    """What is stored, and which of the row's posts are held; other posts of the person are left alone."""
    held = user.person.holdings.filter(in_force(timezone.localdate()), post__code__in=row["posts"].split())
    names = {name: getattr(user.person, name) for name in ("given_name", "family_name")}
    return {**names, "posts": frozenset(held.values_list("post__code", flat=True))}
