"""The pages: what they show, to whom, and in how many questions to the database."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from barzan.access import ANONYMOUS, Role
from barzan.people.tests.factories import make_unit, make_user
from barzan.submissions.actions import receive
from barzan.submissions.models import Content, Device, Review, Submission
from barzan.submissions.tests.factories import GOOD, make_form, new_key
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db
WRONG = {**GOOD, "age": "150", "kind": "a", "photo": "photo.png", "twice": "1"}


@pytest.fixture
def row() -> Submission:
    return receive(ANONYMOUS, make_form().key, WRONG, key=new_key())


@pytest.fixture
def officer(client: Client, row: Submission) -> Client:
    client.force_login(make_user(Role.OFFICER, row.unit))
    return client


def page(name: str, *arguments: object) -> str:
    return reverse(f"submissions:{name}", args=arguments)


def text(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_list_asks_few_questions(officer: Client, row: Submission, django_assert_max_num_queries) -> None:
    for _ in range(60):
        receive(ANONYMOUS, row.form.key, GOOD, key=new_key())
    officer.get(page("list"))
    with django_assert_max_num_queries(12):
        said = text(officer.get(page("list")))
    assert "۶۱ پاسخ رسیده است" in said
    older = officer.get(page("list")).context["older"]
    assert len(officer.get(page("list") + older).context["page"].rows) == 21


def test_filters_and_the_number(officer: Client, row: Submission) -> None:
    good = receive(ANONYMOUS, row.form.key, GOOD, key=new_key())
    for query, found in (
        ("?broken=on", [row]),
        (f"?form={row.form.key}&state=received", [good, row]),
        ("?state=approved", []),
        ("?via=api", []),
        (f"?unit={row.unit.code}", [good, row]),
        ("?unit=none", []),
        ("?since_day=1&since_month=1&since_year=1404", [good, row]),
        ("?until_day=1&until_month=1&until_year=1400&via=page", []),
        ("?since_day=x&at=nonsense", [good, row]),
    ):
        rows = officer.get(page("list") + query).context["page"].rows
        assert [each.pk for each in rows] == [each.pk for each in found], query
    assert officer.get(f"{page('list')}?q={good.pk}")["Location"] == page("submission", good.pk)


def test_one_submission_with_what_is_wrong_beside_the_question(
    officer: Client, row: Submission, django_assert_max_num_queries
) -> None:
    officer.get(page("submission", row.pk))
    with django_assert_max_num_queries(12):
        said = text(officer.get(page("submission", row.pk)))
    assert "سن باید از ۰ تا ۱۲۰ باشد." in said
    assert "کنار گذاشته شد" in said
    assert "الف" in said
    assert "0012345679" not in said
    assert not Event.objects.filter(verb="submission.read").exists()
    whole = text(officer.get(page("submission", row.pk) + "?personal=1"))
    assert "0012345679" in whole
    assert Event.objects.filter(verb="submission.read").count() == 1


def test_an_analyst_is_shown_nothing_personal(client: Client, row: Submission) -> None:
    client.force_login(make_user(Role.ANALYST, row.unit))
    assert "0012345679" not in text(client.get(page("submission", row.pk) + "?personal=1"))
    assert client.get(page("edit", row.pk)).status_code in (403, 404)


def test_a_review_and_its_undoing(officer: Client, row: Submission) -> None:
    officer.post(page("review", row.pk), {"state": "on_hold", "why": "مدرک؟", "seen": 0})
    assert Submission.objects.get().state == "on_hold"
    officer.post(page("review", row.pk), {"state": "approved", "seen": 0})
    assert Submission.objects.get().state == "on_hold"
    officer.post(page("undo", row.pk), {"seen": 1})
    assert Submission.objects.get().state == "received"
    said = text(officer.get(page("history", row.pk)))
    assert "مدرک؟" in said


def test_many_are_reviewed_within_the_own_units(officer: Client, row: Submission) -> None:
    other = receive(ANONYMOUS, make_form(make_unit("far")).key, GOOD, key=new_key())
    sent = {"number": [row.pk, other.pk, "x"], "state": "approved", "here": "//evil.example"}
    assert officer.post(page("review-many"), sent)["Location"] == page("list")
    assert [each.submission_id for each in Review.objects.all()] == [row.pk]


def test_an_edit_by_page_and_its_conflict(officer: Client, row: Submission) -> None:
    said = text(officer.get(page("edit", row.pk)))
    assert 'name="/data/member[2]/first"' in said
    assert "/data/twice" not in said
    sent = {"seen": 0, "why": "تلفنی", "/data/age": "50", "/data/kind": "b", "/data/member[1]/years": ""}
    assert officer.post(page("edit", row.pk), sent).status_code == 302
    answers = Content.objects.get(number=2).answers
    assert (answers["age"], answers["twice"]) == ("50", "100")
    assert answers["member"][0] == {}
    again = officer.post(page("edit", row.pk), {**sent, "/data/age": "51"})
    assert again.status_code == 409
    assert "۵۱" in again.content.decode()
    assert Content.objects.count() == 2
    assert officer.post(page("edit", row.pk), {"seen": 1, "/data/age": "51"}).status_code == 422
    history = text(officer.get(page("history", row.pk) + "?personal=1"))
    assert "۱۵۰" in history


def test_rows_are_added_and_taken_out_before_anything_is_kept(officer: Client, row: Submission) -> None:
    address = page("edit", row.pk)
    assert 'value="+/data/member"' in text(officer.get(address))
    more = {
        "seen": 0,
        "why": "x",
        "/data/age": "50",
        "/data/member[1]/years": "8",
        "reshape": "+/data/member",
    }
    said = text(officer.post(address, more))
    assert 'name="/data/member[3]/first"' in said
    assert 'name="deed" value="+/data/member"' in said
    assert 'value="50"' in said
    assert Content.objects.count() == 1
    less = {**more, "deed": "+/data/member", "/data/member[3]/years": "3", "reshape": "-/data/member[1]"}
    said = text(officer.post(address, less))
    assert 'name="/data/member[3]/first"' not in said
    kept = {
        "seen": 0, "why": "تلفنی", "/data/age": "۵۰", "/data/kind": "a",
        "deed": ["+/data/member", "-/data/member[1]", "+/data/name", "-/data/member[x]"],
        "/data/member[2]/first": "member-3", "/data/member[2]/years": "۳",
    }  # fmt: skip
    assert officer.post(address, {**kept, "/data/photo": "evil"}).status_code == 422
    assert Content.objects.count() == 1
    assert officer.post(address, kept).status_code == 302
    answers = Content.objects.get(number=2).answers
    assert (answers["age"], answers["member"]) == ("50", [{}, {"years": "3"}])
    assert "photo" not in answers
    history = text(officer.get(page("history", row.pk) + "?personal=1"))
    assert "member-3" in history


def test_a_conflict_keeps_the_rows_that_were_added(officer: Client, row: Submission) -> None:
    sent = {"seen": 9, "why": "x", "deed": "+/data/member", "/data/member[3]/years": "3"}
    answer = officer.post(page("edit", row.pk), sent)
    assert answer.status_code == 409
    assert 'name="/data/member[3]/years" value="3"' in answer.content.decode()
    assert Content.objects.count() == 1


def test_a_repeat_is_a_table_in_english_too(officer: Client, row: Submission) -> None:
    said = text(officer.get("/en" + page("submission", row.pk) + "?personal=1"))
    assert "First name" in said
    assert "member-2" in said


def test_devices_are_added_and_closed(officer: Client) -> None:
    assert officer.post(page("devices"), {"title": " "}).status_code == 422
    said = text(officer.post(page("devices"), {"title": "تبلت"}))
    assert "/api/v1/submissions/openrosa/" in said
    device = Device.objects.get()
    officer.post(page("close-device", device.pk))
    assert Device.objects.get().closed_at


def test_unread_pages(officer: Client, row: Submission) -> None:
    client = Client()
    client.post(f"/api/v1/submissions/{row.form.key}", b"{<b>", content_type="application/json")
    listed = officer.get(page("unread"))
    found = listed.context["page"].object_list[0]
    assert "{&lt;b&gt;" in text(officer.get(page("one-unread", found.pk)))
    assert officer.post(page("one-unread", found.pk), {"deed": "again"}).status_code == 200
    assert officer.post(page("one-unread", found.pk), {"why": "آزمایش"}).status_code == 302
