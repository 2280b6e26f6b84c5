"""How a task changes: its row, the fact of what happened, the event; the same for one and for many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone, translation

from barzan.access import Actor
from barzan.people.called import posts as titles
from barzan.tasks import errors
from barzan.tasks.models import Deed, Hand, State, Task
from barzan.tasks.reach import post_in
from barzan.trail import actions as trail
from barzan.trail import rows

# Where a task stands; a ``Hand`` keeps the same, so that a step can be taken back.
STANDING = ("unit", "post", "body", "person", "as_post", "lent_by")


def locked(pk: int, *, seen: int | None = None) -> Task:
    """The open task ``pk``, locked.

    Raises ``TaskRefused`` where somebody closed it or, with ``seen``, changed it since.
    """
    task = rows.locked(Task, "unit", pk=pk)
    if task is None:
        raise Task.DoesNotExist
    if task.state != State.OPEN:
        raise errors.closed(*_last(task))
    if seen is not None and seen != task.seen:
        raise errors.changed(*_last(task))
    return task


def locked_many(pks: Sequence[int]) -> list[Task]:
    """The open ones of the tasks ``pks``, locked in one order: no two commands wait for each other."""
    found = Task.objects.select_for_update(of=("self",)).select_related("unit")
    return list(found.filter(pk__in=pks, state=State.OPEN).order_by("pk"))


def store(
    actor: Actor,
    tasks: Sequence[Task],
    deed: Deed,
    changed: Sequence[str],
    *,
    why: str = "",
    said: dict[str, Any] | None = None,
    at: datetime | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Keeps the fields ``changed`` of ``tasks`` and what happened; as many statements for one as for many."""
    for task in tasks:
        task.seen += 1
    if len(tasks) == 1:
        rows.update(tasks[0], [*changed, "seen"])
    else:
        Task.objects.bulk_update(tasks, [*changed, "seen"], batch_size=200)
    note(tasks, deed, by=actor, why=why, said=said, at=at)
    happened = [trail.Happened(task, version=task.seen, detail=detail or {}) for task in tasks]
    trail.record_each(actor, f"task.{deed}", happened, why=why)


def note(
    tasks: Sequence[Task],
    deed: Deed,
    *,
    by: Actor,
    why: str = "",
    said: dict[str, Any] | None = None,
    at: datetime | None = None,
    signed: bool = True,
) -> None:
    """Adds the fact of what happened to each of ``tasks``, ``signed`` with the post of the actor."""
    at = at or timezone.now()
    rows.create(
        Hand(
            task_id=task.pk,
            deed=deed,
            at=at,
            why=why,
            user_id=by.user,
            by_post_id=post_in(by, task) if signed else None,
            said=said or {},
            **{f"{name}_id": getattr(task, f"{name}_id") for name in STANDING},
        )
        for task in tasks
    )


def _last(task: Task) -> tuple[str, str, str]:
    """The last thing that happened to ``task``, in both languages, and the post that did it."""
    last = task.hands.order_by("-pk").first()
    if last is None:
        return "", "", ""
    words = []
    for language in ("fa", "en"):
        with translation.override(language):
            words.append(str(Deed(last.deed).label))
    title = titles([last.by_post_id]).get(last.by_post_id, "") if last.by_post_id else ""
    return words[0], words[1], title
