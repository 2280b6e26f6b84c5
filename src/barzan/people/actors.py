"""From an account to an actor: the grants of the posts held on a day, and of those held for the absent."""

from __future__ import annotations

import json
from datetime import date
from functools import cache

from django.db import connection
from django.db.models import BigIntegerField, Exists, OuterRef, Q, Value
from django.http import HttpRequest
from django.utils import timezone

from barzan.access import ANONYMOUS, Actor, Grant, Role
from barzan.people.models import Delegation, Holding, User
from barzan.places.queries import in_force

# They stand in the prepared statement for what is asked; no person and no day is called so.
_PERSON, _DAY, _AT = -1, "day", date(1, 1, 1)
_OF_POST = ("post", "post__roles", "post__unit__path", "post__place__path")


def actor_of(user: User, at: date) -> Actor:
    """The actor that ``user`` is on the day ``at``, in one query.

    A post counts while it, its unit and its holding are valid; a delegation, besides, only while the absent
    colleague holds the post themselves.
    """
    if user.person_id is None:
        return Actor(user=user.pk)
    sql, given = _statement(connection.vendor)
    asked = {_PERSON: user.person_id, _DAY: connection.ops.adapt_datefield_value(at)}
    with connection.cursor() as cursor:
        cursor.execute(sql, [asked.get(each, each) for each in given])
        rows = cursor.fetchall()
    # Own posts first: they are the ones in which somebody signs, where both would do.
    posts = sorted(rows, key=lambda row: (row[-1] is not None, row[0]))
    grants = [
        Grant(Role(role), post, unit, place or "", absent)
        for post, roles, unit, place, absent in posts
        for role in json.loads(roles)
    ]
    return Actor(user=user.pk, person=user.person_id, grants=tuple(grants))


@cache
def _statement(vendor: str) -> tuple[str, tuple[object, ...]]:
    """The query of a person's posts with its values, among them ``_PERSON`` and ``_DAY``: every request of
    somebody signed in asks it, and putting it together took nine tenths of the time.
    """
    held = Holding.objects.filter(in_force(_AT), _post_valid(_AT), person=_PERSON)
    still_held = Holding.objects.filter(in_force(_AT), person=OuterRef("absent"), post=OuterRef("post"))
    lent = Delegation.objects.filter(Exists(still_held), in_force(_AT), _post_valid(_AT), deputy=_PERSON)
    mine = held.order_by().values_list(*_OF_POST, Value(None, output_field=BigIntegerField()))
    asked = mine.union(lent.order_by().values_list(*_OF_POST, "absent"), all=True)
    sql, given = asked.query.sql_with_params()
    return sql, tuple(_DAY if str(each) == str(_AT) else each for each in given)


def actor_of_request(request: HttpRequest) -> Actor:
    """The actor of a request; built once, on first use (the middleware keeps it)."""
    user = request.user
    return actor_of(user, timezone.localdate()) if isinstance(user, User) else ANONYMOUS.renewed()


def _post_valid(at: date) -> Q:
    return in_force(at, "post__valid_from", "post__valid_to") & in_force(
        at, "post__unit__valid_from", "post__unit__valid_to"
    )
