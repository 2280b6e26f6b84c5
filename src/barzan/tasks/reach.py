"""Which tasks an actor reaches: those of their units, of their posts, of their person, of their bodies.

The same in SQL (``seen_by``) and for one task (``may_work``); a test holds the two together. Who acts for
somebody absent reaches what that person has taken in the post that is lent.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from barzan.access import Actor, Role
from barzan.access.querysets import within
from barzan.access.rules import Rule
from barzan.people.models import Post
from barzan.tasks.models import Member, State, Task
from barzan.tasks.rules import TASKS_READ, TASKS_WORK

NOTHING = Q(pk__in=[])
EVERYTHING = ~NOTHING  # an empty condition would be lost where it is joined by "or"


def posts_of(actor: Actor, rule: Rule = TASKS_WORK) -> set[int]:
    """The posts in which ``actor`` passes ``rule``."""
    return {
        grant.post
        for grant in actor.grants
        if grant.post and (grant.role in rule.roles or grant.role is Role.ADMINISTRATOR)
    }


def taken_by(actor: Actor) -> Q:
    """Tasks that the actor has taken, or somebody absent in a post that is lent to the actor."""
    if actor.person is None:
        return NOTHING
    mine = Q(person=actor.person)
    for grant in actor.grants:
        if grant.delegated_by is not None:
            mine |= Q(person=grant.delegated_by, as_post=grant.post)
    return mine


def mine(actor: Actor) -> Q:
    """Tasks that wait for the actor: taken ones, and those of the actor's posts that nobody else took."""
    return taken_by(actor) | Q(post__in=posts_of(actor), person__isnull=True)


def of_units(actor: Actor) -> Q:
    """Tasks (or bodies) of the units that the actor reaches."""
    return within(TASKS_READ.scope(actor), unit="unit__path") or EVERYTHING


def of_bodies(actor: Actor) -> Q:
    """Tasks held by bodies in which a post of the actor sits."""
    posts = posts_of(actor)
    return Q(body__in=seats(posts)) if posts else NOTHING


def of_post(post: Post) -> Q:
    """The open tasks of a post: those that wait for it, and those taken in it."""
    return Q(state=State.OPEN) & (Q(post=post) | Q(as_post=post))


def seats(posts: set[int]) -> QuerySet[Member, int]:
    """The bodies in which ``posts`` sit, as ids."""
    return Member.objects.filter(post__in=posts, until__isnull=True).order_by().values("body")


def seen_by(actor: Actor) -> Q:
    """Every task that the actor may read."""
    posts = posts_of(actor)
    lent = Q(post__in=posts) | Q(lent_by__in=posts) if posts else NOTHING
    return of_units(actor) | taken_by(actor) | lent | of_bodies(actor)


def holds(actor: Actor, task: Task) -> bool:
    """Whether the actor has taken the task, or stands in for who has."""
    if actor.person is not None and task.person_id == actor.person:
        return True
    lent = ((grant.delegated_by, grant.post) for grant in actor.grants if grant.delegated_by is not None)
    return task.person_id is not None and (task.person_id, task.as_post_id) in lent


def may_work(actor: Actor, task: Task) -> bool:
    """Whether the actor may act on the task; one question, and only where a body holds it."""
    if not TASKS_WORK.admits(actor):
        return False
    posts = posts_of(actor)
    if TASKS_WORK.permits(actor, task.target) or holds(actor, task) or task.post_id in posts:
        return True
    return task.body_id is not None and seats(posts).filter(body=task.body_id).exists()


def post_in(actor: Actor, task: Task) -> int | None:
    """In which post the actor acts on the task: the task's own, one of its unit, else the first."""
    posts = posts_of(actor)
    for post in (task.as_post_id, task.post_id):
        if post in posts:
            return post
    grant = TASKS_WORK.grant(actor, task.target)
    return grant.post if grant else min(posts, default=None)
