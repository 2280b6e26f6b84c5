"""The pages of the clock in Chromium: axe finds nothing, and nothing runs over the edge of a phone."""

from __future__ import annotations

from pathlib import Path

import pytest

from barzan.access import Role
from barzan.blueprints.actions import load
from barzan.clock import actions
from barzan.clock.core import Counting, RunsFrom, Terms
from barzan.clock.tests.factories import SYSTEM, ago, jalali, new, start
from barzan.look.tests.browser import axe
from barzan.people.tests.factories import make_unit, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
IRAN = Path(__file__).resolve().parents[4] / "blueprints" / "iran-calendar"


@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_are_accessible(open_page, client, live_server, width: int) -> None:
    load(SYSTEM, IRAN)
    unit = make_unit("U", name="ادارهٔ کل امور اجتماعی")
    running = start(unit, "1", Terms("P10D", Counting.WORKING_DAYS, article="مادهٔ ۷"), ago(days=5))
    actions.extend(SYSTEM, running, "P2D", why="مدارک ناقص بود", basis="تبصرهٔ مادهٔ ۷")
    waiting = start(unit, "2", Terms("P5D", runs_from=RunsFrom.NOTICE))
    start(unit, "3", since=ago(days=40))
    actions.suspend(SYSTEM, start(unit, "4"), why="استعلام از مرجع دیگر")
    actions.start_many(SYSTEM, [new(unit, str(key), Terms(f"P{key}D")) for key in range(5, 12)])
    actions.declare_closure(
        SYSTEM, first=jalali(1405, 10, 6), last=jalali(1405, 10, 7), why="سرما و کمبود گاز"
    )
    client.force_login(make_user(Role.ADMINISTRATOR, unit))
    page = open_page(width)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    for path in ("", f"{running.pk}/", f"{waiting.pk}/", "calendar/1405/", "plans/", "plans/default/"):
        page.goto(f"{live_server.url}/staff/clock/{path}")
        assert page.locator("h1").count() == 1, path
        assert axe(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
