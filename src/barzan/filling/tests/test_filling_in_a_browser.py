"""Forms in Chromium: axe finds nothing, what depends on an answer follows at once; without a script too."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache

from barzan.filling.tests.test_pages import LISTS, SETTINGS, SURVEY
from barzan.forms.tests.factories import make_published
from barzan.look.tests.browser import axe
from barzan.people.tests.factories import make_unit
from barzan.submissions.models import Draft, Submission
from barzan.xlsform.tests.building import book, choices, question

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MORE = [
    question("date", "day", "روز", "Day"),
    question("time", "hour", "ساعت", "Hour"),
    question("geopoint", "point", "جا", "Place"),
    question("rank wishes", "wishes", "ترتیب", "Order"),
    question("range", "score", "نمره", "Score", parameters="start=0 end=10 step=1"),
    question("select_one wishes", "first", "نخست", "First", appearance="likert"),
    question("acknowledge", "read", "خوانده شد", "Read"),
]
WISHES = choices("wishes", [("park", "بوستان", "Park"), ("bus", "اتوبوس", "Bus"), ("road", "راه", "Road")])


def test_with_and_without_a_script(open_page, live_server) -> None:
    cache.clear()
    form = make_published(
        make_unit("PLAN"), book([*SURVEY, *MORE], [*LISTS, *WISHES], SETTINGS), open_to="public"
    )
    page = open_page()
    page.goto(f"{live_server.url}/fill/{form.key}/")
    assert axe(page) == []
    page.click("main button.button-primary")
    page.goto(page.url + "?style=all")
    page.wait_for_selector(".map .map-degree")
    assert axe(page) == []

    page.click('label:has([name="/data/province"][value="isfahan"])')
    page.wait_for_selector('[name="/data/county"][value="k"]')
    assert not page.is_visible('[name="/data/house/trees"]')
    page.focus('[name="/data/house/garden"][value="no"]')
    page.keyboard.press("ArrowUp")
    page.wait_for_selector('[name="/data/house/trees"]')
    assert page.evaluate("document.activeElement.value") == "yes"
    page.fill('[name="/data/house/rooms"]', "۹۹")
    page.press('[name="/data/house/rooms"]', "Tab")
    page.wait_for_selector('[id="q-data-house-rooms:error"]')
    page.click('button[value="add /data/member"]')
    page.wait_for_function("document.activeElement.name === '/data/member[2]/called'")
    page.fill('[name="/data/member[1]/age"]', "۴۰")
    page.press('[name="/data/member[1]/age"]', "Tab")
    page.wait_for_selector('output:has-text("۲")')
    page.click('button[value^="up /data/wishes road"]')
    page.wait_for_selector('[name="/data/wishes"][value="road"]', state="attached")
    page.locator(".map").click()
    page.wait_for_function("document.querySelector('[data-lat]').value !== ''")
    page.click(".jp-open")
    page.click(".jp-today")
    page.click('button[value="send"]')
    page.wait_for_selector(".alert-anar")
    assert axe(page) == []
    assert Draft.objects.get().answers["wishes"] == "park road bus"

    page.fill('[name="/data/name"]', "مریم")
    page.fill('[name="/data/house/rooms"]', "۴")
    page.click('button[value="send"]')
    page.wait_for_selector(".receipt")
    assert axe(page) == []
    answers = Submission.objects.get().content.answers
    assert re.fullmatch(r"[0-9.]+ [0-9.]+ 0 0", answers["point"])
    assert answers["together"] == "2"

    plain = open_page(width=390, java_script_enabled=False)
    plain.goto(f"{live_server.url}/fill/{form.key}/")
    plain.click("main button.button-primary")
    plain.goto(plain.url + "?style=all")
    plain.fill('[name="/data/name"]', "مریم")
    plain.check('[name="/data/house/garden"][value="yes"]')
    plain.click('button[value="add /data/member"]')
    plain.fill('[name="/data/member[1]/age"]', "12")
    plain.select_option('[name="/data/day|month"]', "9")
    plain.fill('[name="/data/day|day"]', "۱۱")
    plain.fill('[name="/data/day|year"]', "۱۴۰۵")
    plain.click('button[value="check"]')
    plain.fill('[name="/data/house/trees"]', "انجیر")
    plain.click('button[value="send"]')
    plain.wait_for_selector(".receipt")
    answers = Submission.objects.order_by("pk").last().content.answers
    assert answers["house"]["trees"] == "انجیر"
    assert answers["day"] == "2026-12-02"
