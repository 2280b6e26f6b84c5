"""Who stands above a task: the head of its unit or, where that is who has it, of the nearest unit above."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef
from django.utils import timezone

from barzan.access import Role
from barzan.people.models import Holding, Post
from barzan.places.queries import in_force
from barzan.places.tree import nodes
from barzan.tasks.models import Task


def of(tasks: Sequence[Task]) -> dict[int, Post]:
    """The post above each task, by the task's id; a task without anybody above is left out. One question.

    A post that somebody holds comes before an empty one of the same unit.
    """
    chains = {task.pk: list(reversed(nodes(task.unit.path))) for task in tasks}
    heads = _heads({unit for chain in chains.values() for unit in chain})
    found = {}
    for task in tasks:
        has = {task.post_id, task.as_post_id}
        above = (post for unit in chains[task.pk] for post in heads.get(unit, ()) if post.pk not in has)
        if post := next(above, None):
            found[task.pk] = post
    return found


def _heads(units: set[int]) -> dict[int, list[Post]]:
    today = timezone.localdate()
    holding = Holding.objects.filter(in_force(today), post=OuterRef("pk"))
    posts = Post.objects.filter(in_force(today, "valid_from", "valid_to"), unit__in=units)
    heads: dict[int, list[Post]] = {}
    for post in posts.select_related("unit").annotate(held=Exists(holding)).order_by("-held", "code"):
        if Role.UNIT_HEAD in post.roles:
            heads.setdefault(post.unit_id, []).append(post)
    return heads
