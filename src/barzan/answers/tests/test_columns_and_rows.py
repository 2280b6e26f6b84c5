"""Columns of a form over its versions, answers as rows."""

from __future__ import annotations

from barzan.answers.core.columns import Version, layout
from barzan.answers.core.rows import rows
from barzan.answers.tests.making import EN, FA, SURVEY, xml_of
from barzan.xforms import read

ANSWERS = {
    "home": {"owner": "yes", "rooms": "3"},
    "member": [{"age": "34", "course": [{"name": "خیاطی"}, {"name": "رایانه"}]}, {"age": "7"}],
}


def test_each_repeat_is_a_table_of_its_own() -> None:
    found = layout([Version(1, read(xml_of()))])
    assert [table.path for table in found.tables] == ["", "member", "member/course"]
    assert [table.parent for table in found.tables] == ["", "", "member"]
    assert [column.path for column in found.by_path["member"].columns] == ["member/age", "member/works"]
    assert found.languages == ("fa", "en")
    kinds = {column.path: column.kind for column in found.main.columns}
    assert kinds["home/rooms"] == "number"
    assert kinds["needs"] == "many"
    assert kinds["order"] == "rank"
    assert kinds["since"] == "date"
    assert kinds["point"] == "point"


def test_words_and_choices_in_both_languages() -> None:
    column = layout([Version(1, read(xml_of()))]).main.by_path["home/owner"]
    assert (column.label("fa"), column.label("en")) == ("مالک است؟", "Owner?")
    assert (column.called("no", "fa"), column.called("no", "en"), column.called("x", "fa")) == (
        "نه",
        "No",
        "x",
    )


def test_what_submissions_keep_apart_is_personal_here_too() -> None:
    survey = [
        {"type": "begin_group", "name": "who", FA: "کیست", "bind::barzan:personal": "yes"},
        {"type": "text", "name": "nickname", FA: "نام"},
        {"type": "end_group"},
        {"type": "text", "name": "plate", FA: "پلاک خودرو", "bind::barzan:retention": "30"},
        {"type": "text", "name": "street", FA: "خیابان"},
    ]
    columns = layout([Version(1, read(xml_of(survey)))]).main.columns
    assert {each.path: each.personal for each in columns} == {
        "who/nickname": True,
        "plate": True,
        "street": False,
    }


def test_acknowledging_is_told_in_words() -> None:
    found = layout([Version(1, read(xml_of([{"type": "acknowledge", "name": "agreed", FA: "پذیرفت"}])))])
    [column] = found.main.columns
    assert (column.called("OK", "fa"), column.called("OK", "en")) == ("تأیید شده", "Acknowledged")


def test_personal_questions_are_marked_and_never_stored() -> None:
    found = layout([Version(1, read(xml_of()))])
    assert found.main.by_path["phone"].personal
    assert "phone" not in [column.path for column in dict(found.stored())[""]]


def test_versions_share_columns_and_a_renamed_question_joins_where_the_office_says_so() -> None:
    survey = [{**row} for row in SURVEY]
    renamed = next(row for row in survey if row.get("name") == "rooms")
    renamed["name"] = "room_count"
    added = [*survey, {"type": "text", "name": "note", FA: "یادداشت", EN: "Note"}]
    versions = [Version(1, read(xml_of())), Version(2, read(xml_of(added)))]
    apart = layout(versions).main.by_path
    assert apart["home/rooms"].versions == (1,)
    assert apart["home/room_count"].versions == (2,)
    assert apart["home/owner"].versions == (1, 2)
    together = layout(versions, {"home/rooms": "home/room_count"}).main.by_path
    assert "home/rooms" not in together
    assert together["home/room_count"].sources == ("home/room_count", "home/rooms")
    assert together["home/room_count"].versions == (1, 2)


def test_answers_become_rows_that_know_the_row_around_them() -> None:
    found = rows(ANSWERS)
    assert [(row.table, row.name, row.parent) for row in found] == [
        ("", "", ""),
        ("member", "member[1]", ""),
        ("member/course", "member[1]/course[1]", "member[1]"),
        ("member/course", "member[1]/course[2]", "member[1]"),
        ("member", "member[2]", ""),
    ]
    assert found[0].cells == {"home/owner": "yes", "home/rooms": "3"}
    assert found[3].cells == {"member/course/name": "رایانه"}
