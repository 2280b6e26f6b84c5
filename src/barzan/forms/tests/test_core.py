"""Workbooks as rows, their questions, translation and the bank: values in, values out."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from barzan.documents.errors import DocumentRefused
from barzan.forms.core import banking, books, translating
from barzan.forms.core.asking import asked, items, kind_of, wording
from barzan.forms.core.columns import code_of, column
from barzan.forms.core.facts import facts
from barzan.forms.core.identity import identified
from barzan.forms.core.mediakinds import checked
from barzan.forms.core.tagging import tag_names
from barzan.forms.tests.factories import workbook
from barzan.xforms import read
from barzan.xlsform import convert
from barzan.xlsform.tests import samples
from barzan.xlsform.tests.building import book, choices, question

WORKBOOKS = ("questionnaire_120", "census", "checklist", "poll", "request_form")


def small(*rows: dict[str, str], lists: list[dict[str, str]] = (), **settings: str) -> books.Book:
    return books.read(book(rows, lists, {"form_title": "آ", "form_id": "a", **settings}), "a.xlsx")


@pytest.mark.parametrize(
    ("header", "base", "language"),
    [
        ("label", "label", ""),
        ("label::English (en)", "label", "English (en)"),
        ("Label : English", "label", "English"),
        ("Constraint Message::فارسی (fa)", "constraint_message", "فارسی (fa)"),
        ("jr:constraintMsg", "constraint_message", ""),
        ("media::image::English (en)", "image", "English (en)"),
        ("bind::barzan:personal", "personal", ""),
        ("relevance", "relevant", ""),
        ("read_only", "readonly", ""),
    ],
)
def test_headers_are_understood(header, base, language):
    found = column(header)
    assert (found.base, found.language) == (base, language)


@pytest.mark.parametrize(
    ("language", "code"),
    [("English (en)", "en"), ("Persian", "fa"), ("فارسی", "fa"), ("", "x"), ("Deutsch", "deutsch")],
)
def test_languages_have_codes(language, code):
    assert code_of(language, "x") == code


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("select_one yes_no or_other", ("select_one", "yes_no")),
        ("select_multiple places", ("select_multiple", "places")),
        ("begin group", ("begin_group", "")),
        ("begin_repeat", ("begin_repeat", "")),
        ("End  Group", ("end_group", "")),
        ("int", ("integer", "")),
        ("photo", ("image", "")),
        ("datetime", ("dateTime", "")),
        ("", ("", "")),
    ],
)
def test_types_are_understood(cell, kind):
    assert kind_of(cell) == kind


@pytest.mark.parametrize("name", WORKBOOKS)
def test_questions_stand_where_the_form_has_them(name):
    data = getattr(samples, name)()
    nodes = convert(data, "a.xlsx").form.nodes
    found = books.read(data, "a.xlsx")
    for item in items(found):
        assert item.path in nodes, item.path
    assert len(asked(found)) == facts(found)["questions"]


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_workbook_written_again_is_the_same_form(name):
    data = getattr(samples, name)()
    again = books.write(books.read(data, "a.xlsx"))
    assert books.write(books.read(again, "a.xlsx")) == again
    assert convert(again, "a.xlsx").xml == convert(data, "a.xlsx").xml


def test_what_is_written_holds_no_formula_and_reads_from_the_right():
    made = small(question("text", "q", "=1+1", "@SUM(A1)"))
    sheet = openpyxl.load_workbook(BytesIO(books.write(made)))["survey"]
    assert sheet.sheet_view.rightToLeft
    assert {cell.data_type for row in sheet for cell in row if cell.value} == {"s"}


def test_facts_of_a_census():
    found = facts(books.read(samples.census(), "a.xlsx"))
    assert found["languages"] == ["fa", "en"]
    assert found["repeats"] == 1
    assert ["/data/address", "نشانی"] in found["personal"]
    assert found["places"] == 1


# --- wording ---


def test_the_same_words_have_the_same_hash():
    one = small(question("text", "a", "نام محله", "Quarter"))
    other = small(question("text", "other", "نام  محله", ""))
    arabic = small(question("text", "c", "نام محله".replace("ی", "ي"), ""))
    assert {wording(asked(each)[0]) for each in (one, other, arabic)} == {wording(asked(one)[0])}
    assert wording(asked(small(question("text", "a", "نام کوی")))[0]) != wording(asked(one)[0])
    assert wording(asked(small(question("integer", "a", "نام محله")))[0]) != wording(asked(one)[0])


# --- translation ---


def test_missing_texts_are_listed_and_a_translation_fills_them():
    lists = choices("yn", [("y", "بله", "Yes"), ("n", "خیر", "")])
    made = small(question("select_one yn", "q", "هست؟", "", hint=("راهنما", "")), lists=lists)
    assert [text.id for text in translating.missing(made)] == [
        "survey-2-label",
        "survey-2-hint",
        "choices-3-label",
    ]
    words = {"survey-2-label": "Is it?", "survey-2-hint": "Hint", "choices-3-label": "No"}
    done = translating.translated(made, "en", words)
    assert translating.missing(done) == []
    assert translating.missing(made), "the book that was given stays as it is"
    form = convert(books.write(done), "a.xlsx").form
    assert form.nodes["/data/q"].label.in_("en") == "Is it?"
    assert form.nodes["/data/q"].label.in_("fa") == "هست؟"


def test_a_new_language_gets_its_columns_and_old_ones_a_name():
    made = books.read(book([{"type": "text", "name": "q", "label": "نام"}]), "a.xlsx")
    done = translating.translated(made, "az", {"survey-2-label": "آد"})
    assert facts(done)["languages"] == ["fa", "az"]
    form = convert(books.write(done), "a.xlsx").form
    assert form.nodes["/data/q"].label.in_("az") == "آد"
    taken_out = translating.translated(done, "az", {"survey-2-label": ""})
    assert [text.id for text in translating.missing(taken_out, "az")] == ["survey-2-label"]


# --- the bank ---


def test_a_question_travels_in_the_same_words():
    lists = choices("yn", [("y", "بله", "Yes"), ("n", "خیر", "No")])
    origin = small(
        question("text", "x", "پیش", "Before"),
        question("select_one yn", "q", "خشنودید؟", "Content?", relevant="${x} != ''", required="yes"),
        lists=lists,
    )
    kept = banking.kept(asked(origin)[1])
    assert "relevant" not in kept.cells
    target = small(question("text", "a", "نخست", "First"), question("text", "b", "دوم", "Second"))
    put = banking.put(target, [kept], 0)
    names = [item.name for item in asked(put)]
    assert names == ["a", "q", "b"]
    assert wording(asked(put)[1]) == kept.wording
    node = convert(books.write(put), "a.xlsx").form.nodes["/data/q"]
    assert (node.type, node.required) == ("select_one", "true()")


def test_names_and_lists_that_are_taken_get_a_number():
    lists = choices("yn", [("y", "بله", "Yes"), ("n", "خیر", "No")])
    others = choices("yn", [("a", "گاهی", "Sometimes"), ("b", "هرگز", "Never")])
    kept = banking.kept(asked(small(question("select_one yn", "q", "خشنودید؟", "Content?"), lists=lists))[0])
    target = small(question("select_one yn", "q", "چند وقت؟", "How often?"), lists=others)
    put = banking.put(banking.put(target, [kept]), [kept])
    found = asked(put)
    assert [item.name for item in found] == ["q", "q_2", "q_3"]
    assert [item.list_name for item in found] == ["yn", "yn_2", "yn_2"]
    assert wording(found[1]) == kept.wording
    convert(books.write(put), "a.xlsx")


def test_a_book_in_one_language_gets_that_one():
    kept = banking.kept(asked(books.read(workbook(), "a.xlsx"))[0])
    plain = books.read(book([{"type": "text", "name": "a", "label": "نخست"}]), "a.xlsx")
    put = banking.put(plain, [kept])
    assert put.survey.headers == ["type", "name", "label", "personal"]
    assert put.survey.rows[-1]["label"] == "نام شما"


# --- files and names ---


def test_a_version_names_itself_in_its_xform():
    xml = identified(convert(workbook(), "a.xlsx").xml, "my-form", 7)
    form = read(xml)
    assert (form.id, form.version) == ("my-form", "7")


BOMB = b'<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("list.xml", BOMB),
        ("list.xml", b"<a"),
        ("area.geojson", b"[" * 100_000),
        ("area.geojson", b"{}"),
        ("photo.png", b"<html><script>"),
        ("sound.mp3", b"\x89PNG\r\n\x1a\n"),
        ("run.exe", b"MZ"),
        ("page.svg", b"<svg/>"),
        ("list.csv", b"\xff\xfe\x00"),
        ("list.csv", b""),
    ],
)
def test_files_of_the_wrong_kind_are_refused(name, data):
    with pytest.raises(DocumentRefused) as refused:
        checked(name, data)
    assert name in refused.value.fa


def test_files_of_a_form_are_taken_by_their_content():
    assert checked("list.csv", b"name,label\n") == ("list.csv", "text/csv")
    assert checked("../a.geojson", b'{"type": "FeatureCollection", "features": []}')[0] == "a.geojson"
    assert checked("list.xml", b"<root><item/></root>")[1] == "application/xml"


def test_tags_are_parted_by_commas_of_either_script():
    assert tag_names("محله، خدمات شهری; محله, ") == ["محله", "خدمات شهری"]
