"""The desk's first page: in which posts the reader acts, what waits, where the reader may go."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from barzan.access import Actor
from barzan.access.endpoints import endpoint
from barzan.access.rules import SIGNED_IN
from barzan.catalogue import queries as catalogue
from barzan.jobs import queries as jobs
from barzan.jobs.models import State
from barzan.jobs.rules import READ as JOBS_READ
from barzan.people import queries as people
from barzan.people.models import Post
from barzan.people.rules import STRUCTURE_EDIT
from barzan.trail import queries as trail
from barzan.trail.rules import READ as TRAIL_READ


@dataclass(frozen=True, slots=True)
class Held:
    """A post that the reader acts in; ``delegated`` where it is lent by somebody absent."""

    post: Post
    delegated: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A count that asks for attention (``tone`` leaf: none does), and the page that shows its rows."""

    icon: str
    label: str
    count: int
    note: str
    url: str
    tone: str


@endpoint(SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """What a signed-in person sees first."""
    waiting = _waiting(request.actor)
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


def _waiting(actor: Actor) -> list[Waiting]:
    found = []
    if JOBS_READ.admits(actor):
        failed = jobs.jobs(actor, State.FAILED).count()
        found.append(
            Waiting(
                "refresh-cw", gettext("Failed jobs"), failed, gettext("can be sent again"),
                f"{reverse('jobs:jobs')}?state={State.FAILED}", "anar" if failed else "leaf",
            )
        )  # fmt: skip
    if STRUCTURE_EDIT.admits(actor) and (stopped := people.stopped(actor).count()):
        found.append(
            Waiting(
                "network", gettext("Reorganisations held up"), stopped,
                gettext("could not be carried out on their day"),
                reverse("people:reorganisations"), "anar",
            )
        )  # fmt: skip
    if TRAIL_READ.admits(actor):
        unsealed = trail.standing(actor).waiting
        found.append(
            Waiting(
                "lock", gettext("Unsealed events"), unsealed, gettext("the worker seals them within seconds"),
                reverse("trail:events"), "saf" if unsealed else "leaf",
            )
        )  # fmt: skip
    findings = sum(catalogue.finding_kinds(actor).values())
    found.append(
        Waiting(
            "file-search", gettext("Findings in the booklet"), findings,
                gettext("places to compare with the original"),
            reverse("catalogue:findings"), "saf" if findings else "leaf",
        )
    )  # fmt: skip
    return found
