"""What runs without anybody's hand: service tasks and messages as jobs, timers; and what a done task lets go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.feel import stored
from barzan.jobs import actions as jobs
from barzan.jobs.context import JobContext
from barzan.jobs.registry import handler
from barzan.persian.errors import BilingualError
from barzan.process import errors, refs, registry
from barzan.process.actions import instances, letters
from barzan.process.actions.running import Run
from barzan.process.core.values import Done, Event, Failed
from barzan.process.models import Deed, Entrance, Letter, OpenAction, Subscription, Trigger
from barzan.process.refs import Ref
from barzan.tasks.models import Task

LATER = timedelta(minutes=1)  # longer than any transaction: by then a subscription made meanwhile is seen


def completed(actor: Actor, task: Task, answers: Mapping[str, Any]) -> None:
    """A task is done: its process goes on, in the same transaction."""
    ref = refs.read(task.key)
    run = Run(actor, post=task.as_post_id)
    run.hold([ref])
    run.event(ref.instance, Done(ref.token, answers))
    run.settle()


@handler(instances.ACTION, outside=True)
def run_action(job: JobContext) -> None:
    """Runs the action of a service task, in one transaction with the step that it lets go on.

    ``outside`` only means that the transaction is this function's own: why an attempt failed is kept although
    what it did is rolled back. The row of the action guards against a second run.
    """
    try:
        with transaction.atomic():
            _perform(job)
    except Exception as error:
        _note(job, error)
        raise


def _perform(job: JobContext) -> None:
    ref = refs.read(job.key)
    run = Run(job.actor)
    run.hold([ref])
    row = OpenAction.objects.filter(instance=ref.instance, token=ref.token).first()
    if row is None:
        return
    action = registry.get(row.action)
    if action is None:
        raise errors.no_action(row.action)
    event = _called(action, job, run, row)
    row.delete()
    run.event(ref.instance, event)
    run.settle()


def _called(action: registry.Action, job: JobContext, run: Run, row: OpenAction) -> Event:
    instance = run.standing[row.instance_id].row
    call = registry.Call(job.key, job.actor, instance.pk, instance.key, instance.unit_id, instances.subject_of(instance))
    inputs = {name: stored.load(value) for name, value in row.inputs.items()}
    if wrong := registry.misfits(action.inputs, inputs):
        raise errors.bad_inputs(action.name, wrong)
    try:
        outputs = dict(action.run(call, **inputs) or {})
    except registry.ActionError as error:
        return Failed(row.token, error.code)
    if wrong := registry.misfits(action.outputs, outputs):
        raise errors.bad_outputs(action.name, wrong)
    return Done(row.token, outputs)


def _note(job: JobContext, error: Exception) -> None:
    """Keeps why an attempt failed; after the last one the step waits for somebody to try it again."""
    refused = error if isinstance(error, BilingualError) else errors.broken(type(error).__name__)
    last = job.attempt >= job.job.max_attempts
    with transaction.atomic():
        rows = OpenAction.objects.filter(pk=job.payload["action"]).select_related("instance")
        row = rows.first()
        if row is None:
            return
        row.trouble, row.trouble_en, row.failed = refused.fa[:500], refused.en[:500], last
        row.save(update_fields=["trouble", "trouble_en", "failed"])
        if last:
            run = Run(job.actor)
            run.hold([refs.read(job.key)])
            run.carrier.line(run.standing[row.instance_id], Deed.FAILED, row.node, why=row.trouble)
            run.settle()


@handler(letters.JOB)
def deliver_letter(job: JobContext) -> None:
    """Gives a message of a process to the one that waits for it, or lets it start one; else it stays."""
    letter = Letter.objects.select_for_update().filter(pk=job.payload["letter"]).first()
    if letter is None:
        return
    payload = {name: stored.load(value) for name, value in letter.payload.items()}
    rows = Subscription.objects.filter(message=letter.message, correlation=letter.correlation)
    waiting = rows.select_related("instance").order_by("pk").first()
    if waiting is not None:
        instances.receive(job.actor, waiting, payload)
        letter.delete()
    elif _starts(job.actor, letter, payload):
        letter.delete()
    elif not job.key.endswith("later"):
        jobs.enqueue(
            letters.JOB,
            {"letter": letter.pk},
            key=f"{letter.pk}:later",
            run_at=timezone.now() + LATER,
            actor=job.actor,
        )


def _starts(actor: Actor, letter: Letter, payload: Mapping[str, Any]) -> bool:
    """Whether a process begins with the message; it is about what the sender was about."""
    rows = Entrance.objects.filter(trigger=Trigger.MESSAGE, message=letter.message)
    entrance = rows.select_related("definition__unit").first()
    if entrance is None:
        return False
    definition, sender = entrance.definition, letter.sender
    subject = instances.subject_of(sender) if sender else registry.Subject()
    beginning = instances.Beginning(
        definition.key, definition.unit, subject, inputs=payload, message=letter.message
    )
    instances.start_many(actor, [beginning])
    return True
