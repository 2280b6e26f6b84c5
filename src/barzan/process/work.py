"""What runs without anybody's hand: service tasks, messages, timers; and what a done task lets go on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.clock import timers as clock
from barzan.clock.models import Timer
from barzan.feel import stored
from barzan.jobs import actions as jobs
from barzan.jobs.context import JobContext
from barzan.jobs.registry import handler
from barzan.persian.errors import BilingualError
from barzan.process import errors, refs, registry
from barzan.process.actions import instances, letters, timing
from barzan.process.actions.running import Run
from barzan.process.core.packing import unpack
from barzan.process.core.values import Done, EngineError, Event, Failed, Fired
from barzan.process.forms import form_of
from barzan.process.models import Deed, Entrance, Instance, Letter, OpenAction, Subscription, Trigger
from barzan.process.refs import Ref
from barzan.tasks.models import Task

BUSY = timedelta(seconds=1)
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
    subject = instances.subject_of(instance)
    call = registry.Call(job.key, job.actor, instance.pk, instance.key, instance.unit_id, subject)
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


@clock.handler(timing.TOKEN)
def fire(actor: Actor, due: list[Timer]) -> None:
    """Timers of tokens are due. A family that somebody steps in just now is left for a second later: who
    holds timers must not wait for one who may be about to cancel them.

    What cannot be made is kept as a failed step, where it fails by itself: the clock first tries all
    together, then one by one.
    """
    try:
        with transaction.atomic():
            _fire(actor, due)
    except BilingualError as error:
        if len(due) > 1:
            raise
        _keep(refs.read(due[0].key), error)


def _fire(actor: Actor, due: list[Timer]) -> None:
    by_ref = {refs.read(timer.key): timer for timer in due}
    run = Run(actor)
    run.carrier.due = {ref: timer.due_at for ref, timer in by_ref.items()}
    run.hold(by_ref, waiting=False)
    for ref in by_ref:
        if ref.instance in run.standing:
            _fired(run, ref)
    run.settle()
    soon = timezone.now() + BUSY
    busy = [str(ref) for ref in by_ref if ref.instance not in run.standing]
    clock.set_many([clock.NewTimer(timing.TOKEN, key, soon) for key in busy])


def _fired(run: Run, ref: Ref) -> None:
    """A timer whose token is gone was cancelled meanwhile: nothing happens."""
    if not run.standing[ref.instance].running:
        return
    try:
        run.event(ref.instance, Fired(ref.token))
    except EngineError as error:
        if error.code != "no-such-token":
            raise


def _keep(ref: Ref, error: BilingualError) -> None:
    """The step of a timer that failed, to be tried again by somebody."""
    instance = Instance.objects.get(pk=ref.instance)
    state = unpack(bytes(instance.state))
    token = next(each for each in state.tokens if each.id == ref.token)
    node = form_of(instance.version_id, state.version).places[token.node].node.id
    OpenAction.objects.create(
        instance=instance,
        token=ref.token,
        node=node,
        trouble=error.fa[:500],
        trouble_en=error.en[:500],
        failed=True,
    )


@clock.handler(timing.START)
def begin(actor: Actor, due: list[Timer]) -> None:
    """Processes begin by the clock; a cycle is set anew."""
    keys = {timer.key: timer for timer in due}
    pks = {int(key.partition(":")[0]) for key in keys}
    rows = Entrance.objects.filter(definition__in=pks, trigger=Trigger.TIMER)
    beginnings, again = [], []
    for entrance in rows.select_related("definition__unit"):
        timer = keys.get(timing.start_key(entrance.definition_id, entrance.node))
        if timer is not None:
            definition = entrance.definition
            beginnings.append(instances.Beginning(definition.key, definition.unit, timer=True))
            again.append(timing.following(timer))
    instances.start_many(actor, beginnings)
    clock.set_many([timer for timer in again if timer])
