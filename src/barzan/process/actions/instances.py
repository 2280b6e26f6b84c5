"""The commands on running processes: start, deliver a message, cancel, try again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from barzan.access import Actor
from barzan.jobs import actions as jobs
from barzan.jobs.models import Job
from barzan.jobs.models import State as JobState
from barzan.people.models import Unit
from barzan.persian import normalise
from barzan.process import errors
from barzan.process.actions.definitions import post_of
from barzan.process.actions.running import Run, published
from barzan.process.core.values import Fired, Received, Start
from barzan.process.models import Deed, Definition, Entrance, Instance, OpenAction, Subscription, Trigger
from barzan.process.refs import Ref
from barzan.process.registry import Subject
from barzan.process.rules import INSTANCE_DELIVER, INSTANCE_START, INSTANCE_STEER

ACTION = "process.action"  # the jobs of service tasks
NOTHING = Subject()


@dataclass(frozen=True, slots=True)
class Beginning:
    """What ``start_many`` starts: the published process ``key`` for ``subject`` in ``unit``.

    ``message`` is that of the start event, where one began it; ``timer`` says that the clock did.
    """

    key: str
    unit: Unit
    subject: Subject = NOTHING
    inputs: Mapping[str, Any] = field(default_factory=dict)
    message: str = ""
    timer: bool = False


def start(
    actor: Actor,
    key: str,
    *,
    unit: Unit,
    subject: Subject = NOTHING,
    inputs: Mapping[str, Any] | None = None,
) -> Instance:
    """Starts the current version of the process ``key`` for ``subject``; ``inputs`` are FEEL values by name.

    Raises ``ProcessRefused`` for a process that is not published, ``EngineError`` where it cannot begin.
    """
    return start_many(actor, [Beginning(key, unit, subject, inputs or {})])[0]


def start_many(actor: Actor, beginnings: Sequence[Beginning]) -> list[Instance]:
    """Starts many instances in the few statements of one; in their order."""
    for unit in {each.unit.pk: each.unit for each in beginnings}.values():
        INSTANCE_START.require(actor, unit.target)
    if not beginnings:
        return []
    with transaction.atomic():
        definitions = published({each.key for each in beginnings})
        run = Run(actor, post=post_of(actor, INSTANCE_START, beginnings[0].unit))
        rows = [_instance(each, definitions[each.key], run) for each in beginnings]
        run.begin(rows, [Start(each.inputs, each.message, each.timer) for each in beginnings])
        run.settle()
    return rows


def deliver(
    actor: Actor, message: str, correlation: str = "", payload: Mapping[str, Any] | None = None
) -> Instance:
    """Gives ``message`` to the instance that waits for it under ``correlation``, else to the process that it
    starts.

    Raises ``ProcessRefused`` where nobody waits for it, or several do.
    """
    INSTANCE_DELIVER.require(actor)
    with transaction.atomic():
        waiting = _waiting(message, correlation)
        if len(waiting) > 1:
            raise errors.several_wait(message)
        if not waiting:
            return _begun(actor, message, payload or {})
        INSTANCE_DELIVER.require(actor, waiting[0].instance.target)
        receive(actor, waiting[0], payload or {}, post=post_of(actor, INSTANCE_DELIVER, waiting[0].instance))
    return waiting[0].instance


def receive(
    actor: Actor, subscription: Subscription, payload: Mapping[str, Any], *, post: int | None = None
) -> None:
    """The instance of ``subscription`` goes on with the message, in the caller's transaction."""
    ref = subscription.ref
    run = Run(actor, post=post)
    run.hold([ref])
    if not Subscription.objects.filter(pk=subscription.pk).exists():
        raise errors.gone()
    standing = run.standing[ref.instance]
    run.carrier.line(standing, Deed.RECEIVED, subscription.node, why=subscription.message)
    run.carrier.tell("process-instance.received", standing, message=subscription.message)
    run.event(ref.instance, Received(ref.token, payload))
    if all(token.id != ref.token for token in standing.state.tokens):  # else it waits for the next one
        subscription.delete()
    run.settle()


def cancel(actor: Actor, instance: Instance, why: str) -> Instance:
    """Ends a running instance, and what it called, for the reason ``why``; what is open is withdrawn."""
    INSTANCE_STEER.require(actor, instance.target)
    if not why.strip():
        raise errors.no_reason()
    if instance.parent_id:
        raise errors.called(instance.parent.definition.key)
    with transaction.atomic():
        run = Run(actor, post=post_of(actor, INSTANCE_STEER, instance))
        run.hold([Ref(instance.pk, 0, instance.pk)])
        run.withdraw(instance.pk, normalise(why).strip())
        run.settle()
    return run.standing[instance.pk].row


def retry(actor: Actor, instance: Instance, why: str = "") -> int:
    """Lets what failed in ``instance`` run again; how many steps that were. A timer's step runs at once.

    Raises ``ProcessRefused`` where nothing has failed, what the step raises where it fails again.
    """
    INSTANCE_STEER.require(actor, instance.target)
    root = instance.root_id or instance.pk
    with transaction.atomic():
        run = Run(actor, post=post_of(actor, INSTANCE_STEER, instance))
        run.hold([Ref(instance.pk, 0, root)])
        failed = failed_of(instance.pk, root)
        if not failed:
            raise errors.nothing_failed()
        standing = run.standing[instance.pk]
        for row in failed:
            run.carrier.line(standing, Deed.RETRIED, row.node, why=why.strip())
        run.carrier.tell("process-instance.retried", standing, steps=len(failed))
        run.carrier.why = why.strip()
        again = [row for row in failed if row.action]
        OpenAction.objects.filter(pk__in=[row.pk for row in again]).update(
            failed=False, trouble="", trouble_en=""
        )
        _send_again(actor, [str(Ref(row.instance_id, row.token, root)) for row in again])
        for row in failed:
            if not row.action:
                row.delete()
                run.event(instance.pk, Fired(row.token))
        run.settle()
    return len(failed)


def failed_of(instance: int, root: int) -> list[OpenAction]:
    """Steps of an instance that failed for good: by their own word, or by that of their jobs."""
    rows = list(OpenAction.objects.filter(instance=instance).order_by("pk"))
    keys = {str(Ref(instance, row.token, root)): row.pk for row in rows if row.action and not row.failed}
    lost = Job.objects.filter(kind=ACTION, key__in=keys, state=JobState.FAILED) if keys else ()
    gone = {keys[job.key] for job in lost}
    return [row for row in rows if row.failed or row.pk in gone]


def subject_of(instance: Instance) -> Subject:
    """What an instance is about."""
    return Subject(
        instance.subject_kind,
        instance.subject_key,
        instance.subject,
        instance.subject_en,
        instance.subject_url,
        tuple(instance.subject_args),
    )


def _send_again(actor: Actor, keys: Iterable[str]) -> None:
    system = Actor(actor.user, actor.person, system="process", request_id=actor.request_id)
    for job in Job.objects.filter(kind=ACTION, key__in=list(keys)):
        if job.state in jobs.SENDABLE:
            jobs.send_again(system, job)


def _waiting(message: str, correlation: str) -> list[Subscription]:
    """At most two of those who wait for a message under its correlation."""
    rows = Subscription.objects.filter(message=message, correlation=correlation)
    return list(rows.select_related("instance__unit")[:2])


def _begun(actor: Actor, message: str, payload: Mapping[str, Any]) -> Instance:
    """The instance of the process that ``message`` starts."""
    rows = Entrance.objects.filter(trigger=Trigger.MESSAGE, message=message)
    entrance = rows.select_related("definition__unit").first()
    if entrance is None:
        raise errors.nobody_waits(message)
    definition = entrance.definition
    beginning = Beginning(definition.key, definition.unit, inputs=payload, message=message)
    return start_many(actor, [beginning])[0]


def _instance(beginning: Beginning, definition: Definition, run: Run) -> Instance:
    subject = beginning.subject
    return Instance(
        definition=definition,
        version=definition.current,
        unit=beginning.unit,
        subject_kind=subject.kind,
        subject_key=subject.key,
        subject=subject.fa[:300],
        subject_en=subject.en[:300],
        subject_url=subject.url_name,
        subject_args=list(subject.url_args),
        started_at=run.at,
    )
