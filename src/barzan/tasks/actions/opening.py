"""Commands of the rooms above: open tasks, take them back unasked. They answer for who may."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.persian import search_key
from barzan.tasks import clocks, errors, owners
from barzan.tasks.actions.hands import note, store
from barzan.tasks.core.fields import as_value
from barzan.tasks.models import Body, Deed, State, Task
from barzan.tasks.values import NewTask, ref
from barzan.trail import actions as trail
from barzan.trail import rows


def open_many(actor: Actor, tasks: Sequence[NewTask]) -> list[Task]:
    """Opens ``tasks`` and starts their clocks, in the same few statements for any number; in their order.

    Raises ``TaskRefused`` for an unknown body, ``LookupError`` for a kind that nobody owns.
    """
    if not tasks:
        return []
    for kind in {task.kind for task in tasks}:
        owners.of(kind)
    bodies = _bodies({task.body for task in tasks if task.body})
    # No savepoint: whoever opens tasks does it in the transaction of a command of their own.
    with transaction.atomic(savepoint=False):
        ends = clocks.start(actor, tasks)
        made = rows.create(_row(task, bodies, ends) for task in tasks)
        note(made, Deed.OPENED, by=actor, signed=False)
        opened = [trail.Happened(row, version=0, detail={"unit": row.unit_id}) for row in made]
        trail.record_each(actor, "task.opened", opened)
    return made


def cancel_many(actor: Actor, kind: str, keys: Collection[str], why: str = "") -> int:
    """The open tasks ``keys`` of ``kind`` are no longer needed; how many there were."""
    refs = [ref(kind, key) for key in keys]
    if not refs:
        return 0
    with transaction.atomic(savepoint=False):
        found = Task.objects.select_for_update(of=("self",)).select_related("unit")
        tasks = list(found.filter(ref__in=refs, state=State.OPEN).order_by("pk"))
        if not tasks:
            return 0
        now = timezone.now()
        for task in tasks:
            task.state, task.closed_at, task.draft = State.CANCELLED, now, {}
        clocks.cancel(actor, tasks, why)
        store(actor, tasks, Deed.CANCELLED, ["state", "closed_at", "draft"], why=why, at=now)
    return len(tasks)


def _bodies(codes: set[str]) -> dict[str, Body]:
    if not codes:
        return {}
    found = {body.code: body for body in Body.objects.filter(code__in=codes, closed_at__isnull=True)}
    if missing := sorted(codes - found.keys()):
        raise errors.unknown_bodies(missing)
    return found


def _row(task: NewTask, bodies: dict[str, Body], ends: Mapping[str, datetime | None]) -> Task:
    args = task.subject.url_args
    words = (task.title.fa, task.title.en, task.subject.fa, task.subject.en, task.outside, task.key)
    return Task(
        kind=task.kind,
        key=task.key,
        ref=task.ref,
        about=task.about,
        title=task.title.fa,
        title_en=task.title.en,
        subject=task.subject.fa,
        subject_en=task.subject.en,
        url_name=task.subject.url_name,
        url_args=dict(args) if isinstance(args, Mapping) else list(args),
        sought=search_key(" ".join(words)),
        guide=task.guide,
        fields=as_value(task.fields),
        outside=task.outside,
        unit_id=task.unit_id,
        post_id=task.post_id,
        body=bodies.get(task.body),
        opened_at=task.since,
        due_at=ends.get(task.ref),
        timed=task.ref in ends,
    )
