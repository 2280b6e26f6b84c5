"""Commands by which a task goes from hand to hand: take, give back, refer, delegate, return, undo.

Each of two people who want the same task sees who was first: the row is locked, and what somebody else has
taken is refused with their post.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from barzan.access import Actor, Forbidden
from barzan.people.models import Post, Unit
from barzan.tasks import errors, reach
from barzan.tasks.actions.hands import STANDING, locked, locked_many, store
from barzan.tasks.checks import may_move, require_move, require_work
from barzan.tasks.models import Deed, Hand, Task
from barzan.tasks.rules import TASKS_WORK

SENT = (Deed.REFERRED, Deed.DELEGATED, Deed.HANDED_OVER, Deed.TAKEN_OVER)
UNDOABLE = (Deed.TAKEN, Deed.RELEASED, Deed.REFERRED, Deed.DELEGATED, Deed.RETURNED)


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of many tasks: how many went, how many somebody else had taken or closed meanwhile."""

    done: int
    refused: int


def take(actor: Actor, task_pk: int, *, seen: int | None = None) -> Task:
    """The task is the actor's to do now; taking what one has already taken changes nothing."""
    TASKS_WORK.require(actor)
    with transaction.atomic():
        task = locked(task_pk, seen=seen)
        require_work(actor, task)
        if task.person_id is None:
            _take(actor, [task])
    return task


def take_many(actor: Actor, pks: Collection[int]) -> Moved:
    """Takes those of the tasks that are free; in the same few statements for any number."""
    TASKS_WORK.require(actor)
    with transaction.atomic():
        tasks = locked_many(list(pks))
        free = [task for task in tasks if task.person_id is None and reach.may_work(actor, task)]
        if free:
            _take(actor, free)
    return Moved(len(free), len(set(pks)) - len(free))


def _take(actor: Actor, tasks: list[Task]) -> None:
    if actor.person is None:
        raise Forbidden(TASKS_WORK)
    for task in tasks:
        task.person_id, task.as_post_id = actor.person, reach.post_in(actor, task)
    store(actor, tasks, Deed.TAKEN, ["person", "as_post"])


def release(actor: Actor, task_pk: int, *, why: str = "", seen: int | None = None) -> Task:
    """Gives a taken task back to all who reach it; a head may do so for somebody else. The draft stays."""
    TASKS_WORK.require(actor)
    with transaction.atomic():
        task = locked(task_pk, seen=seen)
        require_move(actor, task)
        if task.person_id is None:
            raise errors.not_taken()
        task.person_id = task.as_post_id = None
        store(actor, [task], Deed.RELEASED, ["person", "as_post"], why=why)
    return task


def refer(
    actor: Actor,
    task_pk: int,
    *,
    unit: Unit | None = None,
    post: Post | None = None,
    why: str,
    seen: int | None = None,
) -> Task:
    """Gives the task to another unit, or to a post and its unit; the deadline and the draft stay."""
    TASKS_WORK.require(actor)
    with transaction.atomic():
        task = locked(task_pk, seen=seen)
        require_move(actor, task)
        _refer(actor, [task], unit, post, why)
    return task


def refer_many(
    actor: Actor, pks: Collection[int], *, unit: Unit | None = None, post: Post | None = None, why: str
) -> Moved:
    """Refers those of the tasks that the actor may move."""
    TASKS_WORK.require(actor)
    with transaction.atomic():
        tasks = [task for task in locked_many(list(pks)) if may_move(actor, task)]
        if tasks:
            _refer(actor, tasks, unit, post, why)
    return Moved(len(tasks), len(set(pks)) - len(tasks))


def _refer(actor: Actor, tasks: list[Task], unit: Unit | None, post: Post | None, why: str) -> None:
    target = post.unit if post else unit
    if target is None:
        raise errors.nowhere()
    _require_reason(why)
    for task in tasks:
        if (task.unit_id, task.post_id) == (target.pk, post.pk if post else None):
            raise errors.same_place()
        task.unit, task.post = target, post
        task.person_id = task.as_post_id = task.lent_by_id = None
    detail = {"unit": target.code, "post": post.code if post else ""}
    store(actor, tasks, Deed.REFERRED, STANDING, why=why, detail=detail)


def delegate(actor: Actor, task_pk: int, post: Post, *, why: str = "", seen: int | None = None) -> Task:
    """Lets another post of the same unit, or of one under it, do the task; who delegated may take it back."""
    TASKS_WORK.require(actor)
    with transaction.atomic():
        task = locked(task_pk, seen=seen)
        require_move(actor, task)
        if not post.unit.path.startswith(task.unit.path):
            raise errors.beyond_unit()
        if task.post_id == post.pk and task.person_id is None:
            raise errors.same_place()
        task.lent_by_id = reach.post_in(actor, task)
        task.post, task.person_id, task.as_post_id = post, None, None
        detail = {"post": post.code}
        store(actor, [task], Deed.DELEGATED, STANDING, why=why, detail=detail)
    return task


def misrouted(actor: Actor, task_pk: int, *, why: str, seen: int | None = None) -> Task:
    """Sends the task back to the post that sent it; raises ``TaskRefused`` where it came from nobody."""
    TASKS_WORK.require(actor)
    with transaction.atomic():
        task = locked(task_pk, seen=seen)
        require_move(actor, task)
        _require_reason(why)
        sent = task.hands.filter(deed__in=(*SENT, Deed.RETURNED)).order_by("-pk").first()
        if sent is None or sent.deed == Deed.RETURNED:
            raise errors.no_sender()
        before = task.hands.filter(pk__lt=sent.pk).order_by("-pk")[0]
        _stand(task, before)
        task.post_id = sent.by_post_id or before.post_id
        task.person_id = task.as_post_id = None
        store(actor, [task], Deed.RETURNED, STANDING, why=why)
    return task


def undo(actor: Actor, task_pk: int) -> Task:
    """Takes back the actor's own last step, or what was delegated, while nobody has gone on with it."""
    TASKS_WORK.require(actor)
    with transaction.atomic():
        task = locked(task_pk)
        last, *earlier = task.hands.order_by("-pk")[:2]
        if last.user_id == actor.user and actor.user and last.deed in UNDOABLE and earlier:
            _stand(task, earlier[0])
        elif task.lent_by_id in reach.posts_of(actor):
            task.post_id, task.lent_by_id = task.lent_by_id, None
            task.person_id = task.as_post_id = None
        else:
            raise errors.nothing_to_undo()
        store(actor, [task], Deed.UNDONE, STANDING)
    return task


def _stand(task: Task, hand: Hand) -> None:
    """Puts the task where it stood after ``hand``."""
    for name in STANDING:
        setattr(task, f"{name}_id", getattr(hand, f"{name}_id"))


def _require_reason(why: str) -> None:
    if not why.strip():
        raise errors.no_reason()
