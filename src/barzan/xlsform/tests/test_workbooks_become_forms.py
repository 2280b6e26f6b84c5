"""The example workbooks convert; what Barzan adds to XLSForm arrives in the form."""

from __future__ import annotations

import datetime

import pytest

from barzan.xforms import check, read_list
from barzan.xlsform import NotConverted, convert
from barzan.xlsform.tests import samples
from barzan.xlsform.tests.building import EN, FA, book, choices, grid_of, question, sheets_of

WAYS = ("questionnaire_120", "census", "checklist", "poll", "request_form")
ANSWERED = {"question"}
NOW = datetime.datetime(2026, 11, 27, tzinfo=datetime.UTC)


@pytest.mark.parametrize("name", WAYS)
def test_an_example_converts_without_a_word(name: str) -> None:
    converted = convert(getattr(samples, name)(), f"{name}.xlsx", media={})
    assert converted.warnings == ()
    assert converted.form.languages == (FA, EN)
    assert converted.form.default_language == FA


def test_the_questionnaire_has_120_questions_three_repeats_and_places() -> None:
    form = convert(samples.questionnaire_120(), "q.xlsx").form
    assert sum(node.kind in ANSWERED for node in form.nodes.values()) == 120
    repeats = [node for node in form.nodes.values() if node.kind == "repeat"]
    assert [node.name for node in repeats] == ["member", "visit", "shop"]
    assert repeats[1].parent is repeats[0]
    city = form.nodes["/data/where/city"]
    assert city.list == "city"
    assert city.itemset
    assert "/data/where/county" in (city.itemset.filter or "")


def test_where_a_question_stands_is_known() -> None:
    source = convert(samples.census(), "census.xlsx").source
    place = source.place("/data/address", "personal")
    assert place
    assert (place.sheet, place.row, place.column) == ("survey", 6, "personal")
    yes = source.choice("yes_no", "yes")
    assert yes
    assert (yes.sheet, yes.row) == ("choices", 2)
    assert source.place("/data/nowhere") is None


def test_personal_tag_and_retention_arrive_at_the_nodes() -> None:
    survey = [
        question("text", "name", "نام", "Name", personal="yes", tag="full-name", retention="365"),
        question("text", "word", "واژه", "Word"),
        question("begin_group", "g", "گروه", "Group", tag="part"),
        question("integer", "age", "سن", "Age"),
        question("end_group"),
    ]
    form = convert(book(survey), "f.xlsx").form
    assert form.nodes["/data/name"].extra == {"personal": "yes", "tag": "full-name", "retention": "365"}
    assert form.nodes["/data/word"].extra == {}
    assert form.nodes["/data/g"].extra == {"tag": "part"}


def test_single_colons_and_own_columns_go_together() -> None:
    data = grid_of(
        survey=[
            [
                "type",
                "name",
                "label:فارسی (fa)",
                "label:English (en)",
                "Personal",
                "bind:jr:constraintMsg",
                "constraint",
            ],
            ["text", "a", "الف", "A", "yes", "نه", ". = 1"],
        ]
    )
    node = convert(data, "f.xlsx").form.nodes["/data/a"]
    assert dict(node.label) == {FA: "الف", EN: "A"}
    assert node.extra == {"personal": "yes"}
    assert node.constraint_message.in_(FA) == "نه"


def test_a_workbook_that_names_by_tag_is_read_as_pyxform_reads_it() -> None:
    form = convert(grid_of(survey=[["type", "tag", "label"], ["text", "a", "A"]]), "f.xlsx").form
    assert form.nodes["/data/a"].extra == {}


def test_settings_of_ours_are_kept_apart_from_the_form() -> None:
    settings = {
        "form_id": "f",
        f"consent::{FA}": "رضایت",
        f"consent::{EN}": "Consent",
        "retention_days": "365",
        "one_page": "yes",
        "style": "pages",
    }
    converted = convert(book([question("text", "a", "الف", "A")], settings=settings), "f.xlsx")
    assert converted.settings["consent"] == {FA: "رضایت", EN: "Consent"}
    assert converted.settings["retention_days"] == {"": "365"}
    assert converted.settings["one_page"] == {"": "yes"}
    assert converted.form.settings["style"] == "pages"
    assert "Consent" not in converted.xml


def test_external_choices_stand_in_the_form_like_all_others() -> None:
    survey = [
        question("select_one state", "state", "استان", "State"),
        question("select_one_external city", "city", "شهر", "City", choice_filter="state=${state}"),
        question("select_one_external state", "again", "باز", "Again", choice_filter="name=${state}"),
    ]
    external = [
        {"list_name": "city", "name": "rey", "label": "ری", "state": "tehran"},
        {"list_name": "city", "name": "qom", "label": "قم", "state": "qom"},
        {"list_name": "state", "name": "fars", "label": "فارس", "state": ""},
    ]
    lists = choices("state", [("tehran", "تهران", "Tehran"), ("qom", "قم", "Qom")])
    form = convert(book(survey, lists, external_choices=external), "f.xlsx").form
    city = form.nodes["/data/city"]
    assert (city.type, city.list) == ("select_one", "city")
    assert [row["state"] for row in form.lists["city"].rows] == ["tehran", "qom"]
    assert form.nodes["/data/again"].list == "state_external"
    assert len(form.lists["state"].rows) == 2


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("cities.csv", "name,label\nrey,ری\n".encode()),
        ("cities.xml", "<root><item><name>rey</name><label>ری</label></item></root>".encode()),
        (
            "cities.geojson",
            b'{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point",'
            b'"coordinates":[51.4,35.6]},"properties":{"id":"rey","title":"Rey"}}]}',
        ),
    ],
)
def test_lists_from_files_are_named_and_looked_at(name: str, data: bytes) -> None:
    survey = [question(f"select_one_from_file {name}", "city", "شهر", "City")]
    converted = convert(book(survey), "f.xlsx", media={name: data})
    assert converted.files == (name,)
    assert converted.warnings == ()
    with pytest.raises(NotConverted) as refused:
        convert(book(survey), "f.xlsx", media={name: b"\xff\xfe\x00"})
    assert [(each.row, each.column, each.code) for each in refused.value.findings] == [
        (2, "type", "file_unfit")
    ]


def test_media_that_are_not_given_are_named_at_their_cell() -> None:
    survey = [question("text", "a", "الف", "A", **{"media::image": "a.png"})]
    assert convert(book(survey), "f.xlsx").warnings == ()
    (warning,) = convert(book(survey), "f.xlsx", media={}).warnings
    assert (warning.row, warning.column, warning.code) == (2, "media::image", "file_missing")


def test_entities_of_a_workbook_arrive() -> None:
    survey = [question("text", "species", "گونه", "Species", save_to="species")]
    entities = [{"list_name": "trees", "label": "${species}"}]
    form = convert(book(survey, entities=entities), "f.xlsx").form
    assert form.entities[0]["dataset"] == "trees"
    assert form.nodes["/data/species"].saveto == "species"


def test_entities_that_are_changed_bring_their_list() -> None:
    """Their version before is looked up there; a form without it works nowhere."""
    survey = [
        question("text", "tree", "درخت", "Tree"),
        question("text", "state", "حال", "State", save_to="state"),
    ]
    entities = [{"list_name": "trees", "entity_id": "${tree}"}]
    converted = convert(book(survey, entities=entities), "f.xlsx")
    assert [(each.code, each.sheet, each.row, each.column) for each in converted.warnings] == [
        ("entity_list_added", "entities", 2, "list_name")
    ]
    assert converted.files == ("trees.csv",)
    lists = {"trees": read_list("trees", "trees.csv", b"name,__version\nt7,3\n")}
    answers = {"tree": "t7"}
    verdict = check(converted.form, answers, now=NOW, lists=lists)
    assert verdict.broken == ()
    assert verdict.answers["meta"]["entity"]["@baseVersion"] == "3"
    assert check(converted.form, answers, now=NOW).broken == ()


def test_a_list_that_a_question_names_is_not_brought_twice() -> None:
    survey = [question("select_one_from_file trees.csv", "tree", "درخت", "Tree")]
    entities = [{"list_name": "trees", "entity_id": "${tree}"}]
    converted = convert(book(survey, entities=entities), "f.xlsx")
    assert (converted.warnings, converted.files) == ((), ("trees.csv",))


def test_a_sheet_alone_is_the_survey_whatever_its_name() -> None:
    data = sheets_of({"برگه": [{"type": "text", "name": "a", "label": "الف"}]})
    assert "/data/a" in convert(data, "f.xlsx").form.nodes
    with pytest.raises(NotConverted) as refused:
        convert(sheets_of({"برگه": [{"type": "text", "name": "a b", "label": "الف"}]}), "f.xlsx")
    assert refused.value.findings[0].sheet == "برگه"
    assert refused.value.findings[0].letter == "B"
