"""The desk's first page: in which posts the reader acts, what waits, where the reader may go."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from barzan.access import Actor
from barzan.access.endpoints import endpoint
from barzan.access.rules import SIGNED_IN
from barzan.desk.waiting import waiting_for
from barzan.people import queries as people
from barzan.people.models import Post


@dataclass(frozen=True, slots=True)
class Held:
    """A post that the reader acts in; ``delegated`` where it is lent by somebody absent."""

    post: Post
    delegated: bool


@endpoint(SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """What a signed-in person sees first."""
    waiting = waiting_for(request.actor)
    context = {
        "posts": _posts(request.actor) if request.actor.grants else [],
        "waiting": waiting,
        "open": sum(1 for each in waiting if each.count),
    }
    return render(request, "desk/home.html", context)


def _posts(actor: Actor) -> list[Held]:
    """The posts of the actor's grants: own ones first, then those held for somebody absent."""
    lent = {grant.post: grant.delegated_by is not None for grant in actor.grants}
    posts = people.posts_of(actor).filter(pk__in=lent)
    return sorted((Held(post, lent[post.pk]) for post in posts), key=lambda held: held.delegated)
