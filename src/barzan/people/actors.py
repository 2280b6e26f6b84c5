"""From an account to an actor: the grants of the posts held on a day, and of those held for the absent."""

from __future__ import annotations

from datetime import date

from django.db.models import BigIntegerField, Exists, OuterRef, Q, Value
from django.http import HttpRequest
from django.utils import timezone

from barzan.access import ANONYMOUS, Actor, Grant, Role
from barzan.people.models import Delegation, Holding, User
from barzan.places.queries import in_force

_OF_POST = ("post", "post__roles", "post__unit__path", "post__place__path")


def actor_of(user: User, at: date) -> Actor:
    """The actor that ``user`` is on the day ``at``, in one query.

    A post counts while it, its unit and its holding are valid; a delegation, besides, only while the absent
    colleague holds the post themselves.
    """
    if user.person_id is None:
        return Actor(user=user.pk)
    held = Holding.objects.filter(in_force(at), _post_valid(at), person=user.person_id)
    still_held = Holding.objects.filter(in_force(at), person=OuterRef("absent"), post=OuterRef("post"))
    lent = Delegation.objects.filter(Exists(still_held), in_force(at), _post_valid(at), deputy=user.person_id)
    mine = held.order_by().values_list(*_OF_POST, Value(None, output_field=BigIntegerField()))
    rows = mine.union(lent.order_by().values_list(*_OF_POST, "absent"), all=True)
    # Own posts first: they are the ones in which somebody signs, where both would do.
    posts = sorted(rows, key=lambda row: (row[-1] is not None, row[0]))
    grants = [
        Grant(Role(role), post, unit, place or "", absent)
        for post, roles, unit, place, absent in posts
        for role in roles
    ]
    return Actor(user=user.pk, person=user.person_id, grants=tuple(grants))


def actor_of_request(request: HttpRequest) -> Actor:
    """The actor of a request; built once, on first use (the middleware keeps it)."""
    user = request.user
    return actor_of(user, timezone.localdate()) if isinstance(user, User) else ANONYMOUS.renewed()


def _post_valid(at: date) -> Q:
    return in_force(at, "post__valid_from", "post__valid_to") & in_force(
        at, "post__unit__valid_from", "post__unit__valid_to"
    )
