"""Pages for whoever sent something: what came back with the reason, and its correction as a new fact."""

from __future__ import annotations

import pytest
from django.test import Client

from barzan.access import Role
from barzan.people.actors import actor_of
from barzan.people.models import User
from barzan.people.tests.factories import LONG_AGO, make_actor, make_user
from barzan.submissions.actions import receive, review
from barzan.submissions.models import Content, Submission
from barzan.submissions.tests.factories import GOOD, make_form, new_key

pytestmark = pytest.mark.django_db
TODAY = LONG_AGO.replace(year=2026)


@pytest.fixture
def sender() -> User:
    return make_user(Role.CITIZEN)


@pytest.fixture
def row(sender: User) -> Submission:
    return receive(actor_of(sender, TODAY), make_form().key, GOOD, key=new_key())


@pytest.fixture
def mine(client: Client, sender: User) -> Client:
    client.force_login(sender)
    return client


def send_back(row: Submission) -> None:
    review(make_actor(Role.OFFICER, row.unit), [row.pk], "sent_back", why="سن نادرست است")


def text(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_what_came_back_is_corrected_as_a_new_content(mine: Client, row: Submission) -> None:
    send_back(row)
    assert "سن نادرست است" in text(mine.get("/sent/"))
    one = text(mine.get(f"/sent/{row.pk}/"))
    assert "سن نادرست است" in one
    assert "0012345679" in one  # their own
    assert mine.get(f"/staff/submissions/{row.pk}/")["Location"] == f"/sent/{row.pk}/"
    form = text(mine.get(f"/sent/{row.pk}/correct/"))
    assert 'name="/data/name"' in form
    sent = {"seen": 1, "/data/age": "۴۰"}
    assert mine.post(f"/sent/{row.pk}/correct/", sent)["Location"] == f"/sent/{row.pk}/"
    row.refresh_from_db()
    assert (row.state, row.current) == ("received", 2)
    assert [each.answers["age"] for each in Content.objects.order_by("number")] == ["34", "40"]
    assert "دوباره بررسی می‌شود" in text(mine.get(f"/sent/{row.pk}/"))


def test_what_did_not_come_back_is_read_and_not_corrected(mine: Client, row: Submission) -> None:
    assert mine.get(f"/sent/{row.pk}/correct/")["Location"] == f"/sent/{row.pk}/"
    assert mine.post(f"/sent/{row.pk}/correct/", {"seen": 0, "/data/age": "1"}).status_code == 302
    assert Content.objects.count() == 1


def test_a_correction_does_not_write_over_the_office(mine: Client, row: Submission) -> None:
    send_back(row)
    answer = mine.post(f"/sent/{row.pk}/correct/", {"seen": 0, "/data/age": "40"})
    assert answer.status_code == 409
    assert Content.objects.count() == 1


def test_nobody_sees_what_others_sent(client: Client, row: Submission) -> None:
    send_back(row)
    assert "سن نادرست است" not in text(client.get("/sent/"))
    client.force_login(make_user(Role.CITIZEN))
    assert "سن نادرست است" not in text(client.get("/sent/"))
    for address in (f"/sent/{row.pk}/", f"/sent/{row.pk}/correct/"):
        assert client.get(address).status_code in (403, 404)


def test_the_list_asks_few_questions(
    mine: Client, sender: User, row: Submission, django_assert_max_num_queries
) -> None:
    for _ in range(5):
        send_back(receive(actor_of(sender, TODAY), row.form.key, GOOD, key=new_key()))
    mine.get("/sent/")
    with django_assert_max_num_queries(12):
        text(mine.get("/sent/"))
    with django_assert_max_num_queries(12):
        text(mine.get(f"/sent/{row.pk}/"))
