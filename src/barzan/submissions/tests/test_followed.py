"""Whoever sent without an account follows it by a code: the state, the reason, the correction; no more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from barzan.access import ANONYMOUS, Role
from barzan.access.rules import Forbidden
from barzan.access.values import system_actor
from barzan.forms.models import Form
from barzan.people.tests.factories import make_actor, make_user
from barzan.submissions import web_followed
from barzan.submissions.actions import edit, receive, review, save_draft, send_draft
from barzan.submissions.actions.erasing import erase_due
from barzan.submissions.codes import code_hash
from barzan.submissions.models import Content, FollowUp, Submission
from barzan.submissions.tests.factories import GOOD, make_form, new_key
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db
SECRETS = ("applicant-1", "0012345679", "راه‌آهن")


@pytest.fixture(autouse=True)
def nobody_counted_yet() -> None:
    cache.clear()


def sent(form: Form | None = None) -> Submission:
    """A submission that was sent on a page without an account, with its code."""
    draft = save_draft(ANONYMOUS, (form or make_form()).key, GOOD)
    return send_draft(ANONYMOUS, draft, code=draft.code)


def send_back(row: Submission) -> None:
    review(make_actor(Role.OFFICER, row.unit), [row.pk], "sent_back", why="سن نادرست است")


def opened(client: Client, code: str) -> str:
    assert client.post("/sent/code/", {"code": code})["Location"] == "/sent/followed/"
    return text(client.get("/sent/followed/"))


def text(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_a_code_is_given_once_to_whoever_has_no_account() -> None:
    draft = save_draft(ANONYMOUS, make_form().key, GOOD)
    row = send_draft(ANONYMOUS, draft, code=draft.code)
    assert len(row.code.replace("-", "")) == 15
    assert row.code != draft.code
    assert [each.secret for each in FollowUp.objects.all()] == [code_hash(row.code)]
    assert not send_draft(ANONYMOUS, draft, code=draft.code).code
    citizen = make_actor(Role.CITIZEN)
    assert not send_draft(citizen, save_draft(citizen, row.form.key, GOOD)).code
    receive(ANONYMOUS, row.form.key, GOOD, key=new_key(), via="api")
    assert FollowUp.objects.count() == 1


def test_state_and_moment_are_told_and_no_answers(client: Client) -> None:
    row = sent()
    said = opened(client, row.code.lower().replace("-", " "))
    assert "در انتظار بررسی" in said
    review(make_actor(Role.OFFICER, row.unit), [row.pk], "approved")
    said += text(client.get("/sent/followed/"))
    assert "تأیید شده است" in said
    assert not [secret for secret in SECRETS if secret in said]
    for method in (client.get, client.post):
        assert method("/sent/followed/correct/")["Location"] == "/sent/followed/"
    assert Content.objects.count() == 1
    assert not Event.objects.filter(verb="submission.read").exists()


def test_what_came_back_is_corrected_by_the_code(client: Client) -> None:
    row = sent()
    send_back(row)
    said = opened(client, row.code)
    assert "سن نادرست است" in said
    assert not [secret for secret in SECRETS if secret in said]
    form = text(client.get("/sent/followed/correct/"))
    assert "applicant-1" in form
    assert "سن نادرست است" in form
    read = Event.objects.get(verb="submission.read")
    assert (read.key, read.person, read.why) == (str(row.pk), None, "follow-up code")
    stale = client.post("/sent/followed/correct/", {"seen": 0, "/data/age": "40"})
    assert stale.status_code == 409
    sent_again = client.post("/sent/followed/correct/", {"seen": 1, "/data/age": "۴۰"})
    assert sent_again["Location"] == "/sent/followed/"
    row.refresh_from_db()
    assert (row.state, row.current) == ("received", 2)
    assert [each.answers["age"] for each in Content.objects.order_by("number")] == ["34", "40"]
    late = client.post("/sent/followed/correct/", {"seen": 2, "/data/age": "41"}, follow=True)
    assert "آنچه نوشتید پذیرفته نشد" in text(late)
    assert Content.objects.count() == 2


def test_the_link_opens_it_and_the_browser_forgets_it(client: Client) -> None:
    row = sent()
    assert client.get(f"/sent/code/{row.code}/")["Location"] == "/sent/followed/"
    assert str(row.form.title) in text(client.get("/sent/followed/"))
    assert Client().get("/sent/followed/")["Location"] == "/sent/"
    assert client.get("/sent/followed/leave/").status_code == 405
    client.post("/sent/followed/leave/")
    assert client.get("/sent/followed/")["Location"] == "/sent/"


def test_codes_are_not_guessed(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_followed, "TRIES", 3)
    row = sent()
    for wrong in ("", "7KD3M-Q9XTB-42HFW"):
        answer = client.post("/sent/code/", {"code": wrong})
        assert answer.status_code == 422
        assert "هیچ پاسخی این کد را ندارد" in answer.content.decode()
    assert client.get("/sent/code/7KD3M-Q9XTB-42HFW/").status_code == 422
    for answer in (client.post("/sent/code/", {"code": row.code}), client.get(f"/sent/code/{row.code}/")):
        assert answer.status_code == 429
    client.cookies[web_followed.COOKIE] = row.code  # not signed
    assert client.get("/sent/followed/")["Location"] == "/sent/"


def test_a_code_opens_its_own_submission_alone() -> None:
    mine, other = sent(), sent()
    send_back(mine)
    send_back(other)
    for code in ("", mine.code):
        with pytest.raises(Forbidden):
            edit(ANONYMOUS, other, {**GOOD, "age": "5"}, seen=1, code=code)
    with pytest.raises(Forbidden):
        edit(make_actor(Role.AUDITOR), mine, {**GOOD, "age": "5"}, seen=1, code=mine.code)
    edit(make_actor(Role.OFFICER, mine.unit), mine, {**GOOD, "age": "5"}, seen=1, code=mine.code)
    assert Content.objects.count() == 3


def test_the_code_goes_with_what_is_personal(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    row = sent(make_form(retention_days=30))
    send_back(row)
    opened(client, row.code)
    moment = timezone.now() + timedelta(days=31)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    erase_due(system_actor("test"))
    assert not FollowUp.objects.exists()
    assert "مهلتش گذشته است" in text(client.get("/sent/followed/correct/", follow=True))
    assert "مهلتش گذشته است" not in text(client.get("/sent/followed/", follow=True))
    assert client.post("/sent/code/", {"code": row.code}).status_code == 422


def test_the_page_asks_for_the_code_and_the_office_sees_who_has_one(client: Client) -> None:
    asked = text(client.get("/sent/"))
    assert 'name="code"' in asked
    assert "کد ندارد" in asked
    row = sent()
    old = receive(ANONYMOUS, row.form.key, GOOD, key=new_key())
    client.force_login(make_user(Role.OFFICER, row.unit))
    assert "با کد رسید درست می‌کنند" in text(client.get(f"/staff/submissions/{row.pk}/"))
    assert "به دستشان نمی‌رسد" in text(client.get(f"/staff/submissions/{old.pk}/"))
