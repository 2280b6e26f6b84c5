"""The pages of the library: what they show, what they take, how many questions they ask the database."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from barzan.access.values import Role
from barzan.forms import previews, tabs, usage
from barzan.forms.actions import bank, drafting, library
from barzan.forms.actions.library import Settings
from barzan.forms.kinds import State
from barzan.forms.models import Form, Question, Refusal
from barzan.forms.tests.factories import (
    WRITER,
    fresh,
    make_draft,
    make_published,
    publish_next,
    workbook,
)
from barzan.look.parts import Tab
from barzan.people.tests.factories import make_unit, make_user
from barzan.xlsform.tests.building import book, question

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_unit("PLAN")


@pytest.fixture
def head(client, unit):
    """A client signed in as the head of the unit, reading Persian."""
    client.force_login(make_user(Role.UNIT_HEAD, unit))
    client.get(reverse("forms:list"))  # the first page of a session writes that there is one
    return client


def page(client, name: str, *args: object, query: str = "") -> str:
    response = client.get(reverse(f"forms:{name}", args=args) + query)
    assert response.status_code == 200, response
    return response.content.decode()


def post(client, name: str, *args: object, query: str = "", **fields: object):
    return client.post(reverse(f"forms:{name}", args=args) + query, fields, follow=True)


def sheet(data: bytes, name: str = "form.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def filled(unit, **more: object) -> dict[str, object]:
    return {
        "title": "نظرخواهی",
        "key": "opinion",
        "kind": "poll",
        "unit": unit.pk,
        "open_to": "staff",
        **more,
    }


# --- the list ---


def test_the_list_is_narrowed_and_sorted(head, unit):
    make_published(unit, key="first", kind="poll", tags=("محله",))
    make_draft(unit, key="second", kind="checklist")
    everything = page(head, "list")
    assert "first" in everything
    assert "second" in everything
    for query, there, gone in (
        ("?kind=poll", "first", "second"),
        ("?state=draft", "second", "first"),
        ("?tag=محله", "first", "second"),
        ("?q=SECOND", "second", "first"),
        ("?unit=PLAN&kind=poll", "first", "second"),
    ):
        shown = page(head, "list", query=query)
        assert f"/staff/forms/{there}/" in shown, query
        assert f"/staff/forms/{gone}/" not in shown, query


def test_the_list_asks_the_same_however_long(head, unit, django_assert_max_num_queries):
    for number in range(30):
        form = make_draft(unit, key=f"form-{number}", tags=(f"t{number}",))
        Form.objects.filter(pk=form.pk).update(title_order=f"{number:03}")
    with django_assert_max_num_queries(12):
        shown = page(head, "list")
    assert shown.count('<th scope="row">') == 25


# --- making one ---


def test_a_new_form_from_a_workbook(head, unit):
    shown = post(head, "new", **filled(unit, workbook=sheet(workbook()), tags="محله، سالانه"))
    form = Form.objects.get(key="opinion")
    assert shown.redirect_chain[-1][0] == reverse("forms:draft", args=["opinion"])
    assert form.state == State.DRAFT
    assert {tag.name for tag in form.tags.all()} == {"محله", "سالانه"}
    assert "از خدمت خشنودید؟" in page(head, "preview", "opinion")


def test_faults_are_shown_by_place_and_nothing_is_kept(head, unit):
    bad = book([question("select_one nowhere", "q", "پرسش", "Question")])
    shown = post(head, "new", **filled(unit, workbook=sheet(bad))).content.decode()
    assert not Form.objects.exists()
    kept = Refusal.objects.get()
    assert "survey" in shown
    assert "nowhere" in shown
    response = head.get(reverse("forms:refusal-file", args=[kept.pk]))
    rows = list(openpyxl.load_workbook(io.BytesIO(response.content)).active.values)
    assert rows[1][1] == "survey"
    assert rows[1][2] == "2"


def test_what_is_no_workbook_is_told(head, unit):
    shown = post(head, "new", **filled(unit, workbook=sheet(b"%PDF-1.4", "form.pdf"))).content.decode()
    assert "xlsx" in shown
    assert not Form.objects.exists()


def test_pages_ask_few_questions(head, unit, django_assert_max_num_queries):
    form = make_published(unit)
    publish_next(form, workbook(question("date", "day", "روز", "Day")))
    drafting.upload(WRITER, form, "next.xlsx", workbook(without=("why",)), seen=0)
    for name, *args in (
        ("form",),
        ("preview",),
        ("draft",),
        ("versions",),
        ("version", 2),
        ("compare",),
        ("publish",),
        ("settings",),
        ("translate",),
        ("collect",),
        ("ask",),
        ("copy",),
        ("upload",),
        ("retire",),
    ):
        with django_assert_max_num_queries(12):
            page(head, name, form.key, *args)


# --- one form ---


def test_the_preview_is_drawn_by_the_room_above(head, unit):
    form = make_draft(unit)
    media = {"places.csv": b"name,label\na,b\n"}
    drafting.add_files(WRITER, form, media, seen=1)
    drawn_before, asked = previews.previewer(), []

    def context(loaded, language, media):
        asked.append((loaded.form.title.in_(language), language, media))
        return {"rows": []}

    template = "forms/parts/outline.html"
    previews.provide(previews.Previewer(template, context, paper=lambda form, of: f"/{of}.pdf"))
    try:
        assert 'class="outline"' in page(head, "preview", form.key, query="?of=draft&as=phone&lang=en")
        assert "/draft.pdf" in page(head, "preview", form.key, query="?of=draft&as=paper")
    finally:
        previews._previewers[:] = [drawn_before] if drawn_before else []
    address = reverse("forms:file", args=[form.key, "draft", "places.csv"])
    assert asked == [("نظرخواهی", "en", {"places.csv": address})]


def test_the_page_of_a_form_lists_personal_fields_uses_and_tabs(head, unit):
    form = make_published(unit, consent="پاسخ‌ها بی‌نام می‌ماند.", retention_days=90)
    usage.provide(
        usage.Provider(
            "test",
            lambda actor, form: [usage.Use("ثبت", "مجوزها", "/x/")],
            lambda forms: dict.fromkeys(forms, 1),
        )
    )
    tabs.provide("test", lambda actor, form: Tab("پاسخ‌ها", f"/staff/answers/{form.key}/"))
    shown = page(head, "form", form.key)
    usage._providers.pop("test")
    tabs._providers.pop("test")
    for text in ("/data/name", "پاسخ‌ها بی‌نام می‌ماند.", "مجوزها", f"/staff/answers/{form.key}/"):
        assert text in shown


def test_versions_are_compared_and_downloaded(head, unit):
    form = make_published(unit)
    publish_next(form, workbook(without=("why",)))
    shown = page(head, "compare", form.key, query="?from=1&to=2")
    assert "/data/why" in shown
    for name, begin in (("workbook", b"PK"), ("xform", b"<")):
        response = head.get(reverse(f"forms:{name}", args=[form.key]) + "?of=1")
        assert response.content.startswith(begin)
        assert f"{form.key}-1." in response["Content-Disposition"]
    assert head.get(reverse("forms:workbook", args=[form.key]) + "?of=9").status_code == 404


def test_publishing_says_what_changes_first(head, unit):
    form = make_published(unit)
    drafting.upload(WRITER, form, "next.xlsx", workbook(without=("why",)), seen=0)
    shown = page(head, "publish", form.key)
    assert "/data/why" in shown
    done = post(head, "publish", form.key, why="مصوبهٔ ۱۲", seen=1)
    assert done.redirect_chain
    assert fresh(form).current.number == 2


def test_publishing_the_same_again_is_told_kindly(head, unit):
    form = make_published(unit)
    drafting.upload(WRITER, form, "same.xlsx", workbook(), seen=0)
    shown = post(head, "publish", form.key, why="دوباره", seen=1).content.decode()
    assert "همان نسخهٔ ۱ است" in shown
    assert fresh(form).current.number == 1


def test_two_editors_see_each_other(head, unit):
    form = make_draft(unit)
    drafting.upload(WRITER, form, "other.xlsx", workbook(without=("why",)), seen=1)
    shown = post(head, "upload", form.key, seen=1, workbook=sheet(workbook())).content.decode()
    assert "کس دیگری پیش‌نویس را ذخیره کرده است" in shown
    assert fresh(form).draft.saving.workbook_name == "other.xlsx"
    library.set_(WRITER, fresh(form), Settings("نام دیگری", unit), seen=1)
    fields = filled(unit, title="نام من", seen=1)
    shown = post(head, "settings", form.key, **fields).content.decode()
    assert "نام دیگری" in shown
    assert "نام من" in shown
    assert fresh(form).title == "نام دیگری"


def test_undo_and_drop_by_their_buttons(head, unit):
    form = make_published(unit)
    drafting.upload(WRITER, form, "one.xlsx", workbook(without=("why",)), seen=0)
    drafting.upload(WRITER, form, "two.xlsx", workbook(without=("age",)), seen=1)
    post(head, "undo", form.key, seen=2)
    assert fresh(form).draft.saving.workbook_name == "one.xlsx"
    post(head, "drop", form.key, seen=3)
    assert not hasattr(fresh(form), "draft")


def test_files_come_and_go(head, unit):
    form = make_draft(unit)
    post(head, "files", form.key, seen=1, media=SimpleUploadedFile("places.csv", b"name,label\na,b\n"))
    assert list(fresh(form).draft.saving.files) == ["places.csv"]
    response = head.get(reverse("forms:file", args=[form.key, "draft", "places.csv"]))
    assert response.content == b"name,label\na,b\n"
    post(head, "files", form.key, seen=2, media=SimpleUploadedFile("places.png", b"<html>"))
    assert list(fresh(form).draft.saving.files) == ["places.csv"]
    post(head, "files", form.key, seen=2, without="places.csv")
    assert not fresh(form).draft.saving.files


def test_closed_opened_retired_and_copied(head, unit):
    form = make_published(unit)
    post(head, "state", form.key, to="close")
    assert fresh(form).state == State.CLOSED
    post(head, "state", form.key, to="open")
    assert fresh(form).state == State.OPEN
    post(head, "copy", form.key, **filled(unit, key="other"))
    assert Form.objects.get(key="other").copied_from == form
    post(head, "retire", form.key, why="جای آن دیگری آمد")
    assert fresh(form).state == State.RETIRED


# --- translation ---


def test_translated_side_by_side(head, unit):
    rows = [question("text", "q", "نام محله"), question("note", "n", "سپاس")]
    form = make_draft(unit, book(rows, settings={"form_title": "آ", "form_id": "a"}))
    shown = page(head, "translate", form.key, query="?to=en")
    assert "نام محله" in shown
    done = post(head, "translate", form.key, query="?from=fa&to=en", seen=1, **{"t-survey-2-label": "Name"})
    assert done.redirect_chain
    saving = fresh(form).draft.saving
    assert saving.facts["languages"] == ["fa", "en"]
    assert saving.facts["missing"] == 1
    assert "Name" in page(head, "preview", form.key, query="?of=draft&lang=en")


def test_a_translation_goes_out_and_comes_back(head, unit):
    form = make_draft(unit)
    data = head.get(reverse("forms:translation", args=[form.key]) + "?from=fa&to=en").content
    made = openpyxl.load_workbook(io.BytesIO(data))
    row = next(row for row in made.active.iter_rows() if row[0].value == "survey-3-label")
    row[4].value = "How old are you?"
    out = io.BytesIO()
    made.save(out)
    sent = {"query": "?from=fa&to=en", "file": "1"}
    post(head, "translate", form.key, seen=1, workbook=sheet(out.getvalue()), **sent)
    assert "How old are you?" in page(head, "preview", form.key, query="?of=draft&lang=en")
    shown = post(head, "translate", form.key, seen=2, workbook=sheet(workbook()), **sent)
    assert "ستون‌های id" in shown.content.decode()


# --- the bank ---


def test_questions_go_into_the_bank_and_into_another_form(head, unit):
    form = make_published(unit, key="first")
    other = make_draft(unit, book([question("text", "q", "محله", "Quarter")]), key="second")
    post(head, "collect", "first", question=["/data/content", "/data/age"], tags="پایه")
    assert Question.objects.count() == 2
    assert "age" in page(head, "questions", query="?q=سن&tag=پایه")
    shown = page(head, "question", "content")
    assert f"/staff/forms/{form.key}/" in shown
    post(head, "ask", "second", question=["content"], after="/data/q", seen=1)
    saving = fresh(other).draft.saving
    assert saving.facts["questions"] == 2
    post(head, "question-tags", "content", tags="پایه، خشنودی")
    assert {tag.name for tag in Question.objects.get(key="content").tags.all()} == {"پایه", "خشنودی"}
    post(head, "question-retire", "content", why="واژه‌ها عوض شد")
    assert "/questions/content/" not in page(head, "questions")


def test_the_bank_asks_the_same_however_long(head, unit, django_assert_max_num_queries):
    rows = [question("text", f"q{number}", f"پرسش {number}", f"Question {number}") for number in range(40)]
    form = make_published(unit, book(rows, settings={"form_title": "آ", "form_id": "a"}))
    bank.collect(WRITER, form, [f"/data/q{number}" for number in range(40)], ["همه"])
    for name, *args in (("questions",), ("question", "q1"), ("collect", form.key), ("ask", form.key)):
        with django_assert_max_num_queries(12):
            page(head, name, *args)
