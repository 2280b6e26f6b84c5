"""The actors and the places of the generated access test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.test.client import ClientHandler
from django.utils import timezone

from barzan.access import ANONYMOUS, Actor, Role
from barzan.access.tests.samples import Where
from barzan.people.actors import actor_of
from barzan.people.models import Delegation, Holding, User
from barzan.people.tests.factories import make_place, make_unit, make_user

DEPUTY, BOUNDED, NOBODY = "deputy", "unit_head of one place", "anonymous"
ACTORS = (*(role.value for role in Role), BOUNDED, DEPUTY, NOBODY)
RECORDS = ("in the subtree", "in the unit, in another place", "in another unit")


@dataclass(frozen=True, slots=True)
class World:
    """Accounts by name (None: nobody), their cookies once signed in, and where records are made."""

    users: Mapping[str, User | None]
    cookies: Mapping[str, str]
    records: Mapping[str, Where]
    actors: dict[str, Actor] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        """The actor that an account is today."""
        if name not in self.actors:
            user = self.users[name]
            self.actors[name] = actor_of(user, timezone.localdate()) if user else ANONYMOUS
        return self.actors[name]

    def visitor(self, name: str) -> Visitor:
        """Their browser, signed in."""
        visitor = Visitor()
        visitor.cookies.load(self.cookies[name])
        return visitor


class Visitor(Client):
    """A browser that only asks: Django's own keeps a copy of all that a page was made of, for each of its
    templates, and builds the middleware anew. What goes wrong is an answer of 500.
    """

    served_by = ClientHandler(enforce_csrf_checks=False)

    def request(self, **request: Any) -> HttpResponse:
        return self.served_by(self._base_environ(**request))


def make_world() -> World:
    """All staff serve in one unit, one of them bounded to a place; a deputy acts for the head."""
    top = make_unit("mine")
    below, elsewhere = make_unit("mine-below", top), make_unit("other")
    here, there = make_place("here"), make_place("there")
    users: dict[str, User | None] = {role.value: make_user(role, top) for role in Role}
    users |= {BOUNDED: make_user(Role.UNIT_HEAD, top, here), DEPUTY: make_user(Role.CITIZEN), NOBODY: None}
    _lend(users[Role.UNIT_HEAD], users[DEPUTY])
    inside = Where(below, make_place("here-below", here))
    places = (inside, Where(below, there), Where(elsewhere, there))
    cookies = {name: _signed_in(user) for name, user in users.items()}
    return World(users, cookies, dict(zip(RECORDS, places, strict=True)))


def _signed_in(user: User | None) -> str:
    client = Client()
    if user:
        client.force_login(user)
    return client.cookies.output(header="", sep=";")


def _lend(head: User | None, deputy: User | None) -> None:
    assert head
    assert deputy
    today, post = timezone.localdate(), Holding.objects.get(person=head.person_id).post
    Delegation.objects.create(
        absent=head.person, deputy=deputy.person, post=post, since=today, until=today + timedelta(1)
    )
