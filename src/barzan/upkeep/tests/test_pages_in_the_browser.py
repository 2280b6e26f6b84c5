"""The public pages of proposals in Chromium: axe finds nothing, and one is written by keyboard alone."""

from __future__ import annotations

import pytest

from barzan.access import ANONYMOUS
from barzan.catalogue.tests.factories import make_service
from barzan.look.tests.browser import axe
from barzan.people.tests.factories import make_unit
from barzan.upkeep import actions
from barzan.upkeep.models import Proposal

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_pages_are_accessible(page, live_server, language: str) -> None:
    service = make_service("AZ-0001", make_unit("office", make_unit("root")))
    made = actions.propose(ANONYMOUS, service=service, unit=service.unit, about="other", text="پیشنهاد")
    for path in (
        "/proposals/",
        "/proposals/?code=no",
        "/proposals/new/?service=AZ-0001",
        f"/proposals/{made.code}/",
    ):
        page.goto(f"{live_server.url}{language}{path}")
        assert axe(page) == [], path


def test_a_proposal_is_written_by_keyboard(page, live_server) -> None:
    make_service("AZ-0001", make_unit("office", make_unit("root")))
    page.goto(f"{live_server.url}/services/AZ-0001/")
    page.get_by_role("link", name="پیشنهاد اصلاح").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/proposals/new/**")
    page.locator("textarea").focus()
    page.keyboard.type("گام دوم کم است")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "new" not in url)
    assert Proposal.objects.get().code in page.content()
