"""The pages of the review, as a browser without scripts sees them."""

from __future__ import annotations

import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from barzan.access import Role
from barzan.jobs.models import Job
from barzan.jobs.worker import run
from barzan.review.core.said import Said
from barzan.review.models import Item, Reading
from barzan.review.tests.conftest import Signed
from barzan.review.tests.factories import make_text

pytestmark = pytest.mark.django_db
FEW = 12


def address(name: str, *arguments: int) -> str:
    return reverse(f"review:{name}", args=arguments)


def sent(item: Item, **instead: object) -> dict[str, object]:
    """What the form of an item sends as it comes up, with some fields written otherwise."""
    said = item.said
    client = {True: "yes", False: "no", None: ""}[said.has_client]
    data: dict[str, object] = {
        "seen": item.number, "title": said.title, "service_class": said.service_class or "",
        "has_client": client, "national_code": said.national_code or "", "group_title": said.group_title,
        "group_code": said.group_code or "", "gap_reason": said.gap_reason, "deed": "decide",
    }  # fmt: skip
    for part, names in {
        "requirements": ("kind", "text"),
        "legal_bases": ("kind", "title", "document_number", "date_text", "issuer"),
        "steps": ("text", "who"),
    }.items():
        rows = getattr(said, part)
        data |= {f"{part}-TOTAL_FORMS": len(rows) + 1, f"{part}-INITIAL_FORMS": len(rows)}
        for at, row in enumerate(rows):
            data |= {f"{part}-{at}-{name}": getattr(row, name) for name in names}
    return {**data, **instead}


def test_a_text_is_handed_in_and_read(signed: Signed, review: Reading) -> None:
    client = signed()
    file = SimpleUploadedFile("b.md", (make_text() + "\n").encode())
    data = {"file": file, "title": "دیگر", "unit": review.unit_id, "prefix": "mk"}
    answer = client.post(address("readings"), data)
    made = Reading.objects.get(title="دیگر")
    assert answer.url == address("reading", made.pk)
    assert made.prefix == "MK"
    assert "۶" in client.get(answer.url).content.decode()


@pytest.mark.parametrize(("name", "data", "said"), [
    ("b.pdf", b"%PDF-1.7", "md یا txt"),
    ("b.md", b"", "خالی"),
    ("b.md", "کتاب".encode("cp1256"), "UTF-8"),
    ("b.md", b"a letter", "فهرست خدماتی"),
])  # fmt: skip
def test_a_bad_text_is_refused_beside_its_field_and_the_rest_stays(
    signed: Signed, review: Reading, name: str, data: bytes, said: str
) -> None:
    given = {"file": SimpleUploadedFile(name, data), "title": "دیگر", "unit": review.unit_id, "prefix": "MK"}
    answer = signed().post(address("readings"), given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert 'value="دیگر"' in page
    assert Reading.objects.count() == 1


def test_the_desk_leads_to_what_needs_a_person_first(signed: Signed, review: Reading) -> None:
    answer = signed().get(address("desk", review.pk))
    first = review.items.order_by("group", "order").first()
    assert answer.url == address("item", review.pk, first.order)
    assert first.group == 0


def test_the_desk_shows_the_row_in_the_text_with_its_marks_named(signed: Signed, review: Reading) -> None:
    page = signed().get(address("item", review.pk, 1)).content.decode()
    assert "review-own" in page
    assert "review-read-as" in page
    assert "صدور پروانه" in page
    assert "۱۰۰۱۱۲۳۴۱۰۱" in page


def test_accepting_shows_the_next_item_of_the_same_list(signed: Signed, review: Reading) -> None:
    client, item = signed(), review.items.get(order=1)
    answer = client.post(address("decide", review.pk, 1) + "?state=all&office=1", sent(item))
    assert answer.status_code == 302
    assert "state=all" in answer.url
    assert "office=1" in answer.url
    item.refresh_from_db()
    assert item.state == "accepted"
    assert Said.from_value(item.current) == Said.from_value(item.proposed), "nothing was touched on the way"


def test_correcting_without_a_reason_keeps_what_was_written(signed: Signed, review: Reading) -> None:
    client, item = signed(), review.items.get(order=1)
    answer = client.post(address("decide", review.pk, 1), sent(item, title="عنوان بهتر"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "عنوان بهتر" in page
    assert "دلیل" in page
    client.post(address("decide", review.pk, 1), sent(item, title="عنوان بهتر", reason="original", why="ص ۴"))
    item.refresh_from_db()
    assert (item.state, item.title) == ("corrected", "عنوان بهتر")
    assert (item.decisions.get().reason, item.decisions.get().why) == ("original", "ص ۴")


def test_parts_are_added_changed_and_left_out_and_keep_their_source_lines(
    signed: Signed, review: Reading
) -> None:
    client, item = signed(), review.items.get(order=1)
    line = item.said.requirements[0].source_line
    written = {
        "requirements-0-text": "فرم درخواست پروانه",
        "requirements-1-kind": "document", "requirements-1-text": "شناسنامه",
        "legal_bases-0-title": "", "steps-0-text": "پروانه صادر می‌شود.", "steps-0-who": "دفتر",
        "reason": "original",
    }  # fmt: skip
    client.post(address("decide", review.pk, 1), sent(item, **written))
    item.refresh_from_db()
    said = item.said
    assert [(row.kind, row.text, row.source_line) for row in said.requirements] == [
        ("form", "فرم درخواست پروانه", line),
        ("document", "شناسنامه", None),
    ]
    assert said.legal_bases == ()
    assert [(row.text, row.who) for row in said.steps] == [("پروانه صادر می‌شود.", "دفتر")]


def test_a_code_of_ten_digits_is_refused_beside_its_field(signed: Signed, review: Reading) -> None:
    item = review.items.get(order=1)
    answer = signed().post(address("decide", review.pk, 1), sent(item, national_code="۱۰۰۱۱۲۳۴۱۰"))
    assert answer.status_code == 422
    assert "۱۱ رقم" in answer.content.decode()


def test_a_second_person_sees_both_texts_and_may_decide_again(signed: Signed, review: Reading) -> None:
    first, second, item = signed(), signed(Role.SECRETARY), review.items.get(order=1)
    first.post(address("decide", review.pk, 1), sent(item, title="نوشتهٔ یکی", reason="office"))
    written = sent(item, title="نوشتهٔ دیگری", reason="original")
    answer = second.post(address("decide", review.pk, 1), written)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert all(each in page for each in ("نوشتهٔ یکی", "نوشتهٔ دیگری", 'name="seen" value="1"'))
    item.refresh_from_db()
    assert item.title == "نوشتهٔ یکی", "nothing is overwritten"
    second.post(address("decide", review.pk, 1), {**written, "seen": 1})
    item.refresh_from_db()
    assert item.title == "نوشتهٔ دیگری"


def test_the_last_own_decision_is_taken_back_from_any_item(signed: Signed, review: Reading) -> None:
    client, item = signed(), review.items.get(order=1)
    client.post(address("decide", review.pk, 1), sent(item))
    answer = client.post(address("undo", review.pk))
    assert answer.url == address("item", review.pk, 1)
    item.refresh_from_db()
    assert (item.state, item.number) == ("open", 2)
    assert client.post(address("undo", review.pk), follow=True).status_code == 200


@pytest.mark.parametrize("deed", ["question", "aside"])
def test_a_question_or_setting_aside_does_not_ask_for_a_whole_form(
    signed: Signed, review: Reading, deed: str
) -> None:
    client, lost = signed(), review.items.get(order=6)
    answer = client.post(address("decide", review.pk, 6), sent(lost, deed=deed))
    assert answer.status_code == 422
    assert "دلیل" in answer.content.decode()
    client.post(address("decide", review.pk, 6), sent(lost, deed=deed, why="از دفتر می‌پرسم"))
    lost.refresh_from_db()
    assert lost.state == {"question": "questioned", "aside": "aside"}[deed]


def test_auditors_and_analysts_read_without_buttons(signed: Signed, review: Reading) -> None:
    client, item = signed(Role.AUDITOR), review.items.get(order=1)
    page = client.get(address("item", review.pk, 1)).content.decode()
    assert 'name="deed"' not in page
    assert '<fieldset class="review-plainset" disabled' in page
    assert client.post(address("decide", review.pk, 1), sent(item)).status_code == 403


@pytest.mark.parametrize(
    "query", ["?office=1", "?kind=flag_undecided", "?state=decided", "?q=پروانه", "?q=2", "?office=x&state=y"]
)
def test_the_list_is_narrowed_and_nothing_breaks(signed: Signed, review: Reading, query: str) -> None:
    client = signed()
    assert client.get(address("desk", review.pk) + query, follow=True).status_code == 200
    assert client.get(address("item", review.pk, 1) + query).status_code == 200


def test_an_item_is_matched_on_the_desk(signed: Signed, review: Reading) -> None:
    client = signed()
    answer = client.post(address("match", review.pk, 1) + "?state=all", {"service": "zz-0001"}, follow=True)
    assert "ZZ-0001" in answer.content.decode()
    assert answer.redirect_chain[0][0].endswith("items/1/?state=all")


def test_clean_items_are_accepted_together(signed: Signed, review: Reading) -> None:
    client = signed()
    page = client.get(address("clean", review.pk, 1)).content.decode()
    assert "صدور پروانه" in page
    assert client.post(address("clean", review.pk, 1), {"order": [1], "why": ""}).status_code == 422
    client.post(address("clean", review.pk, 1), {"order": [1, "x", 9**30], "why": "همه را خواندم"})
    assert review.items.get(order=1).state == "accepted"


def test_publishing_says_what_is_missing_and_then_publishes(signed: Signed, review: Reading) -> None:
    client = signed(Role.SECRETARY)
    early = client.post(address("publish", review.pk), {"title": "ویراست یک", "why": "مصوبه"})
    assert early.status_code == 422
    assert "۶ ردیف" in early.content.decode()
    for item in review.items.all():
        flags = {"service_class": item.service_class or "shared", "title": item.title or "خدمت گم‌شده"}
        has_client = "no" if item.has_client is False else "yes"
        client.post(
            address("decide", review.pk, item.order),
            sent(item, **flags, has_client=has_client, reason="count"),
        )
    page = client.get(address("publish", review.pk)).content.decode()
    assert "برابر با جدول خود کتابچه" in page
    client.post(address("publish", review.pk), {"title": "ویراست یک", "why": "مصوبهٔ ۱۲"})
    running = client.get(address("reading", review.pk)).content.decode()
    assert 'http-equiv="refresh"' in running
    run(threading.Event(), burst=True)
    page = client.get(address("reading", review.pk)).content.decode()
    assert "مصوبهٔ ۱۲" in page
    assert "برابر با جدول خود کتابچه" in page
    assert client.get("/services/MK-0001/").status_code == 200
    assert client.get(address("log", review.pk)).status_code == 200


def test_a_publication_that_stopped_says_whom_to_ask(signed: Signed, review: Reading) -> None:
    job = Job.objects.create(kind="review.publish", key="reading:1:1", state="failed", max_attempts=3)
    Reading.objects.filter(pk=review.pk).update(state="publishing", job=job)
    page = signed().get(address("reading", review.pk)).content.decode()
    assert "راهبر سامانه" in page
    assert 'http-equiv="refresh"' not in page


def test_an_officer_decides_and_does_not_publish(signed: Signed, review: Reading) -> None:
    client = signed(Role.OFFICER)
    assert client.get(address("publish", review.pk)).status_code == 200
    assert client.post(address("publish", review.pk), {"title": "و", "why": "م"}).status_code == 403


def test_the_units_are_chosen_on_their_page_even_swapped(signed: Signed, review: Reading) -> None:
    client = signed()
    works, trade = (review.offices.get(name=name) for name in ("دفتر آبادانی", "دفتر بازار"))
    data = {f"unit-{works.pk}": trade.unit_id, f"unit-{trade.pk}": works.unit_id}
    assert client.post(address("units", review.pk), data).status_code == 302
    swapped = review.offices.get(pk=works.pk), review.offices.get(pk=trade.pk)
    assert [each.unit.code for each in swapped] == ["trade", "works"]
    both = {f"unit-{works.pk}": swapped[1].unit_id, f"unit-{trade.pk}": swapped[1].unit_id}
    answer = client.post(address("units", review.pk), both)
    assert answer.status_code == 422
    assert "برگزیده شده است" in answer.content.decode()


@pytest.mark.parametrize("name", ["reading", "units", "publish", "log"])
def test_pages_ask_few_questions(
    signed: Signed, review: Reading, name: str, django_assert_max_num_queries
) -> None:
    client = signed()
    client.get(address(name, review.pk))
    with django_assert_max_num_queries(FEW + 8 * (name == "publish")):
        client.get(address(name, review.pk))


def test_the_desk_asks_few_questions(signed: Signed, review: Reading, django_assert_max_num_queries) -> None:
    client: Client = signed()
    client.post(address("decide", review.pk, 1), sent(review.items.get(order=1)))
    client.get(address("item", review.pk, 2))
    with django_assert_max_num_queries(FEW):
        client.get(address("item", review.pk, 1) + "?state=all")
