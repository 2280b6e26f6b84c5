"""The pages in a browser: axe finds nothing, nothing scrolls sideways, keys and rows work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from barzan.access import Role
from barzan.access.values import system_actor
from barzan.catalogue.content import LegalBasisContent, StepContent
from barzan.look.tests.browser import axe, in_two_ways, screenshot
from barzan.revisions import actions
from barzan.revisions.models import Draft
from barzan.revisions.tests.world import Office, make_office, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def make_life() -> tuple[Office, Draft]:
    """A published change, a retired service with its successor, an open draft, two editions."""
    office = make_office()
    one, two, three = (office.service(f"AZ-000{n}") for n in (1, 2, 3))
    writer = system_actor("test")
    actions.publish_edition(writer, title="ویراست یکم", why="آغاز")
    office.publish(one, title="عنوان تازه", description="شرح تازه", steps=(StepContent("یک"),))
    actions.retire(office.head, two, why="پایان", successors=[one])
    actions.publish_edition(writer, title="ویراست دوم")
    draft = office.write(
        actions.open_draft(office.officer, three),
        title="نو", steps=(StepContent("یک", "کارشناس", 2), StepContent("دو")),
        legal_bases=(LegalBasisContent("act", "قانون آزمون", date_text="۱۳۸۰"),),
    )  # fmt: skip
    return office, draft


def sign_in(page: Any, live_server: Any, office: Office) -> None:
    (cookie,) = signed_in(Role.UNIT_HEAD, office.unit).cookies.values()
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])


@in_two_ways
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    live_server: Any, open_page: Callable[..., Any], width: int, prefix: str, scheme: str
) -> None:
    office, draft = make_life()
    page = open_page(width=width, color_scheme=scheme)
    sign_in(page, live_server, office)
    said: list[str] = []
    page.on("console", lambda told: said.append(told.text) if "Content Security" in told.text else None)
    desk, mine = "/staff/services/", f"/staff/services/drafts/{draft.pk}/"
    pages = {
        "list": desk, "draft": mine, "edit": f"{mine}edit/", "history": f"{mine}history/",
        "preview": f"{mine}preview/", "new": f"{desk}new/", "life": f"{desk}of/AZ-0001/",
        "split": f"{desk}of/AZ-0001/split/", "retire": f"{desk}of/AZ-0001/retire/",
        "publish": f"{desk}edition/", "sheet": "/services/AZ-0001/", "retired": "/services/AZ-0002/",
        "versions": "/services/AZ-0001/changes/1/2/", "editions": "/services/editions/",
        "edition": "/services/editions/2/", "changes": "/services/editions/2/changes/",
    }  # fmt: skip
    for name, path in pages.items():
        page.goto(f"{live_server.url}{prefix}{path}")
        screenshot(page, f"revisions-{name}-{width}-{scheme}{prefix.replace('/', '-')}")
        said += [f"{name}: {violation}" for violation in axe(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            said.append(f"{name} scrolls sideways")
    assert said == []


def test_keys_go_through_the_list_and_can_be_switched_off(
    live_server: Any, open_page: Callable[..., Any]
) -> None:
    office, draft = make_life()
    other = actions.open_draft(office.officer, office.service("AZ-0009"))
    page = open_page()
    sign_in(page, live_server, office)
    page.goto(f"{live_server.url}/staff/services/?sort=code")
    page.keyboard.press("KeyJ")
    page.keyboard.press("KeyJ")
    page.keyboard.press("KeyX")
    assert page.locator("[name=chosen]:checked").get_attribute("value") == f"{other.pk}:1"
    page.keyboard.press("KeyK")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/staff/services/drafts/{draft.pk}/")
    page.go_back()
    page.uncheck("[data-keys-on]")
    page.locator("h1").click()
    page.keyboard.press("KeyJ")
    assert page.locator("[data-row][aria-current]").count() == 0


def test_a_row_is_added_in_place_with_what_was_typed_elsewhere(
    live_server: Any, open_page: Callable[..., Any]
) -> None:
    office, draft = make_life()
    page = open_page()
    sign_in(page, live_server, office)
    page.goto(f"{live_server.url}/staff/services/drafts/{draft.pk}/edit/")
    page.fill("[name=objection]", "نوشته و ذخیره‌نشده")
    page.click("#steps-add")
    page.wait_for_selector("[name=steps-2-text]")
    assert page.input_value("[name=objection]") == "نوشته و ذخیره‌نشده"
    page.fill("[name=steps-2-text]", "سه")
    page.click(".draft-save .button-primary")
    page.wait_for_url(f"**/staff/services/drafts/{draft.pk}/")
    assert "سه" in page.inner_text(".changes")
