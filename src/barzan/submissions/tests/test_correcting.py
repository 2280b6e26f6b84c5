"""Edits of a device: an instance that names the former one (deprecatedID) is no new submission."""

from __future__ import annotations

import pytest
from django.test import Client

from barzan.access import ANONYMOUS, Actor, Role
from barzan.documents.tests.files import png
from barzan.forms.kinds import OpenTo
from barzan.forms.models import Form
from barzan.people.actors import actor_of
from barzan.people.tests.factories import LONG_AGO, make_actor, make_unit, make_user
from barzan.submissions.actions import add_device, edit, receive, review, withdraw
from barzan.submissions.models import Attachment, Content, OtherKey, Submission
from barzan.submissions.tests.factories import GOOD, make_form, new_key
from barzan.submissions.tests.test_api import post, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def collect() -> tuple[Form, Actor, str]:
    form = make_form(make_unit("odk"), open_to=OpenTo.STAFF)
    actor = actor_of(make_user(Role.OFFICER, form.unit), LONG_AGO.replace(year=2026))
    return form, actor, f"/api/v1/submissions/openrosa/{add_device(actor, 'تبلت ۱')[1]}"


def xml(form: Form, key: str, before: str = "", age: int = 34, photo: str = "photo.png") -> bytes:
    names = f"<instanceID>{key}</instanceID>" + (f"<deprecatedID>{before}</deprecatedID>" if before else "")
    return (
        f'<data id="{form.key}" version="1"><name>applicant-1</name><age>{age}</age><kind>b</kind>'
        f'<photo>{photo}</photo><meta xmlns="http://openrosa.org/xforms">{names}</meta></data>'
    ).encode()


def ages() -> list[tuple[int, str, str]]:
    return [(each.number, each.origin, each.answers["age"]) for each in Content.objects.order_by("number")]


def test_an_edit_is_the_next_content_of_what_it_names(client: Client, collect) -> None:
    form, _, address = collect
    first, second, third = new_key(), new_key(), new_key()
    assert post(client, address, xml(form, first), photo_png=png()).status_code == 201
    changed = xml(form, second, first, 40, "other.png")
    assert post(client, address, changed, other_png=png()).status_code == 201
    assert post(client, address, changed, other_png=png()).status_code == 201  # sent twice, kept once
    assert post(client, address, xml(form, third, second, 41, "other.png")).status_code == 201
    row = Submission.objects.get()
    assert (row.key, row.current, row.state, row.broken) == (first, 3, "received", False)
    assert ages() == [(1, "received", "34"), (2, "edited", "40"), (3, "edited", "41")]
    assert sorted(each.name for each in Attachment.objects.filter(state="here")) == ["other.png", "photo.png"]
    assert Content.objects.get(number=3).answers["meta"] == {"instanceID": third}


def test_an_approved_one_waits_for_a_review_again(client: Client, collect) -> None:
    form, actor, address = collect
    first = new_key()
    post(client, address, xml(form, first))
    review(actor, [Submission.objects.get().pk], "approved")
    post(client, address, xml(form, new_key(), first, 40))
    assert Submission.objects.get().state == "received"


def test_an_edit_of_something_older_is_kept_beside_and_does_not_count(client: Client, collect) -> None:
    form, actor, address = collect
    first, late = new_key(), new_key()
    post(client, address, xml(form, first))
    row = Submission.objects.get()
    edit(actor, row, {**row.content.answers, "name": "applicant-1", "age": "50"}, seen=0, why="تلفنی")
    for _ in range(2):
        assert post(client, address, xml(form, late, first, 40)).status_code == 201
    assert ages() == [(1, "received", "34"), (2, "edited", "50"), (3, "resent", "40")]
    assert Submission.objects.get().current == 2
    assert OtherKey.objects.get().number == 3


def test_an_edit_of_what_was_withdrawn_does_not_bring_it_back(client: Client, collect) -> None:
    form, actor, address = collect
    first = new_key()
    post(client, address, xml(form, first))
    withdraw(actor, Submission.objects.get(), why="x")
    post(client, address, xml(form, new_key(), first, 40))
    row = Submission.objects.get()
    assert (row.state, row.current, Content.objects.count()) == ("withdrawn", 1, 2)


def test_what_names_nothing_is_a_new_one_flagged_and_explained(client: Client, collect) -> None:
    form, _, address = collect
    for _ in range(2):
        assert post(client, address, xml(form, "uuid:new", "uuid:unknown")).status_code == 201
    row = Submission.objects.get()
    assert (row.key, row.broken, [each["rule"] for each in row.content.broken]) == (
        "uuid:new",
        True,
        ["unknown_edit"],
    )
    client.force_login(make_user(Role.OFFICER, form.unit))
    assert "ویرایش پاسخی است که این‌جا نیست" in client.get(f"/staff/submissions/{row.pk}/").content.decode()


def test_nobody_edits_what_somebody_else_sent(client: Client) -> None:
    form = make_form()
    row = receive(make_actor(Role.CITIZEN), form.key, GOOD, key=new_key())
    changed = {"answers": {**GOOD, "age": "1", "meta": {"instanceID": new_key(), "deprecatedID": row.key}}}
    assert send(client, form.key, changed).status_code == 201
    row.refresh_from_db()
    assert (row.current, row.contents.count(), Submission.objects.count()) == (1, 1, 2)
    receive(ANONYMOUS, form.key, GOOD, key="uuid:open")
    changed["answers"]["meta"] = {"instanceID": new_key(), "deprecatedID": "uuid:open"}
    assert send(client, form.key, changed).status_code == 201
    assert Submission.objects.get(key="uuid:open").contents.count() == 1
