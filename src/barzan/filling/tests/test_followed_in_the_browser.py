"""Somebody with a phone and no account: the code of the receipt, what was sent back, another photograph."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from barzan.documents.tests.files import png
from barzan.filling.tests.test_pages import SETTINGS
from barzan.forms.tests.factories import make_published
from barzan.look.tests.browser import axe, screenshot
from barzan.people.tests.factories import Role, make_actor, make_unit
from barzan.submissions.actions import review
from barzan.submissions.models import Submission
from barzan.xlsform.tests.building import book, question

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def clean(page, name: str) -> None:
    screenshot(page, f"followed-{name}")
    assert axe(page) == [], name
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), f"{name} is too wide"


def test_what_was_sent_without_an_account_is_corrected_by_its_code(phone_page, live_server) -> None:
    cache.clear()
    survey = [question("text", "name", "نام", required="yes"), question("image", "photo", "عکس")]
    form = make_published(make_unit("PLAN"), book(survey, [], SETTINGS), open_to="public")
    page = phone_page
    page.goto(f"{live_server.url}/fill/{form.key}/")
    page.click("main button.button-primary")
    page.goto(f"{page.url}?style=all")
    page.fill('[name="/data/name"]', "مریم")
    page.click('button[value="send"]')
    code = page.locator(".resume-code").inner_text()
    clean(page, "receipt")
    page.reload()
    assert page.locator(".resume-code").inner_text() == code
    row = Submission.objects.get()
    review(make_actor(Role.OFFICER, row.unit), [row.pk], "sent_back", why="عکس ندارد")
    page.goto(f"{live_server.url}/sent/")
    page.fill("#code", "7KD3M-Q9XTB-42HFX")
    page.press("#code", "Enter")
    page.wait_for_selector("#code-error")
    clean(page, "wrong-code")
    page.fill("#code", code)
    page.press("#code", "Enter")
    page.wait_for_url("**/sent/followed/")
    clean(page, "sent-back")
    page.click(".alert .button-primary")
    photo = {"name": "front.png", "mimeType": "image/png"}
    page.set_input_files('[type=file][name="/data/photo"]', {**photo, "buffer": b"<html>"})
    page.click("form.card .button-primary")
    page.click('[role=alert] a[href^="#q"]')
    assert page.evaluate("document.activeElement.name") == "/data/photo"
    clean(page, "refused")
    page.set_input_files('[type=file][name="/data/photo"]', {**photo, "buffer": png()})
    page.click("form.card .button-primary")
    page.wait_for_url("**/sent/followed/#*")  # where the link of the refusal led
    clean(page, "corrected")
    row.refresh_from_db()
    assert (row.state, row.current, row.attachments.get().state) == ("received", 2, "here")
