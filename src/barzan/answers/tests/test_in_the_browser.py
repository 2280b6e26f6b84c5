"""The pages in Chromium, wide and on a phone: axe finds nothing, a bar opens its list, no page is wider."""

from __future__ import annotations

import random

import pytest
from django.conf import settings
from django.test import Client

from barzan.access import Role
from barzan.answers import actions
from barzan.answers.exporting.options import Options
from barzan.answers.tests.making import SURVEY, add_version, make_form, make_submission, xml_of
from barzan.look.tests.browser import axe, screenshot
from barzan.people.actors import actor_of
from barzan.people.tests.factories import make_unit, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = {
    "list": "?f=home/rooms:ge:2&q=",
    "adding": "?add=home/owner",
    "repeat": "?table=member",
    "charts": "charts/",
    "no-charts": "charts/?f=home/rooms:ge:90",
    "cross": "two-questions/?down=home/owner&across=needs",
    "map": "map/",
    "files": "files/?f=home/owner:is:yes",
    "versions": "versions/",
    "columns": "columns/",
}


def fill(form) -> None:
    chance = random.Random(5)
    for number in range(60):
        answers = {
            "home": {"owner": chance.choice(["yes", "yes", "no"]), "rooms": str(chance.randint(1, 6)),
                     "area": f"{chance.gauss(90, 25):.1f}",
                     "street": chance.choice(["خیابان بهار", "خيابان بهار", "کوچهٔ ۳", "میدان آزادی"])},
            "needs": " ".join(chance.sample(["water", "road", "school"], chance.randint(1, 3))),
            "order": " ".join(chance.sample(["water", "road", "school"], 3)),
            "since": f"2026-{chance.randint(1, 9):02}-{chance.randint(1, 28):02}",
            "point": f"{35.68 + chance.random() / 20:.5f} {51.35 + chance.random() / 20:.5f} 0 0",
            "member": [{"age": str(chance.randint(1, 80)), "works": "no"} for _ in range(2)],
        }  # fmt: skip
        make_submission(form, answers, broken=number % 20 == 0)


def test_every_page_is_clean_and_a_bar_opens_its_list(page, phone_page, live_server) -> None:
    unit = make_unit("OFFICE")
    user = make_user(Role.UNIT_HEAD, unit)
    form = make_form(unit, key="households")
    fill(form)
    add_version(
        form, xml_of([{**row, "name": "room_count"} if row.get("name") == "rooms" else row for row in SURVEY])
    )
    actions.order(actor_of(user, form.added_at.date()), form, Options())
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    for screen, width in ((page, "wide"), (phone_page, "phone")):
        screen.context.add_cookies([cookie])
        screen.set_default_navigation_timeout(60_000)
        for kind, path in PAGES.items():
            screen.goto(f"{live_server.url}/staff/answers/households/{path}")
            screenshot(screen, f"answers-{kind}-{width}")
            assert axe(screen) == [], kind
            too_wide = screen.evaluate("document.documentElement.scrollWidth > innerWidth")
            assert not too_wide, f"{kind} is wider than the screen"
    page.goto(f"{live_server.url}/staff/answers/households/charts/")
    bar = page.locator(".answers-bars").first.locator("tbody tr").first.locator("a")
    count = bar.inner_text()
    bar.click()
    page.wait_for_load_state()
    assert f"{count} ردیف" in page.locator(".lead").inner_text()
