"""The pages in Chromium, wide and on a phone: axe finds nothing, no page is wider than the screen, rows of a
repeat are added and taken out, and what was sent back is corrected.
"""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from barzan.access import Role
from barzan.documents.tests.files import png
from barzan.look.tests.browser import axe, screenshot
from barzan.people.actors import actor_of
from barzan.people.tests.factories import LONG_AGO, make_unit, make_user
from barzan.submissions.actions import add_attachment, receive, review
from barzan.submissions.models import Content, Submission
from barzan.submissions.tests.factories import GOOD, make_form, new_key

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WRONG = {**GOOD, "age": "150", "kind": "b", "photo": "front.png", "twice": "1"}


def signed_in(screen, live_server, user) -> None:
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    screen.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    screen.set_default_navigation_timeout(60_000)


def clean(screen, address: str, name: str) -> None:
    screen.goto(address)
    screenshot(screen, f"submissions-{name}")
    assert axe(screen) == [], name
    assert not screen.evaluate("document.documentElement.scrollWidth > innerWidth"), f"{name} is too wide"


def test_every_page_is_clean_and_what_came_back_is_corrected(page, phone_page, live_server) -> None:
    unit = make_unit("OFFICE")
    officer, sender = make_user(Role.OFFICER, unit), make_user(Role.CITIZEN)
    today, form = LONG_AGO.replace(year=2026), make_form(unit, key="household")
    row = receive(actor_of(sender, today), form.key, WRONG, key=new_key())
    add_attachment(actor_of(sender, today), form.key, row.key, "front.png", png())
    staff, mine = f"{live_server.url}/staff/submissions/", f"{live_server.url}/sent/"
    for screen, width in ((page, "wide"), (phone_page, "phone")):
        signed_in(screen, live_server, officer)
        for name, path in (
            ("list", ""),
            ("nothing", "?state=approved"),
            ("one", f"{row.pk}/?personal=1"),
            ("history", f"{row.pk}/history/"),
            ("edit", f"{row.pk}/edit/"),
        ):
            clean(screen, staff + path, f"{name}-{width}")
    page.locator('button[value="+/data/member"]').click()
    assert page.locator('[name="/data/member[3]/years"]').count() == 1
    page.locator('button[value="-/data/member[1]"]').click()
    assert page.locator('[name="/data/member[3]/years"]').count() == 0
    assert axe(page) == []
    page.fill('[name="/data/age"]', "۵۰")
    page.fill('[name="why"]', "تلفنی")
    page.locator("form.card .button-primary").click()
    page.wait_for_url(f"{staff}{row.pk}/")
    assert len(Content.objects.get(number=2).answers["member"]) == 2
    phone_page.fill('[name="/data/age"]', "۶۰")  # opened before the other saved
    phone_page.fill('[name="why"]', "حضوری")
    phone_page.locator("form.card .button-primary").click()
    assert "کس دیگری آن را" in phone_page.get_by_role("alert").inner_text()
    assert axe(phone_page) == []
    assert Content.objects.count() == 2
    review(actor_of(officer, today), [row.pk], "sent_back", why="سال عضو دوم را بنویسید")
    phone_page.context.clear_cookies()
    signed_in(phone_page, live_server, sender)
    for name, path in (("own-list", ""), ("own-one", f"{row.pk}/"), ("own-correct", f"{row.pk}/correct/")):
        clean(phone_page, mine + path, name)
    phone_page.fill('[name="/data/member[2]/years"]', "۱۲")
    phone_page.locator("form.card .button-primary").click()
    phone_page.wait_for_url(f"{mine}{row.pk}/")
    assert Submission.objects.get().state == "received"
    assert Content.objects.get(number=3).answers["member"][1]["years"] == "12"
