"""From an account to an actor: the grants of the posts held on a day, and of those held for the absent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils import timezone

from barzan.access import ANONYMOUS, Actor, Grant, Role
from barzan.people.models import Delegation, Holding, Post, User
from barzan.places.queries import in_force


def actor_of(user: User, at: date) -> Actor:
    """The actor that ``user`` is on the day ``at``, in two queries.

    A post counts while it, its unit and its holding are valid; a delegation, besides, only while the absent
    colleague holds the post themselves.
    """
    if user.person_id is None:
        return Actor(user=user.pk)
    held = Holding.objects.filter(in_force(at), _post_valid(at), person=user.person_id)
    still_held = Holding.objects.filter(in_force(at), person=OuterRef("absent"), post=OuterRef("post"))
    lent = Delegation.objects.filter(Exists(still_held), in_force(at), _post_valid(at), deputy=user.person_id)
    grants = [
        *_grants((holding.post, None) for holding in held.select_related("post__unit", "post__place")),
        *_grants((each.post, each.absent_id) for each in lent.select_related("post__unit", "post__place")),
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


def _grants(posts: Iterable[tuple[Post, int | None]]) -> list[Grant]:
    return [
        Grant(Role(role), post.pk, post.unit.path, post.place.path if post.place else "", absent)
        for post, absent in posts
        for role in post.roles
    ]
