"""Forms are made, drafted, undone, published, closed; each command leaves an event and refuses in words."""

from __future__ import annotations

import json

import pytest
from django.db import DatabaseError, transaction

from barzan.access import Forbidden
from barzan.access.values import Role
from barzan.forms import queries, usage
from barzan.forms.actions import bank, drafting, library, publishing
from barzan.forms.actions.library import Settings
from barzan.forms.errors import FormError
from barzan.forms.kinds import State
from barzan.forms.models import Asked, Content, DraftSaving, Form, FormVersion
from barzan.forms.runnable import loaded
from barzan.forms.tests.factories import (
    WRITER,
    fresh,
    make_draft,
    make_form,
    make_published,
    publish_next,
    workbook,
)
from barzan.people.tests.factories import make_actor, make_unit
from barzan.trail.models import Event
from barzan.xlsform import NotConverted
from barzan.xlsform.tests.building import book, question

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_unit("PLAN")


def verbs(form: Form) -> list[str]:
    events = Event.objects.filter(kind="form", key=form.key).order_by("pk")
    return list(events.values_list("verb", flat=True))


def test_from_workbook_to_a_version_that_runs(unit):
    form = make_published(unit)
    version = form.current
    assert form.state == State.OPEN
    assert version.number == 1
    assert version.facts["questions"] == 4
    assert version.facts["languages"] == ["fa", "en"]
    assert version.facts["personal"] == [["/data/name", "نام شما"]]
    made, lists = loaded(version)
    assert (made.id, made.version) == (form.key, "1")
    assert not lists
    assert made.nodes["/data/name"].extra["personal"] == "yes"
    assert verbs(form) == ["form.added", "form.saved", "form.published"]
    assert Asked.objects.filter(version=version).count() == 4
    assert not hasattr(fresh(form), "draft")


def test_a_version_and_its_parts_never_change(unit):
    version = make_published(unit).current
    for rows in (
        FormVersion.objects.filter(pk=version.pk),
        Asked.objects.filter(version=version),
        Content.objects.filter(pk=version.workbook_id),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        FormVersion.objects.filter(pk=version.pk).update(title="دیگر")


def test_publishing_the_same_again_is_refused_kindly(unit):
    form = make_published(unit)
    drafting.upload(WRITER, form, "opinion.xlsx", workbook(), seen=0)
    with pytest.raises(FormError) as error:
        publishing.publish(WRITER, form, why="دوباره")
    assert error.value.code == "form.unchanged"
    assert "۱" in error.value.fa
    assert FormVersion.objects.filter(form=form).count() == 1


def test_a_new_version_says_what_changed(unit):
    form = make_published(unit)
    data = workbook(question("date", "day", "روز مراجعه", "Day of the visit"), without=("why",))
    version = publish_next(form, data)
    assert version.number == 2
    assert {(each["change"], each["path"]) for each in version.differences} >= {
        ("added", "/data/day"),
        ("removed", "/data/why"),
    }
    first = queries.version(WRITER, form, 1)
    assert first.content_hash != version.content_hash
    assert loaded(first).form.version == "1"


def test_going_back_to_an_earlier_content_is_a_version_of_its_own(unit):
    form = make_published(unit)
    publish_next(form, workbook(without=("why",)))
    again = publish_next(form, workbook())
    first = queries.version(WRITER, form, 1)
    assert again.number == 3
    assert again.source_hash == first.source_hash
    assert again.content_hash != first.content_hash


def test_a_workbook_with_faults_changes_nothing(unit):
    form = make_draft(unit)
    before = fresh(form).draft.seen
    with pytest.raises(NotConverted) as refused:
        drafting.upload(
            WRITER, form, "bad.xlsx", book([question("select_one nowhere", "q", "؟", "?")]), seen=1
        )
    assert refused.value.findings[0].sheet == "survey"
    assert fresh(form).draft.seen == before
    kept = drafting.refuse(WRITER, unit, "bad.xlsx", refused.value, form)
    assert kept.findings[0]["sheet"] == "survey"


@pytest.mark.parametrize(("name", "code"), [("form.docx", "form.workbook"), ("form", "form.workbook")])
def test_what_is_no_workbook_is_refused(unit, name, code):
    with pytest.raises(FormError) as error:
        drafting.upload(WRITER, make_form(unit), name, b"PK", seen=0)
    assert error.value.code == code


def test_nobody_writes_over_another_unseen(unit):
    form = make_draft(unit)
    drafting.upload(WRITER, form, "a.xlsx", workbook(without=("why",)), seen=1)
    with pytest.raises(FormError) as error:
        drafting.upload(WRITER, form, "b.xlsx", workbook(), seen=1)
    assert error.value.code == "form.stale"
    with pytest.raises(FormError):
        publishing.publish(WRITER, form, why="زود", seen=1)
    with pytest.raises(FormError):
        drafting.drop(WRITER, form, seen=1)
    assert fresh(form).draft.saving.workbook_name == "a.xlsx"


def test_undo_goes_back_saving_by_saving(unit):
    form = make_draft(unit)
    drafting.upload(WRITER, form, "two.xlsx", workbook(without=("why",)), seen=1)
    drafting.upload(WRITER, form, "three.xlsx", workbook(without=("why", "age")), seen=2)
    assert drafting.undo(WRITER, form, seen=3).workbook_name == "two.xlsx"
    assert drafting.undo(WRITER, form, seen=4).workbook_name == "opinion.xlsx"
    with pytest.raises(FormError) as error:
        drafting.undo(WRITER, form, seen=5)
    assert error.value.code == "form.nothing_to_undo"
    assert DraftSaving.objects.filter(draft__form=form).count() == 5


def test_a_dropped_draft_leaves_the_version(unit):
    form = make_published(unit)
    drafting.upload(WRITER, form, "next.xlsx", workbook(without=("why",)), seen=0)
    drafting.drop(WRITER, form, seen=1)
    assert fresh(form).current.number == 1
    assert not DraftSaving.objects.exists()


def test_settings_are_kept_with_what_they_were(unit):
    form = make_form(unit, tags=("محله",))
    settings = Settings("نام تازه", unit, kind="poll", retention_days=90, tags=("محله", "سالانه"))
    changed = library.set_(WRITER, form, settings, seen=1)
    assert (changed.kind, changed.retention_days, changed.changed) == ("poll", 90, 2)
    event = Event.objects.filter(verb="form.set").get()
    assert json.loads(event.detail)["kind"] == {"from": "questionnaire", "to": "poll"}
    with pytest.raises(FormError) as error:
        library.set_(WRITER, form, settings, seen=1)
    assert error.value.code == "form.settings_stale"


def test_closed_opened_and_retired(unit):
    form = make_published(unit)
    assert queries.may_fill(make_actor(Role.OFFICER, unit), form)
    form = library.close(WRITER, form)
    assert not queries.may_fill(make_actor(Role.OFFICER, unit), form)
    form = library.open_(WRITER, form)
    usage.provide(usage.Provider("test", lambda actor, form: [], lambda forms: dict.fromkeys(forms, 2)))
    with pytest.raises(FormError) as error:
        library.retire(WRITER, form, why="دیگر نه")
    assert error.value.code == "form.in_use"
    usage._providers.pop("test")
    assert library.retire(WRITER, form, why="دیگر نه").state == State.RETIRED
    assert verbs(form)[-3:] == ["form.closed", "form.opened", "form.retired"]


def test_an_unpublished_form_is_not_opened(unit):
    with pytest.raises(FormError) as error:
        library.open_(WRITER, make_draft(unit))
    assert error.value.code == "form.not_published"


def test_a_copy_begins_with_the_questions(unit):
    other = make_unit("OTHER")
    form = make_published(unit)
    made = library.copy(WRITER, form, "copy-of-it", Settings("رونوشت", other))
    saving = fresh(made).draft.saving
    assert made.copied_from == form
    assert saving.facts["questions"] == 4
    version = publishing.publish(WRITER, made, why="برای این ناحیه")
    assert loaded(version).form.id == "copy-of-it"


def test_keys_are_checked_and_never_reused(unit):
    make_form(unit, "poll")
    for key, code in (("poll", "form.key_taken"), ("New!", "form.key"), ("questions", "form.key")):
        with pytest.raises(FormError) as error:
            make_form(unit, key)
        assert error.value.code == code


def test_who_may(unit):
    other = make_unit("ELSEWHERE")
    form = make_draft(unit)
    stranger, officer = make_actor(Role.UNIT_HEAD, other), make_actor(Role.OFFICER, unit)
    with pytest.raises(Forbidden):
        drafting.upload(stranger, form, "a.xlsx", workbook(), seen=1)
    with pytest.raises(Forbidden):
        publishing.publish(officer, form, why="من")
    with pytest.raises(Forbidden):
        library.close(officer, form)
    assert queries.form(stranger, form.key) == form
    publishing.publish(make_actor(Role.UNIT_HEAD, unit), form, why="مصوبه")
    assert fresh(form).current.post_id is not None


def test_open_to_whom(unit):
    staff, signed_in, public = (make_published(unit, open_to=to) for to in ("staff", "signed_in", "public"))
    citizen, nobody = make_actor(Role.CITIZEN), make_actor(Role.OFFICER, unit)
    assert {form.key for form in queries.open_forms(nobody)} == {staff.key, signed_in.key, public.key}
    from barzan.access import ANONYMOUS

    assert [form.key for form in queries.open_forms(ANONYMOUS)] == [public.key]
    assert queries.open_form(ANONYMOUS, staff.key) is None
    assert queries.open_form(citizen, signed_in.key) == signed_in


def test_forms_and_questions_follow_their_unit(unit):
    other = make_unit("NEXT")
    form = make_draft(unit)
    (question,) = bank.collect(WRITER, form, ["/data/age"], ["سن"])
    assert library.follow_units(WRITER, {unit: other}, "ادغام") == 1
    question.refresh_from_db()
    assert fresh(form).unit == question.unit == other


def test_a_question_is_kept_once_in_the_same_words(unit):
    form, other = make_draft(unit), make_draft(unit)
    (first,) = bank.collect(WRITER, form, ["/data/age"], ["سن"])
    bank.retire(WRITER, first, why="آزمون")
    (again,) = bank.collect(WRITER, other, ["/data/age"], ["پایه"])
    assert again == first
    assert again.retired_at is None
    assert {tag.name for tag in again.tags.all()} == {"سن", "پایه"}
    with pytest.raises(FormError):
        bank.collect(WRITER, form, ["/data/nothing"], [])
    with pytest.raises(FormError):
        bank.retire(WRITER, again, why=" ")
    with pytest.raises(Forbidden):
        bank.tag(make_actor(Role.OFFICER, make_unit("ELSEWHERE")), again, ["بیگانه"])


def test_consent_and_retention_of_the_workbook_are_taken_over(unit):
    settings = {"consent::فارسی (fa)": "می‌پذیرم؟", "consent::English (en)": "Agreed?", "retention_days": "30"}
    form = make_draft(unit, book([question("text", "q", "نام", "Name")], settings=settings))
    form = fresh(form)
    assert (form.consent, form.consent_en, form.retention_days) == ("می‌پذیرم؟", "Agreed?", 30)
    drafting.upload(WRITER, form, "b.xlsx", workbook(), seen=1)
    assert fresh(form).consent == "می‌پذیرم؟"
