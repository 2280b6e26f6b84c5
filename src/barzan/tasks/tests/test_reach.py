"""Who sees a task is the same in SQL and for one task; a person reaches it by unit, post, person or body."""

from __future__ import annotations

from itertools import product

import pytest

from barzan.access import ANONYMOUS, Actor, Role
from barzan.people.models import Post, Unit
from barzan.people.tests.factories import make_actor
from barzan.tasks import queries, reach
from barzan.tasks.actions import bodies, moving
from barzan.tasks.actions.bodies import About
from barzan.tasks.models import Duty, Task
from barzan.tasks.queries import Asked
from barzan.tasks.tests.factories import SYSTEM, make_task

pytestmark = pytest.mark.django_db


def test_seeing_and_working_agree(root: Unit, office: Unit, other: Unit) -> None:
    roles = (Role.OFFICER, Role.UNIT_HEAD, Role.ANALYST, Role.ADMINISTRATOR)
    actors = [make_actor(role, unit) for role, unit in product(roles, (root, office, other))]
    auditor, citizen = make_actor(Role.AUDITOR, office), make_actor(Role.CITIZEN)
    post = Post.objects.get(pk=actors[2].grants[0].post)
    body = bodies.add(SYSTEM, "com", About("commission", "کمیسیون", root), {post: Duty.MEMBER})
    made = [
        make_task(office),
        make_task(other, post_id=actors[1].grants[0].post),
        make_task(root, body=body.code),
    ]
    moving.take(actors[1], made[0].pk)
    for actor in actors:
        seen = set(Task.objects.filter(reach.seen_by(actor)))
        assert seen == {task for task in Task.objects.all() if reach.may_work(actor, task)}
    assert Task.objects.filter(reach.seen_by(auditor)).count() == 3
    assert not any(reach.may_work(auditor, task) for task in made)
    for nobody in (citizen, ANONYMOUS):
        assert not Task.objects.filter(reach.seen_by(nobody)).exists()
        assert queries.waiting(nobody) == queries.Waiting(0, 0, 0, 0)


def test_each_view_of_the_inbox_shows_its_own(office: Unit, other: Unit, officer: Actor) -> None:
    post = Post.objects.get(pk=officer.grants[0].post)
    body = bodies.add(SYSTEM, "com", About("commission", "کمیسیون", other), {post: Duty.SECRETARY})
    free, taken = make_task(office), moving.take(officer, make_task(office).pk)
    for_post, in_body = make_task(other, post_id=post.pk), make_task(other, body=body.code)
    make_task(other)

    def view(name: str) -> set[Task]:
        return set(queries.tasks(officer, Asked(view=name)))

    assert view("mine") == {taken, for_post}
    assert view("unit") == {free, taken}
    assert view("unassigned") == {free}
    assert view("bodies") == {in_body}
    by_view, _ = queries.counts(officer, Asked())
    assert by_view == {"mine": 2, "unit": 2, "unassigned": 1, "bodies": 1, "done": 0}
    assert queries.waiting(officer) == queries.Waiting(2, 0, 0, 1)
