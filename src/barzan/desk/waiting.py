"""What waits for somebody on the desk: counts of every room, each with the page that shows its rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from barzan.access import Actor
from barzan.catalogue import queries as catalogue
from barzan.jobs import queries as jobs
from barzan.jobs.models import State
from barzan.jobs.rules import READ as JOBS_READ
from barzan.notify import queries as notify
from barzan.people import queries as people
from barzan.people.rules import STRUCTURE_EDIT
from barzan.persian.templatetags.persian import num
from barzan.revisions import queries as revisions
from barzan.revisions.models import State as DraftState
from barzan.revisions.rules import DRAFTS_APPROVE, DRAFTS_READ, DRAFTS_REVIEW
from barzan.tasks import queries as tasks
from barzan.trail import queries as trail
from barzan.trail.rules import READ as TRAIL_READ
from barzan.upkeep import queries as upkeep
from barzan.upkeep.rules import PROPOSALS_READ, REVIEWS_READ


@dataclass(frozen=True, slots=True)
class Waiting:
    """A count that asks for attention (``tone`` leaf: none does), and the page that shows its rows."""

    icon: str
    label: str
    count: int
    note: str
    url: str
    tone: str


def waiting_for(actor: Actor) -> list[Waiting]:
    """What waits for ``actor``: work and people first, then the catalogue, then the machine."""
    counts = _counts(actor)
    return [
        *_of_tasks(actor),
        *_of_messages(counts.get("unread", 0)),
        *_of_people(actor, counts.get("stopped", 0)),
        *_of_the_catalogue(actor),
        *_of_the_machine(actor, counts.get("failed", 0)),
    ]


def _counts(actor: Actor) -> dict[str, int]:
    """The plain counts of several rooms in one question: each page of the desk asks few."""
    rows: dict[str, QuerySet[Any]] = {"unread": notify.unread(actor)}
    if STRUCTURE_EDIT.admits(actor):
        rows["stopped"] = people.stopped(actor)
    if JOBS_READ.admits(actor):
        rows["failed"] = jobs.jobs(actor, State.FAILED)
    parts, given = [], []
    for name, each in rows.items():
        with suppress(EmptyResultSet):
            sql, values = each.order_by().values("pk").query.sql_with_params()
            parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS {name}) AS {name}")  # noqa: S608
            given += values
    if not parts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", given)
        return dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))


def _of_tasks(actor: Actor) -> Iterator[Waiting]:
    found = tasks.waiting(actor)
    address = reverse("tasks:inbox")
    if found.mine:
        note = gettext("none is overdue")
        if found.overdue:
            note = gettext("%(count)s are overdue") % {"count": num(found.overdue)}
        elif found.today:
            note = gettext("%(count)s are due today") % {"count": num(found.today)}
        yield Waiting(
            "inbox", gettext("Your tasks"), found.mine, note, address, "anar" if found.overdue else "saf"
        )
    if found.unassigned:
        note = gettext("nobody has taken them yet")
        address = f"{address}?view=unassigned"
        yield Waiting("users", gettext("Tasks of your unit"), found.unassigned, note, address, "saf")


def _of_messages(unread: int) -> Iterator[Waiting]:
    if unread:
        note = gettext("what you should know")
        yield Waiting("inbox", gettext("Messages not read"), unread, note, reverse("notify:inbox"), "saf")


def _of_people(actor: Actor, stopped: int) -> Iterator[Waiting]:
    if PROPOSALS_READ.admits(actor):
        open_, overdue = upkeep.waiting(actor)
        note = gettext("no answer is overdue")
        if overdue:
            note = gettext("some answers are overdue")
        tone = "anar" if overdue else "saf" if open_ else "leaf"
        address = reverse("upkeep-desk:proposals")
        yield Waiting("message-square", gettext("Proposals to answer"), open_, note, address, tone)
    if stopped:
        note = gettext("could not be carried out on their day")
        address = reverse("people:reorganisations")
        yield Waiting("network", gettext("Reorganisations held up"), stopped, note, address, "anar")


def _of_the_catalogue(actor: Actor) -> Iterator[Waiting]:
    if DRAFTS_READ.admits(actor):
        states = revisions.states(actor, revisions.Asked())
        address = reverse("revisions:drafts")
        for state, rule, label, note in (
            (
                DraftState.DRAFT,
                DRAFTS_REVIEW,
                gettext("Drafts to review"),
                gettext("written, not yet reviewed"),
            ),
            (DraftState.REVIEWED, DRAFTS_APPROVE, gettext("Drafts to approve"), gettext("reviewed already")),
        ):
            if rule.admits(actor):
                count = states.get(state, 0)
                tone = "saf" if count else "leaf"
                yield Waiting("pencil", label, count, note, f"{address}?state={state}", tone)
    if REVIEWS_READ.admits(actor):
        count, note = upkeep.overdue(actor), gettext("nobody has confirmed them for three years")
        address = f"{reverse('upkeep-desk:reviews')}?when=overdue"
        tone = "anar" if count else "leaf"
        yield Waiting("calendar-days", gettext("Services overdue for review"), count, note, address, tone)
    count, note = sum(catalogue.finding_kinds(actor).values()), gettext("places to compare with the original")
    address, tone = reverse("catalogue:findings"), "saf" if count else "leaf"
    yield Waiting("file-search", gettext("Findings in the booklet"), count, note, address, tone)


def _of_the_machine(actor: Actor, failed: int) -> Iterator[Waiting]:
    if JOBS_READ.admits(actor):
        note = gettext("can be sent again")
        address, tone = f"{reverse('jobs:jobs')}?state={State.FAILED}", "anar" if failed else "leaf"
        yield Waiting("refresh-cw", gettext("Failed jobs"), failed, note, address, tone)
    if TRAIL_READ.admits(actor):
        unsealed, note = trail.unsealed(actor), gettext("the worker seals them within seconds")
        address, tone = reverse("trail:events"), "saf" if unsealed else "leaf"
        yield Waiting("lock", gettext("Unsealed events"), unsealed, note, address, tone)
