"""The command by which work goes on: a task is completed with its answers."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.jobs.deadlocks import once_more
from barzan.tasks import clocks, errors, owners, reach
from barzan.tasks.actions.hands import locked, store
from barzan.tasks.checks import require_documents, require_work
from barzan.tasks.core.answers import Value, read, stored
from barzan.tasks.core.fields import FieldType
from barzan.tasks.models import Body, Decision, Deed, Duty, State, Task
from barzan.tasks.rules import TASKS_WORK
from barzan.tasks.values import NewDecision
from barzan.trail import actions as trail


@once_more
def complete(
    actor: Actor,
    task_pk: int,
    answers: Mapping[str, object],
    *,
    seen: int,
    external_number: str = "",
    external_receipt: int | None = None,
    decision: NewDecision | None = None,
    why: str = "",
) -> Task:
    """Completes an open task and tells its owner; an untaken one becomes the actor's by this.

    ``seen`` is the counter of the task as the actor read it; ``external_receipt`` the id of a document. A
    task of a body needs its ``decision``. Raises ``TaskRefused``, ``AnswersRefused``, ``Forbidden``.
    """
    TASKS_WORK.require(actor)
    with transaction.atomic(), trail.together():
        task = locked(task_pk, seen=seen)
        require_work(actor, task)
        values = _checked(actor, task, answers, _documents(external_receipt, decision))
        _decided(task, decision)
        if external_number:
            task.external_number = external_number.strip()
        if external_receipt:
            task.external_receipt_id = external_receipt
        if not reach.holds(actor, task):
            task.person_id, task.as_post_id = actor.person, reach.post_in(actor, task)
        return conclude(actor, task, values, Deed.COMPLETED, why=why)


def conclude(actor: Actor, task: Task, values: Mapping[str, Value], deed: Deed, *, why: str = "") -> Task:
    """Closes a locked task as done, stops its clock, tells its owner; within the caller's transaction."""
    now = timezone.now()
    task.state, task.closed_at, task.draft = State.DONE, now, {}
    changed = ["state", "closed_at", "draft", "person", "as_post", "external_number", "external_receipt"]
    clocks.meet(actor, [task], now)
    store(actor, [task], deed, changed, why=why, said={"answers": stored(values)}, at=now)
    owners.of(task.kind).completed(actor, task, values)
    return task


def _checked(
    actor: Actor, task: Task, answers: Mapping[str, object], documents: Mapping[str, int]
) -> dict[str, Value]:
    """The answers, read; every document that they or the decision name is one the actor may read."""
    found = read(task.asked, answers)
    if found.wrong:
        raise errors.AnswersRefused(found.wrong)
    attached = {
        field.name: int(str(found.values[field.name]))
        for field in task.asked
        if field.type is FieldType.DOCUMENT and found.values[field.name] is not None
    }
    require_documents(actor, {**documents, **attached})
    return dict(found.values)


def _documents(receipt: int | None, decision: NewDecision | None) -> dict[str, int]:
    given = {"external_receipt": receipt, "minutes": decision.minutes if decision else None}
    return {name: pk for name, pk in given.items() if pk}


def _decided(task: Task, decision: NewDecision | None) -> None:
    """Keeps the decision of the body that holds the task."""
    if task.body_id is None:
        if decision is not None:
            raise errors.no_body()
        return
    body = Body.objects.get(pk=task.body_id)
    if decision is None or not decision.session.strip() or not decision.text.strip():
        raise errors.needs_decision(body.name)
    _check_votes(body, decision)
    Decision.objects.create(
        task=task,
        body=body,
        session=decision.session.strip(),
        on=decision.on,
        number=decision.number.strip(),
        text=decision.text.strip(),
        votes_for=decision.votes_for,
        votes_against=decision.votes_against,
        abstaining=decision.abstaining,
        quorum=body.quorum,
        minutes_id=decision.minutes,
    )


def _check_votes(body: Body, decision: NewDecision) -> None:
    votes, duties = (
        decision.votes,
        list(body.members.filter(until__isnull=True).values_list("duty", flat=True)),
    )
    if body.quorum and (votes or 0) < body.quorum:
        raise errors.no_quorum(votes or 0, body.quorum)
    # Of a body whose secretary alone holds a post here, the members are not known.
    if votes is not None and set(duties) - {Duty.SECRETARY} and votes > len(duties):
        raise errors.too_many_votes(votes, len(duties))
