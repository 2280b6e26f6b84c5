"""Questions before a command: whether the actor may, and what somebody else has already."""

from __future__ import annotations

from collections.abc import Mapping

from barzan.access import Actor, Forbidden
from barzan.access.querysets import within
from barzan.documents.models import Document
from barzan.documents.rules import READ as DOCUMENTS_READ
from barzan.people.called import posts as titles
from barzan.people.models import Post
from barzan.tasks import errors, reach
from barzan.tasks.models import Task
from barzan.tasks.rules import TASKS_LEAD, TASKS_WORK


def require_work(actor: Actor, task: Task) -> None:
    """Raises ``Forbidden`` for a task beyond the actor, ``TaskRefused`` for one that another holds."""
    if not reach.may_work(actor, task):
        raise Forbidden(TASKS_WORK)
    if task.person_id is not None and not actor.system and not reach.holds(actor, task):
        raise errors.taken(_holder(task))


def require_documents(actor: Actor, documents: Mapping[str, int]) -> None:
    """Raises ``TaskRefused`` for the field whose document the actor may not read; one question if any."""
    if not documents:
        return
    readable = within(DOCUMENTS_READ.scope(actor), unit="unit__path")
    found = set(Document.objects.filter(readable, pk__in=documents.values()).values_list("pk", flat=True))
    for name, pk in documents.items():
        if pk not in found:
            raise errors.no_document(name)


def require_hand_over(actor: Actor, post: Post) -> None:
    """Raises ``Forbidden`` unless the actor holds the post or leads its unit."""
    if post.pk not in reach.posts_of(actor) and not TASKS_LEAD.permits(actor, post.unit.target):
        raise Forbidden(TASKS_LEAD)


def may_move(actor: Actor, task: Task) -> bool:
    """Whether the actor may give the task away: a head also what somebody in their units has taken."""
    if not reach.may_work(actor, task):
        return False
    return task.person_id is None or reach.holds(actor, task) or TASKS_LEAD.permits(actor, task.target)


def require_move(actor: Actor, task: Task) -> None:
    """Raises as ``require_work`` where the actor may not give the task away."""
    if not may_move(actor, task):
        require_work(actor, task)


def _holder(task: Task) -> str:
    """The title of the post in which somebody has taken the task."""
    return titles([task.as_post_id]).get(task.as_post_id, "") if task.as_post_id else ""
