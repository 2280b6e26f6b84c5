"""The inbox and a task in Chromium: axe finds nothing, keys lead through, answers are kept by themselves."""

from __future__ import annotations

import pytest
from django.utils import timezone

from barzan.access import Role
from barzan.look.tests.browser import axe
from barzan.people.actors import actor_of
from barzan.people.tests.factories import PASSWORD, make_unit, make_user
from barzan.tasks.actions import bodies, moving
from barzan.tasks.actions.bodies import About
from barzan.tasks.models import Task
from barzan.tasks.tests.factories import SYSTEM, make_task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_day_in_the_inbox(page, live_server) -> None:
    office = make_unit("OFFICE", make_unit("ROOT"))
    user = make_user(Role.OFFICER, office)
    bodies.add(SYSTEM, "com", About("commission", "کمیسیون", office))
    tasks = [make_task(office) for _ in range(3)]
    make_task(office, body="com")
    moving.take(actor_of(user, timezone.localdate()), tasks[0].pk)
    page.goto(f"{live_server.url}/account/login/")
    page.fill("[name=login]", user.username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_load_state()
    for path in ("?view=unit", f"{tasks[0].pk}/", "bodies/com/", "hand-over/"):
        page.goto(f"{live_server.url}/staff/tasks/{path}")
        assert axe(page) == [], path

    page.goto(f"{live_server.url}/staff/tasks/?view=unassigned")
    page.keyboard.press("j")
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("t")
    assert Task.objects.filter(person=user.person).count() == 2

    page.goto(f"{live_server.url}/staff/tasks/{tasks[0].pk}/")
    page.fill("[name=a-amount]", "1500000")
    assert page.input_value("[name=a-amount]") == "1,500,000"
    page.wait_for_selector("[data-saved]:not(:empty)")
    assert Task.objects.get(pk=tasks[0].pk).draft == {"amount": "1,500,000"}
