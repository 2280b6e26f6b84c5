"""Commands of whoever works on a task: keep answers as far as they are, attach, record a number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO

from django.db import transaction

from barzan.access import Actor
from barzan.documents import actions as documents
from barzan.documents.models import Document
from barzan.documents.rules import STORE
from barzan.people.models import Post
from barzan.tasks import errors, reach
from barzan.tasks.actions.hands import locked, store
from barzan.tasks.actions.moving import take
from barzan.tasks.checks import require_documents, require_work
from barzan.tasks.core.answers import LONGEST
from barzan.tasks.models import Deed, Task
from barzan.tasks.rules import TASKS_WORK
from barzan.trail import actions as trail


def save_draft(actor: Actor, task_pk: int, answers: Mapping[str, str], *, seen: int) -> Task:
    """Keeps answers as they were typed, right or not; an untaken task becomes the actor's by this."""
    TASKS_WORK.require(actor)
    with transaction.atomic():
        task = locked(task_pk, seen=seen)
        require_work(actor, task)
        if task.person_id is None:
            task = take(actor, task_pk)
        asked = {field.name for field in task.asked}
        names = asked | {f"{name}_{part}" for name in asked for part in ("day", "month", "year")}
        task.draft = {name: text[:LONGEST] for name, text in answers.items() if text and name in names}
        task.seen += 1
        task.save(update_fields=["draft", "seen"])
        trail.record(actor, "task.drafted", task, version=task.seen)
    return task


def attach(actor: Actor, task: Task, name: str, data: bytes | BinaryIO) -> Document:
    """Keeps a document for the task: in its unit, or in that of the actor's post where the unit is another's.

    Raises ``DocumentRefused``; nothing is kept then.
    """
    TASKS_WORK.require(actor)
    unit = task.unit
    post = reach.post_in(actor, task)
    if post and not STORE.permits(actor, unit.target):
        unit = Post.objects.select_related("unit").get(pk=post).unit
    return documents.store(actor, name, data, unit=unit).document


def record_number(
    actor: Actor, task_pk: int, *, number: str = "", receipt: int | None = None, why: str = "", seen: int
) -> Task:
    """Records under which number another system has the matter, and its receipt (the id of a document)."""
    TASKS_WORK.require(actor)
    if not number.strip() and receipt is None:
        raise errors.no_number()
    with transaction.atomic():
        task = locked(task_pk, seen=seen)
        require_work(actor, task)
        require_documents(actor, {"receipt": receipt} if receipt else {})
        task.external_number = number.strip() or task.external_number
        task.external_receipt_id = receipt or task.external_receipt_id
        said = {"number": task.external_number, "receipt": task.external_receipt_id}
        changed = ["external_number", "external_receipt"]
        store(actor, [task], Deed.RECORDED, changed, why=why, said=said)
    return task
