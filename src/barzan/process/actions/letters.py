"""Messages between processes: posted in the sender's transaction, delivered by a job."""

from __future__ import annotations

from collections.abc import Sequence

from barzan.access import Actor
from barzan.jobs import actions as jobs
from barzan.process.models import Letter, Subscription
from barzan.trail import rows

JOB = "process.letter"


def post(letters: Sequence[Letter], actor: Actor) -> None:
    """Puts messages on their way."""
    posted = rows.create(letters)
    jobs.enqueue_many(JOB, [(str(row.pk), {"letter": row.pk}) for row in posted], actor=actor)


def wake(subscriptions: Sequence[Subscription]) -> None:
    """Lets messages that nobody waited for until now come to the new subscriptions."""
    wanted = {(each.message, each.correlation): each for each in subscriptions}
    lying = Letter.objects.filter(
        message__in={message for message, _ in wanted}, correlation__in={of for _, of in wanted}
    )
    found = [
        (f"{pk}:{wanted[pair].pk}", {"letter": pk})
        for pk, *of in lying.values_list("pk", "message", "correlation")
        if (pair := tuple(of)) in wanted
    ]
    if found:
        jobs.enqueue_many(JOB, found)
