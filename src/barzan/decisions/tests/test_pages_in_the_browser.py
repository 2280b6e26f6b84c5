"""The pages in a browser: axe finds nothing, nothing scrolls sideways, trying works without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from barzan.access import Role
from barzan.decisions import actions
from barzan.decisions.tests.factories import PURCHASE
from barzan.decisions.tests.samples import WRITER, make_decision
from barzan.look.tests.browser import axe, in_two_ways, screenshot
from barzan.people.models import Unit
from barzan.people.tests.factories import make_unit, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def make_life() -> Unit:
    """A model with two versions, and a draft with an error, an overlap and a gap."""
    unit = make_unit("office", make_unit("root"))
    made = make_decision(unit, key="purchase")
    actions.save_draft(WRITER, made, PURCHASE.replace(b"150000000", b"200000000"), seen=1)
    actions.publish(WRITER, made, why="بخشنامهٔ تازه")
    wrong = PURCHASE.replace(b"&gt; 150000000", b"&gt; 140000000")
    actions.save_draft(WRITER, made, wrong, seen=0)
    return unit


def sign_in(page: Any, live_server: Any, unit: Unit) -> None:
    client = Client()
    client.force_login(make_user(Role.UNIT_HEAD, unit), backend="django.contrib.auth.backends.ModelBackend")
    (cookie,) = client.cookies.values()
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])


@in_two_ways
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    live_server: Any, open_page: Callable[..., Any], width: int, prefix: str, scheme: str
) -> None:
    page = open_page(width=width, color_scheme=scheme, java_script_enabled=True)
    sign_in(page, live_server, make_life())
    said: list[str] = []
    page.on("console", lambda told: said.append(told.text) if "Content Security" in told.text else None)
    mine = "/staff/decisions/purchase/"
    pages = {
        "list": "/staff/decisions/", "decision": mine, "try": f"{mine}try/?ask=1&i0=0&i1=۲۵۰٬۰۰۰٬۰۰۰",
        "draft": f"{mine}draft/", "edit": f"{mine}draft/edit/", "publish": f"{mine}draft/publish/",
        "versions": f"{mine}versions/", "version": f"{mine}versions/1/", "new": "/staff/decisions/new/",
        "upload": f"{mine}draft/upload/",
    }  # fmt: skip
    for name, path in pages.items():
        page.goto(f"{live_server.url}{prefix}{path}")
        screenshot(page, f"decisions-{name}-{width}{prefix.replace('/', '-')}")
        assert axe(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
    assert not said


def test_trying_a_table_and_changing_it_need_no_script(
    live_server: Any, open_page: Callable[..., Any]
) -> None:
    page = open_page(width=390, java_script_enabled=False)
    sign_in(page, live_server, make_life())
    page.goto(f"{live_server.url}/staff/decisions/purchase/try/")
    page.get_by_label("نوع خرید").select_option(label="کالا")
    page.get_by_label("مبلغ").fill("۲۵۰٬۰۰۰٬۰۰۰")
    page.get_by_role("button", name="چه تصمیمی؟").click()
    assert "مناقصه" in page.locator(".answers").inner_text()
    assert page.locator(".rule-hit").count() == 1
    page.goto(f"{live_server.url}/staff/decisions/purchase/draft/edit/")
    page.get_by_role("button", name="ردیف تازه").click()
    assert page.locator(".rule-row").count() == 4
    page.locator("#r3o0").fill('"x"')
    page.get_by_role("button", name="ذخیرهٔ پیش‌نویس").last.click()
    assert page.locator("#r3o0").input_value() == '"x"'
