"""When people change: all open tasks of a post go to another, or become the post's own again."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from barzan.access import Actor
from barzan.people.models import Delegation, Holding, Post
from barzan.places.queries import in_force
from barzan.tasks import errors, reach
from barzan.tasks.actions.hands import STANDING, locked_many, store
from barzan.tasks.checks import require_hand_over
from barzan.tasks.models import Deed, State, Task
from barzan.tasks.rules import TASKS_WORK


def hand_over(actor: Actor, from_post: Post, to_post: Post, *, why: str) -> int:
    """Gives every open task of ``from_post`` to ``to_post``, drafts and deadlines with it; how many.

    The holder of the post may, and a head of its unit. Tasks of the post's own unit go to the new unit.
    """
    TASKS_WORK.require(actor)
    require_hand_over(actor, from_post)
    if from_post.pk == to_post.pk:
        raise errors.same_post()
    if not why.strip():
        raise errors.no_reason()
    with transaction.atomic():
        tasks = locked_many(list(Task.objects.filter(reach.of_post(from_post)).values_list("pk", flat=True)))
        for task in tasks:
            if task.unit_id == from_post.unit_id:
                task.unit = to_post.unit
            task.post = to_post
            task.person_id = task.as_post_id = task.lent_by_id = None
        if tasks:
            detail = {"from": from_post.code, "to": to_post.code}
            store(actor, tasks, Deed.HANDED_OVER, STANDING, why=why, detail=detail)
    return len(tasks)


def follow_holders(actor: Actor) -> int:
    """Tasks taken by somebody who no longer holds the post in which they took them become the post's again.

    Where nobody holds the post now they are the unit's. How many there were.
    """
    today = timezone.localdate()
    in_post = {"person": OuterRef("person"), "post": OuterRef("as_post")}
    lent = Delegation.objects.filter(in_force(today), deputy=OuterRef("person"), post=OuterRef("as_post"))
    left = Task.objects.filter(
        ~Exists(Holding.objects.filter(in_force(today), **in_post)) & ~Exists(lent),
        state=State.OPEN,
        as_post__isnull=False,
    )
    with transaction.atomic():
        tasks = locked_many(list(left.values_list("pk", flat=True)))
        if not tasks:
            return 0
        posts = {task.as_post_id for task in tasks}
        held = set(Holding.objects.filter(in_force(today), post__in=posts).values_list("post", flat=True))
        for task in tasks:
            if task.as_post_id in held:
                task.post_id = task.as_post_id
            task.person_id = task.as_post_id = None
        store(actor, tasks, Deed.RELEASED, ["post", "person", "as_post"])
    return len(tasks)
