"""Pages of running processes in Chromium: axe finds nothing, on the desk and on the phone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from barzan.access import Role
from barzan.look.tests.browser import axe, screenshot
from barzan.people.tests.factories import make_user
from barzan.process import actions
from barzan.process.registry import Subject
from barzan.process.tests import factories as f
from barzan.tasks.actions.completing import complete
from barzan.tasks.models import State, Task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DEADLINE = '<barzan:deadline amount="P5D"/>'
XML = f.bpmn(
    f.START
    + f.task("receive", "دریافت درخواست", f.APPROVED)
    + '<bpmn:parallelGateway id="fork" name="همزمان"/><bpmn:parallelGateway id="join"/>'
    + f.task("water", "استعلام از شرکت آب", DEADLINE)
    + f.task("power", "استعلام از شرکت برق", DEADLINE)
    + f.boundary("late", "power", f.timer("timeDuration", "P10D"), interrupting=False)
    + f.task("remind", "یادآوری تلفنی")
    + f.task("decide", "تصمیم", DEADLINE)
    + f.END
    + f.end("reminded")
    + f.flows(
        "start receive", "receive fork", "fork water", "fork power", "water join", "power join",
        "join decide", "decide end", "late remind", "remind reminded",
    )
)  # fmt: skip


@pytest.fixture
def running(live_server, open_page):
    """A process under way, and a page signed in as the head of its unit."""
    unit = f.office("roads")
    f.publish(unit, XML)
    head, worker = f.designer(unit), f.officer(unit)
    subject = Subject("letter", "1405/12", "درخواست پروانهٔ حفاری خیابان سعدی")
    made = actions.start(head, "test", unit=unit, subject=subject)
    first = Task.objects.get()
    complete(worker, first.pk, {"approved": True}, seen=first.seen)
    Task.objects.filter(title__contains="آب").update(due_at=timezone.now() - timedelta(1))
    other = actions.start(head, "test", unit=unit, subject=Subject("letter", "1405/13", "درخواست دوم"))
    actions.cancel(head, other, "انصراف متقاضی")
    account = make_user(Role.UNIT_HEAD, unit)
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    cookie = {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": live_server.url,
    }

    def opened(width: int):
        page = open_page(width=width)
        page.context.add_cookies([cookie])
        return page

    assert Task.objects.filter(state=State.OPEN).count() == 2
    return made, opened


@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_are_accessible(running, live_server, width: int) -> None:
    made, opened = running
    page = opened(width)
    for name, path in (
        ("list", "/staff/running/?state="),
        ("instance", f"/staff/running/{made.pk}/"),
        ("start", "/staff/running/start/"),
        ("versions", "/staff/running/versions/test/"),
        ("english", f"/en/staff/running/{made.pk}/"),
    ):
        page.goto(f"{live_server.url}{path}")
        screenshot(page, f"process-{name}-{width}")
        assert axe(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
