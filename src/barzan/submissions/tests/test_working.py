"""Edits, reviews, drafts, retention: facts are added, conflicts shown, nothing written over."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone

from barzan.access import ANONYMOUS, Actor, Role
from barzan.access.rules import Forbidden
from barzan.access.values import system_actor
from barzan.documents.tests.files import png
from barzan.notify.models import Message
from barzan.people.tests.factories import make_actor, make_unit
from barzan.submissions import moved, queries
from barzan.submissions.actions import (
    add_attachment,
    append,
    attaching,
    begin_upload,
    discard_draft,
    edit,
    keep_unread,
    read_again,
    receive,
    review,
    save_draft,
    send_draft,
    set_aside,
    undo,
    withdraw,
)
from barzan.submissions.actions.keeping import expire, join_waiting, sweep, taken
from barzan.submissions.errors import DraftConflict, SubmissionConflict, SubmissionRefused, Unreadable
from barzan.submissions.incoming import path_of
from barzan.submissions.models import (
    Attachment,
    Content,
    Draft,
    Fresh,
    Review,
    Submission,
    Upload,
)
from barzan.submissions.tests.factories import GOOD, make_form, new_key
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db
SYSTEM = system_actor("test")


@pytest.fixture
def row() -> Submission:
    return receive(ANONYMOUS, make_form().key, GOOD, key=new_key())


@pytest.fixture
def officer(row: Submission) -> Actor:
    return make_actor(Role.OFFICER, row.unit)


def verbs(row: Submission) -> list[str]:
    return list(Event.objects.filter(kind="submission", key=str(row.pk)).values_list("verb", flat=True))


def test_an_edit_is_a_new_content(row: Submission, officer: Actor) -> None:
    edited = edit(officer, row, {**GOOD, "age": "40", "twice": "1"}, seen=0, why="تلفنی")
    assert (edited.current, edited.seen, edited.content.answers["age"]) == (2, 1, "40")
    assert edited.content.changed == [["/data/twice", "1", "80"]]
    assert Content.objects.get(number=1).answers["age"] == "34"
    assert verbs(row)[-1] == "submission.edited"
    past = queries.past(officer, edited, personal=True)
    assert past.answers(1) == GOOD


def test_an_edit_needs_a_reason_a_right_and_what_was_seen(row: Submission, officer: Actor) -> None:
    with pytest.raises(SubmissionRefused, match="Say why"):
        edit(officer, row, GOOD, seen=0)
    with pytest.raises(Forbidden):
        edit(make_actor(Role.ANALYST, row.unit), row, GOOD, seen=0, why="x")
    edit(officer, row, {**GOOD, "age": "40"}, seen=0, why="x")
    with pytest.raises(SubmissionConflict) as conflict:
        edit(officer, row, {**GOOD, "age": "41"}, seen=0, why="x")
    assert conflict.value.current.content.answers["age"] == "40"
    assert Content.objects.count() == 2


def test_the_sender_edits_what_was_sent_back() -> None:
    form, sender = make_form(), make_actor(Role.CITIZEN)
    row = receive(sender, form.key, GOOD, key=new_key())
    with pytest.raises(SubmissionRefused, match="not sent back"):
        edit(sender, row, {**GOOD, "age": "5"}, seen=0)
    review(make_actor(Role.OFFICER, form.unit), [row.pk], "sent_back", why="سن؟")
    assert Message.objects.get().text_fa.endswith("سن؟")
    edited = edit(sender, row, {**GOOD, "age": "5"}, seen=1)
    assert (edited.state, edited.seen) == ("received", 2)
    assert [each.after for each in Review.objects.all()] == ["sent_back", "received"]


def test_a_review_is_a_fact_and_is_taken_back_by_another(row: Submission, officer: Actor) -> None:
    [held] = review(officer, [row.pk], "on_hold", why="مدرک؟", seen=0)
    assert review(officer, [row.pk], "on_hold", why="مدرک؟") == []
    back = undo(officer, held, seen=1)
    assert (back.state, back.seen) == ("received", 2)
    assert [(each.before, each.after) for each in Review.objects.all()] == [
        ("received", "on_hold"),
        ("on_hold", "received"),
    ]
    with pytest.raises(SubmissionRefused, match="no review"):
        undo(officer, back, seen=2)
    assert verbs(row)[-2:] == ["submission.held", "submission.review_undone"]


def test_reviews_are_refused(row: Submission, officer: Actor) -> None:
    for state, why, seen, error in (
        ("on_hold", "", None, SubmissionRefused),
        ("nowhere", "x", None, SubmissionRefused),
        ("approved", "", 7, SubmissionConflict),
    ):
        with pytest.raises(error):
            review(officer, [row.pk], state, why=why, seen=seen)
    with pytest.raises(Forbidden):
        review(make_actor(Role.OFFICER, make_unit("other")), [row.pk], "approved")
    assert not Review.objects.exists()


def test_an_approved_one_that_is_edited_is_reviewed_again(row: Submission, officer: Actor) -> None:
    review(officer, [row.pk], "approved")
    assert edit(officer, row, {**GOOD, "age": "40"}, seen=1, why="x").state == "received"


def test_many_are_reviewed_in_few_statements(
    row: Submission, officer: Actor, django_assert_max_num_queries
) -> None:
    rows = [row] + [receive(ANONYMOUS, row.form.key, GOOD, key=new_key()) for _ in range(20)]
    with django_assert_max_num_queries(10):
        assert len(review(officer, [each.pk for each in rows], "approved")) == 21


def test_what_was_withdrawn_comes_back_by_undo_only() -> None:
    sender, form = make_actor(Role.CITIZEN), make_form()
    row = receive(sender, form.key, GOOD, key=new_key())
    officer = make_actor(Role.OFFICER, form.unit)
    gone = withdraw(sender, row, why="پشیمان شدم")
    with pytest.raises(SubmissionRefused):
        review(officer, [row.pk], "approved")
    with pytest.raises(SubmissionRefused):
        edit(officer, row, GOOD, seen=1, why="x")
    assert undo(officer, gone, seen=1).state == "received"


# --- drafts ---


def test_a_draft_is_resumed_by_its_code_and_sent_once() -> None:
    form = make_form()
    draft = save_draft(ANONYMOUS, form.key, {"name": "x"})
    typed = draft.code.lower().replace("-", " ")
    found = queries.draft(ANONYMOUS, typed)
    assert found is not None
    save_draft(ANONYMOUS, form.key, {"name": "y"}, draft=found, code=typed, seen=1)
    with pytest.raises(DraftConflict):
        save_draft(ANONYMOUS, form.key, {"name": "z"}, draft=found, code=typed, seen=1)
    sent = send_draft(ANONYMOUS, found, code=typed)
    assert send_draft(ANONYMOUS, found, code=typed).pk == sent.pk
    assert (Draft.objects.count(), Submission.objects.count()) == (0, 1)


def test_a_draft_opens_for_nobody_else() -> None:
    form, owner = make_form(), make_actor(Role.CITIZEN)
    draft = save_draft(owner, form.key, {"name": "x"})
    assert [each.pk for each in queries.drafts(owner, form.key)] == [draft.pk]
    assert queries.drafts(make_actor(Role.CITIZEN)) == []
    assert queries.draft(ANONYMOUS, "AAAAA-AAAAA-AAAAA") is None
    for actor, code in ((ANONYMOUS, "AAAAA-AAAAA-AAAAA"), (make_actor(Role.CITIZEN), "")):
        with pytest.raises(SubmissionRefused):
            save_draft(actor, form.key, {}, draft=draft, code=code)
    discard_draft(owner, draft)
    assert not Draft.objects.exists()


# --- keeping ---


def later(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    moment = timezone.now() + timedelta(days=days)
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_drafts_and_uploads_expire(monkeypatch: pytest.MonkeyPatch) -> None:
    form = make_form()
    save_draft(ANONYMOUS, form.key, {"name": "x"})
    begin_upload(ANONYMOUS, form.key, new_key(), "photo.png", 10)
    assert expire(SYSTEM) == 0
    later(monkeypatch, 31)
    assert expire(SYSTEM) == 2
    assert not Draft.objects.exists()
    assert not Upload.objects.exists()


def test_the_file_of_an_upload_that_is_over_is_swept_away_and_no_other() -> None:
    sweep(timedelta())  # what tests that were rolled back left
    form = make_form()
    ended, going = (begin_upload(ANONYMOUS, form.key, new_key(), "photo.png", 10) for _ in range(2))
    for each in (ended, going):
        append(ANONYMOUS, each.token, 0, BytesIO(b"123"))
    Upload.objects.filter(pk=ended.pk).delete()  # and the process died before it deleted the bytes
    assert sweep() == 0
    assert sweep(timedelta()) == 1
    assert not path_of(ended.token).exists()
    assert path_of(going.token).read_bytes() == b"123"


def test_who_sends_a_chunk_of_an_upload_that_has_just_ended_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    upload = begin_upload(ANONYMOUS, make_form().key, new_key(), "photo.png", 10)
    Upload.objects.filter(pk=upload.pk).delete()
    monkeypatch.setattr(attaching, "upload_of", lambda token: upload)  # it was still there a moment ago
    with pytest.raises(SubmissionRefused) as refused:
        append(ANONYMOUS, upload.token, 0, BytesIO(b"123"))
    assert refused.value.code == "upload.missing"
    assert not path_of(upload.token).exists()


def test_an_upload_that_missed_its_submission_is_joined_later() -> None:
    form, key = make_form(), new_key()
    upload = add_attachment(ANONYMOUS, form.key, key, "photo.png", png())
    Upload.objects.filter(pk=upload.pk).update(whole=False)  # as if it were not committed yet
    receive(ANONYMOUS, form.key, {**GOOD, "kind": "b", "photo": "photo.png"}, key=key)
    Upload.objects.filter(pk=upload.pk).update(whole=True)
    assert join_waiting(SYSTEM) == 1
    assert Attachment.objects.get().state == "here"


def test_marks_are_taken_by_themselves(row: Submission, officer: Actor) -> None:
    marks = queries.fresh(row.form)
    edit(officer, row, {**GOOD, "age": "40"}, seen=0, why="x")
    taken(SYSTEM, [mark for mark, _ in marks])
    assert [number for _, number in queries.fresh(row.form)] == [row.pk]
    assert Fresh.objects.count() == 1
    [found] = queries.rows_of(SYSTEM, [row.pk])
    assert found.answers["age"] == "40"
    assert [each.submission.pk for some in queries.stream(SYSTEM, row.form) for each in some] == [row.pk]


def test_what_was_kept_raw_is_taken_in_or_set_aside(row: Submission, officer: Actor) -> None:
    good = b'{"key": "k-1", "answers": {"name": "x", "age": "1"}}'
    raw = keep_unread(ANONYMOUS, row.form.key, good, via="api", reason=Unreadable.form())
    assert read_again(officer, raw).key == "k-1"
    bad = keep_unread(ANONYMOUS, row.form.key, b"{", via="api", reason=Unreadable.form())
    with pytest.raises(Unreadable):
        read_again(officer, bad)
    with pytest.raises(SubmissionRefused):
        set_aside(officer, bad, why=" ")
    set_aside(officer, bad, why="آزمایش")
    assert not queries.unread(officer).exists()


def test_submissions_follow_their_unit(row: Submission) -> None:
    new = make_unit("next")
    assert moved.submissions_of([row.unit]) == {row.unit_id: 1}
    assert moved.follow_units(SYSTEM, {row.unit: new}, "ادغام") == 1
    found = Submission.objects.get()
    assert (found.unit, found.unit_path) == (new, new.path)
    new.path = f"/{row.unit_id}/{new.pk}/"
    new.save()
    moved.renew_paths([new])
    assert Submission.objects.get().unit_path == new.path
