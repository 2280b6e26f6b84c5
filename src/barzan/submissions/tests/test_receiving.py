"""What arrives is kept once, judged, parted; nothing is lost, nothing silently accepted."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from barzan.access import ANONYMOUS, Role
from barzan.access.rules import Forbidden
from barzan.forms.kinds import FormKind, OpenTo, State
from barzan.people.tests.factories import make_actor, make_place, make_unit
from barzan.persian.errors import BilingualError
from barzan.submissions import followers, queries
from barzan.submissions.actions import keep_unread, receive, receive_many
from barzan.submissions.errors import SubmissionRefused, Unreadable
from barzan.submissions.kinds import Origin
from barzan.submissions.models import ConsentText, Content, Fresh, Personal, Submission, Unread
from barzan.submissions.tests.factories import GOOD, make_form, new_key, publish, xml_of
from barzan.submissions.values import Arrival, Told
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db


def test_a_submission_is_kept_with_its_facts() -> None:
    form = make_form()
    found = receive(ANONYMOUS, form.key, GOOD, key=new_key())
    row = Submission.objects.get(pk=found.pk)
    assert (row.form, row.version, row.state, row.broken) == (form, form.current, "received", False)
    assert (row.unit, row.unit_path, row.place_path) == (form.unit, form.unit.path, "")
    assert row.content.number == 1
    assert row.content.origin == Origin.RECEIVED
    event = Event.objects.get(verb="submission.received", key=str(row.pk))
    assert event.details == {"form": form.key, "version": 1, "via": "page", "broken": 0}
    assert Fresh.objects.get().submission == row.pk


def test_personal_answers_lie_apart_and_join_again() -> None:
    form = make_form()
    row = receive(ANONYMOUS, form.key, GOOD, key=new_key())
    kept = json.dumps(Content.objects.get().answers, ensure_ascii=False)
    assert not any(word in kept for word in ("applicant-1", "0012345679", "member-1", "member-2"))
    personal = Personal.objects.get()
    assert personal.answers["member"] == [{"first": "member-1"}, {"first": "member-2"}]
    actor = make_actor(Role.OFFICER, form.unit)
    assert queries.submission(actor, row.pk)[1] == Content.objects.get().answers
    assert queries.submission(actor, row.pk, personal=True)[1] == GOOD
    assert Event.objects.filter(verb="submission.read", key=str(row.pk)).count() == 1


def test_an_analyst_reads_no_personal_answers() -> None:
    form = make_form()
    row = receive(ANONYMOUS, form.key, GOOD, key=new_key())
    actor = make_actor(Role.ANALYST, form.unit)
    assert "name" not in queries.submission(actor, row.pk, personal=True)[1]
    assert not Event.objects.filter(verb="submission.read").exists()


def test_the_same_again_is_the_same_submission() -> None:
    form, key = make_form(), new_key()
    first = receive(ANONYMOUS, form.key, GOOD, key=key)
    again = receive(ANONYMOUS, form.key, GOOD, key=key)
    assert first.pk == again.pk
    assert (Submission.objects.count(), Content.objects.count()) == (1, 1)
    assert Event.objects.filter(verb="submission.received").count() == 1


def test_other_answers_under_a_key_are_kept_beside() -> None:
    form, key = make_form(), new_key()
    first = receive(ANONYMOUS, form.key, GOOD, key=key)
    for _ in range(2):
        again = receive(ANONYMOUS, form.key, {**GOOD, "age": "35"}, key=key)
    assert again.pk == first.pk
    assert again.current == 1
    assert again.seen == 1
    assert [each.origin for each in Content.objects.all()] == [Origin.RECEIVED, Origin.RESENT]
    assert Event.objects.filter(verb="submission.resent").count() == 1


def test_different_answers_under_one_key_have_an_end() -> None:
    form, key = make_form(), new_key()
    for number in range(20):
        receive(ANONYMOUS, form.key, {**GOOD, "age": str(number)}, key=key)
    with pytest.raises(SubmissionRefused, match="too often"):
        receive(ANONYMOUS, form.key, {**GOOD, "age": "99"}, key=key)
    assert Content.objects.count() == 20


def test_many_in_few_statements(django_assert_max_num_queries) -> None:
    form = make_form()
    receive(ANONYMOUS, form.key, GOOD, key="warm")
    keys = [new_key() for _ in range(50)]
    arrivals = [Arrival({**GOOD, "age": str(number)}, key) for number, key in enumerate(keys)]
    actor = make_actor(Role.OFFICER, form.unit)
    with django_assert_max_num_queries(13):  # two of them a savepoint for those who follow
        rows = receive_many(actor, form.key, [*arrivals, arrivals[0]])
    assert [row.key for row in rows] == [*keys, keys[0]]
    assert rows[0].pk == rows[-1].pk
    assert Submission.objects.count() == Content.objects.count() == Personal.objects.count() == 51


def test_a_submission_is_pinned_to_its_version() -> None:
    form = make_form()
    publish(form)
    row = receive(ANONYMOUS, form.key, GOOD, key=new_key(), version=1)
    assert row.version.number == 1
    assert receive(ANONYMOUS, form.key, GOOD, key=new_key()).version.number == 2
    with pytest.raises(Unreadable, match="no version 7"):
        receive(ANONYMOUS, form.key, GOOD, key=new_key(), version=7)


@pytest.mark.parametrize(
    "answers", [[], "text", {"a": "\0"}, {"a": "\ud800"}, {"a": {"\0": "b"}}, {"a": [1]}, {"a": float("nan")}]
)
def test_what_are_no_answers_is_refused_whole(answers: object) -> None:
    form = make_form()
    with pytest.raises(Unreadable):
        receive(ANONYMOUS, form.key, answers, key=new_key())
    assert not Submission.objects.exists()


def test_what_is_nested_without_end_is_refused() -> None:
    answers: dict = {}
    for _ in range(10_000):
        answers = {"a": answers}
    with pytest.raises(Unreadable):
        receive(ANONYMOUS, make_form().key, {"a": answers, "b": "x"}, key=new_key())


def test_numbers_and_truths_become_texts() -> None:
    form = make_form()
    row = receive(ANONYMOUS, form.key, {"name": "x", "age": 7, "kind": None, "twice": 14}, key=new_key())
    assert row.pk
    assert Content.objects.get().answers["age"] == "7"


def test_what_cannot_be_read_is_kept_raw_once_with_its_reason() -> None:
    form = make_form()
    for _ in range(2):
        kept = keep_unread(ANONYMOUS, form.key, b"\xff{", via="api", reason=Unreadable.form())
    assert Unread.objects.count() == 1
    assert bytes(kept.body) == b"\xff{"
    found, body = queries.unread_body(make_actor(Role.OFFICER, form.unit), kept.pk)
    assert (found.code, body) == ("unread.form", b"\xff{")
    assert Event.objects.filter(verb="submission-unread.read").count() == 1


@pytest.mark.parametrize(
    ("open_to", "role", "may"),
    [
        (OpenTo.PUBLIC, None, True),
        (OpenTo.SIGNED_IN, None, False),
        (OpenTo.SIGNED_IN, Role.CITIZEN, True),
        (OpenTo.STAFF, Role.CITIZEN, False),
        (OpenTo.STAFF, Role.OFFICER, True),
        (OpenTo.PUBLIC, Role.AUDITOR, False),
    ],
)
def test_who_may_send(open_to: str, role: Role | None, may: bool) -> None:
    form = make_form(open_to=open_to)
    actor = make_actor(role, form.unit) if role else ANONYMOUS
    if may:
        assert receive(actor, form.key, GOOD, key=new_key()).person_id == actor.person
    else:
        with pytest.raises(Forbidden):
            receive(actor, form.key, GOOD, key=new_key())


def test_a_closed_form_takes_what_devices_of_staff_bring_late() -> None:
    form = make_form(open_to=OpenTo.STAFF)
    actor = make_actor(Role.OFFICER, form.unit)
    form.state = State.CLOSED
    form.save()
    with pytest.raises(SubmissionRefused, match="takes no answers"):
        receive(actor, form.key, GOOD, key=new_key())
    row = receive(actor, form.key, GOOD, key=new_key(), via="collect")
    assert row.broken
    assert Content.objects.get().broken[0]["rule"] == "closed"


def test_consent_is_recorded_in_its_words() -> None:
    form = make_form(consent="می‌پذیرم.", consent_en="I agree.")
    with_it = receive(ANONYMOUS, form.key, GOOD, key=new_key(), consented=True)
    without = receive(ANONYMOUS, form.key, GOOD, key=new_key())
    assert with_it.consent.text == "می‌پذیرم."
    assert not with_it.broken
    assert without.consent is None
    assert without.broken
    receive(ANONYMOUS, form.key, GOOD, key=new_key(), consented=True)
    assert ConsentText.objects.count() == 1


def test_unit_and_place_come_from_the_post_or_the_answers() -> None:
    top = make_unit("top")
    below, place = make_unit("below", top), make_place("p-1")
    form = make_form(top, open_to=OpenTo.STAFF)
    actor = make_actor(Role.OFFICER, below, place)
    row = receive(actor, form.key, GOOD, key=new_key())
    assert (row.unit_id, row.unit_path) == (below.pk, below.path)
    assert (row.place_id, row.place_path) == (place.pk, place.path)
    other = make_place("p-2")
    row = receive(actor, form.key, {**GOOD, "place": "p-2"}, key=new_key())
    assert (row.place_id, row.place_path) == (other.pk, other.path)


class Refused(BilingualError):
    pass


@pytest.fixture
def follower(monkeypatch: pytest.MonkeyPatch) -> list[Told]:
    told: list[Told] = []

    def tell(actor, some) -> None:
        for one in some:
            if one.answers.get("age") == "13":
                raise Refused("x", "نشد.", "It failed.")
            told.append(one)

    monkeypatch.setattr(followers, "_followers", {})
    followers.follow(FormKind.REQUEST, tell)
    followers.follow(FormKind.REQUEST, tell)
    return told


def test_followers_are_told_whole_answers(follower: list[Told]) -> None:
    form = make_form(kind=FormKind.REQUEST)
    row = receive(ANONYMOUS, form.key, GOOD, key=new_key())
    [told] = follower
    assert (told.submission.pk, told.deed, told.answers) == (row.pk, "received", GOOD)


def test_no_follower_loses_a_submission(follower: list[Told]) -> None:
    form = make_form(kind=FormKind.REQUEST)
    arrivals = [Arrival({**GOOD, "age": age}, new_key()) for age in ("12", "13", "14")]
    rows = receive_many(make_actor(Role.OFFICER, form.unit), form.key, arrivals)
    assert [row.broken for row in rows] == [False, True, False]
    said = Content.objects.get(submission=rows[1].pk).broken[0]
    assert said["rule"] == "refused"
    assert "It failed." in said["message"]["en"]
    assert Submission.objects.get(pk=rows[1].pk).broken
    assert {one.answers["age"] for one in follower} >= {"12", "14"}


def test_contents_never_change() -> None:
    receive(ANONYMOUS, make_form().key, GOOD, key=new_key())
    for statement in ("UPDATE submissions_content SET why = 'x'", "DELETE FROM submissions_content"):
        with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
            connection.cursor().execute(statement)


def test_a_long_key_is_kept_by_its_hash() -> None:
    form = make_form()
    first = receive(ANONYMOUS, form.key, GOOD, key="x" * 500)
    assert receive(ANONYMOUS, form.key, GOOD, key="x" * 500).pk == first.pk
    for key in ("", "  ", "a\nb"):
        with pytest.raises(SubmissionRefused):
            receive(ANONYMOUS, form.key, GOOD, key=key)


@pytest.mark.parametrize(("day", "broken"), [("2026-11-21", False), ("2026-11-20", True)])
def test_after_midnight_today_is_that_of_the_house_not_of_greenwich(day: str, broken: bool) -> None:
    rule = f"format-date(today(), '%Y-%m-%d') = '{day}'"
    form = make_form(xml=xml_of("nights", 1).replace(". &gt;= 0 and . &lt;= 120", rule))
    assert rule in form.current.xml
    at_night = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)  # 01:00 of the 21st in Tehran
    assert receive(ANONYMOUS, form.key, GOOD, key=new_key(), ended_at=at_night).broken is broken
