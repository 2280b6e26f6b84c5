"""What is personal goes in its time, by the days of the form and those of a question."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from barzan.access import ANONYMOUS, Role
from barzan.access.values import system_actor
from barzan.documents import actions as documents
from barzan.documents.models import Document, Version
from barzan.documents.storage import path_of
from barzan.documents.tests.files import png
from barzan.forms.models import Form
from barzan.people.tests.factories import make_actor, make_unit
from barzan.submissions.actions import add_attachment, edit, keep_unread, receive
from barzan.submissions.actions.erasing import erase_due
from barzan.submissions.errors import Unreadable
from barzan.submissions.models import Attachment, Content, Personal, Submission, Unread
from barzan.submissions.tests.factories import GOOD, make_form, new_key, xml_of
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db
SYSTEM = system_actor("test")
PHOTO = {**GOOD, "kind": "b", "photo": "front.png"}
NOW = timedelta()


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bytes go in the same hour in which they came."""
    monkeypatch.setattr(documents.sweep, "__defaults__", (NOW,))


def later(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    moment = timezone.now() + timedelta(days=days)
    monkeypatch.setattr(timezone, "now", lambda: moment)


def verbs(row: Submission) -> list[str]:
    return list(Event.objects.filter(kind="submission", key=str(row.pk)).values_list("verb", flat=True))


def form_of(marks: str, **more: object) -> Form:
    """A form whose photo is marked."""
    xml = xml_of("erasing", 1).replace('<bind nodeset="/data/photo"', f'<bind nodeset="/data/photo" {marks}')
    return make_form(key="erasing", xml=xml, **more)


def with_photo(form: Form, data: bytes) -> Submission:
    row = receive(ANONYMOUS, form.key, {**PHOTO, "twice": "1"}, key=new_key())
    add_attachment(ANONYMOUS, form.key, row.key, "front.png", data)
    return row


def test_personal_answers_go_in_their_time_as_a_fact(monkeypatch: pytest.MonkeyPatch) -> None:
    form = make_form(retention_days=30)
    row = receive(ANONYMOUS, form.key, GOOD, key=new_key())
    raw = keep_unread(ANONYMOUS, form.key, b"{", via="api", reason=Unreadable.form())
    assert erase_due(SYSTEM) == 0
    later(monkeypatch, 31)
    assert erase_due(SYSTEM) == 2
    assert not Personal.objects.exists()
    assert Submission.objects.get().erased_at
    assert bytes(Unread.objects.get(pk=raw.pk).body) == b""
    assert verbs(row)[-1] == "submission.erased"
    officer = make_actor(Role.OFFICER, form.unit)
    assert not edit(officer, row, {"age": "50", "kind": "a"}, seen=0, why="x").broken


def test_a_personal_file_goes_with_its_bytes_and_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    row = with_photo(form_of('barzan:personal="yes"', retention_days=30), png())
    kept = Version.objects.get()
    assert kept.document.personal
    later(monkeypatch, 31)
    assert erase_due(SYSTEM) == 1
    assert not path_of(kept.sha256).exists()
    file = Attachment.objects.get()
    assert (file.state, file.document, "front" in file.name) == ("erased", kept, False)
    assert Document.objects.get().erased_at
    assert "front" not in Version.objects.get().name + Document.objects.get().title
    assert [*verbs(row)[-1:], Event.objects.filter(verb="document.erased").count()] == [
        "submission.erased",
        1,
    ]
    assert erase_due(SYSTEM) == 0


def test_a_file_that_is_not_personal_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    with_photo(form_of("", retention_days=30), png())
    later(monkeypatch, 31)
    erase_due(SYSTEM)
    assert Attachment.objects.get().state == "here"
    assert path_of(Version.objects.get().sha256).exists()


def test_bytes_that_another_document_has_stay_until_that_goes_too(monkeypatch: pytest.MonkeyPatch) -> None:
    data = png()
    other = documents.store(SYSTEM, "other.png", data, unit=make_unit("elsewhere"))
    with_photo(form_of('barzan:personal="yes"', retention_days=30), data)
    later(monkeypatch, 31)
    erase_due(SYSTEM)
    assert path_of(other.sha256).exists()
    documents.erase(SYSTEM, [other.document])
    assert documents.sweep() == 1
    assert not path_of(other.sha256).exists()


def test_bytes_that_were_just_handed_in_are_not_swept(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = documents.store(SYSTEM, "a.png", png(), unit=make_unit("a"))
    documents.erase(SYSTEM, [kept.document])
    assert documents.sweep(timedelta(hours=1)) == 0
    assert documents.sweep(NOW) == 1


def test_a_question_has_days_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    form = form_of('barzan:retention="10"', retention_days=30)
    row = with_photo(form, png())
    assert "photo" not in Content.objects.get().answers  # it lies apart: contents are only added
    later(monkeypatch, 11)
    assert erase_due(SYSTEM) == 1
    personal = Personal.objects.get()
    assert "photo" not in personal.answers
    assert "photo" not in personal.sent
    assert personal.answers["name"] == "applicant-1"
    assert Attachment.objects.get().state == "erased"
    assert not path_of(Version.objects.get().sha256).exists()
    row.refresh_from_db()
    assert row.erased_at is None
    assert erase_due(SYSTEM) == 0
    later(monkeypatch, 20)
    assert erase_due(SYSTEM) == 1
    assert not Personal.objects.exists()


def test_what_an_edit_brings_back_goes_again_and_is_not_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    xml = xml_of("asked", 1).replace(
        '/data/age" type="int"', '/data/age" type="int" required="true()" barzan:retention="5"'
    )
    form = make_form(key="asked", xml=xml)
    row = receive(ANONYMOUS, form.key, GOOD, key=new_key())
    later(monkeypatch, 6)
    assert erase_due(SYSTEM) == 1
    assert "age" not in Personal.objects.get().answers
    officer = make_actor(Role.OFFICER, form.unit)
    without = {name: value for name, value in GOOD.items() if name not in ("age", "twice")}
    assert not edit(officer, row, without, seen=0, why="x").broken
    edit(officer, row, {**GOOD, "age": "9"}, seen=1, why="x")
    assert erase_due(SYSTEM) == 1
    assert not any("age" in each.answers for each in Personal.objects.all())
