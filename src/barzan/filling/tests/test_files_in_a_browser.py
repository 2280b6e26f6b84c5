"""Files in Chromium: they go on after a cut, photographs go small, what was sent stays with the answers."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.cache import cache
from PIL import Image
from playwright.sync_api import Route, expect

from barzan.documents import queries as documents
from barzan.filling.tests.test_pages import SETTINGS
from barzan.forms.tests.factories import WRITER, make_published
from barzan.people.tests.factories import make_unit
from barzan.submissions.models import Submission
from barzan.xlsform.tests.building import book, question

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAPERS = b"%PDF-1.4\n" + b"%" * 700_000 + b"\n%%EOF"


def photograph() -> bytes:
    """A picture of 1,200 by 900 pixels that does not compress."""
    file = BytesIO()
    Image.effect_noise((1200, 900), 80).convert("RGB").save(file, "JPEG", quality=95)
    return file.getvalue()


def test_a_cut_is_waited_for_and_a_photograph_is_made_small(open_page, live_server) -> None:
    cache.clear()
    survey = [
        question("begin_group", "first", "نخست", "First"),
        question("image", "photo", "عکس", "Photograph", parameters="max-pixels=300"),
        question("file", "papers", "برگه", "Papers"),
        question("end_group"),
        question("begin_group", "second", "دوم", "Second"),
        question("text", "remarks", "یادداشت", "Remarks"),
        question("end_group"),
    ]
    form = make_published(make_unit("PLAN"), book(survey, [], SETTINGS), open_to="public")
    page = open_page(width=390)
    page.goto(f"{live_server.url}/fill/{form.key}/")
    page.click("main button.button-primary")
    page.goto(f"{page.url}?style=sections")
    photo, papers = (page.locator(f'[data-upload="/data/first/{name}"]') for name in ("photo", "papers"))
    expect(photo.locator(".upload-choose")).to_have_text("گرفتن یا برگزیدن عکس")

    sent = []

    def second_is_cut(route: Route) -> None:
        sent.append(route.request.headers.get("upload-offset"))
        if len(sent) == 2:
            route.abort()
        else:
            route.continue_()

    page.route("**/bytes", second_is_cut)
    papers.locator("input[type=file]").set_input_files(
        {"name": "deed.pdf", "mimeType": "application/pdf", "buffer": PAPERS}
    )
    expect(papers.locator(".upload-said")).to_contain_text("ارتباط برقرار نشد")
    expect(papers.locator(".upload-said")).to_contain_text("deed.pdf")
    assert sent == ["0", "262144", "262144", "524288"]
    photo.locator("input[type=file]").set_input_files(
        {"name": "front.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
    )
    expect(photo.locator(".upload-said")).to_contain_text("front.jpg")

    page.click('button[value="next"]')
    page.fill('[name="/data/second/remarks"]', "تمام")
    page.click('button[value="back"]')
    expect(page.locator(".upload-here")).to_have_count(2)
    page.click('button[value="next"]')
    page.click('button[value="next"]')
    page.click('button[value="send"]')
    page.wait_for_selector(".receipt")
    kept = {each.place: each.document for each in Submission.objects.get().attachments.all()}
    assert kept["/data/first/papers"].size == len(PAPERS)
    _, small = documents.content(WRITER, kept["/data/first/photo"].document_id, 1)
    with Image.open(small) as picture:
        assert picture.size == (300, 225)
