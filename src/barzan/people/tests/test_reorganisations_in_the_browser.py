"""The new pages of people in a browser: nothing for axe to find, nothing wider than a phone."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.utils import timezone
from openpyxl import Workbook

from barzan.access import Role
from barzan.access.values import system_actor
from barzan.look.tests.browser import axe, screenshot
from barzan.people import actions
from barzan.people.models import Reorganisation, Unit
from barzan.people.reorganising import Close, Merge, Move, New, Rename, Split
from barzan.people.tests.factories import PASSWORD, make_post, make_unit, make_user

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def plan(transactional_db: None) -> Reorganisation:
    """A draft with a step of every kind, one of them with a trouble."""
    cache.clear()
    top = make_unit("top", name="استانداری نمونه")
    for code in "abcd":
        make_post(make_unit(code, top, name=f"دفتر {code}"), Role.OFFICER, code=f"post-{code}")
    actor, today = system_actor("test"), timezone.localdate()
    plan = actions.draft_reorganisation(
        actor, top.organisation, title="نظم نو", order_number="۱", order_date=today, on=today
    )
    for step in (
        Rename("b", "دفتر یگانه", "", "office"),
        Merge(("a",), "b"),
        Split("c", New("n", "دفتر نو", "", "office", "top")),
        Move("c", "b"),
        Close("d"),
    ):
        plan = actions.add_step(actor, plan, step)
    return plan


def signed_in(page: Page, live_server, plan: Reorganisation) -> str:
    user = make_user(Role.ADMINISTRATOR, Unit.objects.get(code="top"))
    page.goto(f"{live_server.url}/account/login/")
    page.fill("[name=login]", user.username)
    page.fill("[name=password]", PASSWORD)
    page.click("form:has([name=login]) button[type=submit]")
    page.wait_for_url(re.compile("/staff/"))
    return f"{live_server.url}/staff/people/"


def addresses(plan: Reorganisation) -> list[str]:
    own = f"reorganisations/{plan.pk}/"
    steps = [f"{own}steps/{kind}/" for kind in ("rename", "move", "merge", "merge-new", "split", "close")]
    return ["picture/", "reorganisations/", own, f"{own}describe/", *steps, "persons/list/"]


def test_the_pages_have_nothing_for_axe(page: Page, live_server, plan) -> None:
    staff = signed_in(page, live_server, plan)
    for address in addresses(plan):
        page.goto(staff + address)
        screenshot(page, "reorganise-" + address.strip("/").replace("/", "-"))
        assert axe(page) == [], address
    page.goto(f"{live_server.url}/services/offices/")
    screenshot(page, "offices")
    assert axe(page) == []


def test_the_pages_fit_a_phone(phone_page: Page, live_server, plan) -> None:
    staff = signed_in(phone_page, live_server, plan)
    for address in ["picture/", f"reorganisations/{plan.pk}/", "persons/list/", "../../services/offices/"]:
        phone_page.goto(staff + address)
        assert phone_page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert axe(phone_page) == [], address


def test_a_plan_is_carried_out_and_users_are_added_by_hand(page: Page, live_server, plan) -> None:
    staff = signed_in(page, live_server, plan)
    page.goto(f"{staff}reorganisations/{plan.pk}/")
    page.click(".plan-steps li:nth-child(5) button")
    page.click("form[action$='/order/'] button")
    page.wait_for_selector(".badge-leaf")
    assert axe(page) == []
    page.goto(f"{live_server.url}/services/offices/a/")
    assert page.get_by_role("link", name="دفتر یگانه").count()
    assert axe(page) == []
    book, file = Workbook(), BytesIO()
    book.active.append(["نام", "نام خانوادگی", "نام کاربری", "کد پست"])
    book.active.append(["سارا", "نمونه", "sara", "post-b"])
    book.save(file)
    page.goto(f"{staff}persons/list/")
    page.set_input_files("[name=file]", {"name": "u.xlsx", "mimeType": "", "buffer": file.getvalue()})
    page.click("form[enctype] button")
    assert axe(page) == []
    page.click("button[value=page]")
    page.wait_for_selector(".slip")
    assert axe(page) == []
