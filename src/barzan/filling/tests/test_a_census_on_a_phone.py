"""A census of 121 questions on a phone, as people fill it in: part by part, gone on with elsewhere, sent."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from barzan.filling.tests import pages
from barzan.forms.tests import census
from barzan.forms.tests.factories import make_published
from barzan.people.tests.factories import make_unit
from barzan.submissions.models import Draft, Submission

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_the_first_place_to_the_receipt(open_page, live_server) -> None:
    cache.clear()
    form = make_published(
        make_unit("PLAN"), census.workbook(), media=census.MEDIA, open_to="public", consent="برای برنامهٔ محله"
    )
    phone = pages.Phone(open_page(width=390, height=844, has_touch=True, is_mobile=True))
    phone.page.goto(f"{live_server.url}/fill/{form.key}/")
    phone.looked_at("start")
    phone.page.check("#consent")
    phone.leave("main button.button-primary")

    # Places hang together: another province takes back what was chosen within the first one.
    phone.choose("place/province", "ir-03")
    phone.choose("place/county", "ir-03-01")
    phone.choose("place/city", "ir-03-01-01")
    phone.choose("place/province", "ir-05")
    phone.gone("place/neighbourhood", "ir-03-01-01-01")
    for level, code in (("county", "ir-05-01"), ("city", "ir-05-01-01"), ("neighbourhood", "ir-05-01-01-02")):
        phone.choose(f"place/{level}", code)
    phone.write("place/plaque", "۱۲")
    phone.write("place/postcode", "۶۱۳۴")
    phone.told("کد پستی ده رقم است")
    phone.write("place/postcode", "۶۱۳۴۵۶۷۸۹۰")
    phone.page.locator(".question-point .map").tap()
    phone.looked_at("place")
    phone.next()

    phone.choose("visit/outcome", "done")
    phone.next()
    phone.write("household/head", "نمونه")
    phone.choose("household/head_sex", "female")
    phone.write("household/size", "۲")
    phone.next()

    # A row of a repeat, with a repeat within it that its own answers open, and a second row.
    phone.person(1, "مریم", "head", "female", "۴۰")
    phone.choose("member[1]/activity", "works")
    phone.write("member[1]/job[1]/title", "خیاط")
    phone.press("add /data/member")
    phone.person(2, "رضا", "child", "male", "۹")
    phone.choose("member[2]/school", "yes")
    phone.looked_at("member")
    phone.next()
    phone.choose("living/owes", "no")
    phone.next()
    phone.choose("housing/tenure", "owner")
    phone.write("housing/rooms", "۱")
    phone.choose("housing/water", "own")
    phone.next()
    moved = phone.page.locator('button[value="up /data/quarter/needs deed"]')
    moved.press("Enter")
    phone.ranked("deed", "job")
    assert phone.page.evaluate("document.activeElement.value") == "down /data/quarter/needs deed"
    phone.looked_at("quarter")
    phone.next()

    # Left there, and gone on with on another device by the code, at the part that nobody answered yet.
    code = phone.page.locator(".resume-code").text_content()
    other = pages.Phone(open_page(width=390, height=844, has_touch=True, is_mobile=True))
    other.page.goto(f"{live_server.url}/fill/{form.key}/")
    other.page.fill("#code", str(code).lower())
    other.leave("#resume + form button")
    assert "at=%2Fdata%2Ftogether" in other.page.url
    other.leave('button[value="go /data/closing"]')
    other.drawn("closing/signature")
    other.choose("closing/agreed", "OK")
    other.next()
    other.looked_at("review")
    assert "عضو خانوار ۱ · مریم" in other.page.inner_text("main")
    other.leave('button[value="send"]')
    other.page.wait_for_selector(".receipt-number")
    other.looked_at("receipt")

    kept = Submission.objects.get()
    assert not kept.broken
    answers = kept.content.answers
    assert answers["place"]["neighbourhood"] == "ir-05-01-01-02"
    assert answers["place"]["postcode"] == "6134567890"
    assert [each["age"] for each in answers["member"]] == ["40", "9"]
    assert answers["member"][0]["job"] == [{"title": "خیاط"}]
    assert answers["quarter"]["needs"].startswith("deed job ")
    assert kept.attachments.get().state == "here"
    assert not Draft.objects.exists()
