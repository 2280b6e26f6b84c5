"""Each fault of a workbook is named with sheet, row, column and cure, in Persian and English, all at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pytest
from pyxform.errors import ErrorCode

from barzan.xlsform import Finding, NotConverted, convert
from barzan.xlsform.pyxform_words import _CODED, WORDS
from barzan.xlsform.sentences import SENTENCES
from barzan.xlsform.tests.building import EN, FA, Row, book, choices, grid_of, question

YES_NO = choices("yes_no", [("yes", "بله", "Yes"), ("no", "خیر", "No")])
TEXT = question("text", "word", "واژه", "Word")
LABEL, LABEL_EN = f"label::{FA}", f"label::{EN}"
Rows = Sequence[Mapping[str, str]]


def found(survey: Rows, lists: Rows = YES_NO, settings: Row | None = None, **sheets: Rows) -> list[Finding]:
    """All that is said of a workbook, also of one that converts."""
    data = book(survey, lists, settings, **sheets)
    try:
        return list(convert(data, "form.xlsx", media={}).warnings)
    except NotConverted as refused:
        return list(refused.findings)


def q(kind: str, name: str = "q", **more: str | tuple[str, str]) -> Row:
    return question(kind, name, "پرسش", "Question", **more)


# (what is wrong, the rows of the survey, the place and the code that must be found)
FAULTS: list[tuple[str, list[Row], tuple[str, int, str, str]]] = [
    ("an unknown type", [q("integr")], ("survey", 2, "type", "type_near")),
    ("a type of nowhere", [q("xyzzy")], ("survey", 2, "type", "type_unknown")),
    ("a select without a list", [q("select_one")], ("survey", 2, "type", "type_listless")),
    ("a misspelled select", [q("select_on yes_no")], ("survey", 2, "type", "type_near")),
    ("no type", [TEXT, q("")], ("survey", 3, "type", "type_missing")),
    ("no name", [TEXT, q("text", "")], ("survey", 3, "name", "name_missing")),
    ("a name with a blank", [q("text", "my name")], ("survey", 2, "name", "name_invalid")),
    ("a name that begins with a digit", [q("text", "1st")], ("survey", 2, "name", "name_invalid")),
    ("a Persian digit in a name", [q("text", "q۱")], ("survey", 2, "name", "name_lookalike")),
    ("an Arabic letter in a name", [q("text", "كد")], ("survey", 2, "name", "name_lookalike")),
    ("a Cyrillic letter in a name", [q("text", "nаme")], ("survey", 2, "name", "name_lookalike")),
    ("a name twice", [TEXT, TEXT], ("survey", 3, "name", "name_twice")),
    ("names alike but for case", [TEXT, q("text", "Word")], ("survey", 3, "name", "name_case")),
    ("a reserved name", [q("text", "meta")], ("survey", 2, "name", "name_reserved")),
    ("a missing list", [q("select_one nowhere")], ("survey", 2, "type", "list_missing")),
    ("a misspelled list", [q("select_one yesno")], ("survey", 2, "type", "list_near")),
    ("no label", [question("text", "bare")], ("survey", 2, LABEL, "label_missing")),
    ("no calculation", [q("calculate", "sum")], ("survey", 2, "name", "calculation_missing")),
    ("an end without a beginning", [TEXT, question("end_group")], ("survey", 3, "type", "end_unmatched")),
    ("a beginning without an end", [q("begin_group"), TEXT], ("survey", 2, "type", "begin_unclosed")),
    (
        "the end of another",
        [q("begin_group"), q("begin_repeat", "r"), TEXT, question("end_group"), question("end_repeat")],
        ("survey", 5, "type", "end_other"),
    ),
    (
        "a reference to nothing",
        [q("text", relevant="${nothing} = 1")],
        ("survey", 2, "relevant", "reference_unknown"),
    ),
    (
        "a reference misspelled",
        [TEXT, q("text", relevant="${wrd} = 1")],
        ("survey", 3, "relevant", "reference_near"),
    ),
    (
        "a reference with blanks",
        [TEXT, q("note", hint=("${ word }", "x"))],
        ("survey", 3, f"hint::{FA}", "reference_malformed"),
    ),
    (
        "a reference left open",
        [TEXT, q("text", relevant="${word = 1")],
        ("survey", 3, "relevant", "reference_malformed"),
    ),
    (
        "a reference to two",
        [TEXT, q("begin_group", "g"), TEXT, question("end_group"), q("text", relevant="${word} = 1")],
        ("survey", 6, "relevant", "reference_ambiguous"),
    ),
    (
        "a trigger that is a group",
        [q("begin_group", "g"), TEXT, question("end_group"), q("text", trigger="${g}", calculation="1")],
        ("survey", 5, "trigger", "trigger_group"),
    ),
    (
        "a quotation left open",
        [q("text", constraint=". = 'a")],
        ("survey", 2, "constraint", "expression_quote"),
    ),
    ("guillemets", [q("text", constraint=". = «a»")], ("survey", 2, "constraint", "expression_guillemet")),
    (
        "a bracket left open",
        [q("text", constraint="(. = 1")],
        ("survey", 2, "constraint", "expression_bracket"),
    ),
    (
        "a double equals sign",
        [q("text", constraint=". == 1")],
        ("survey", 2, "constraint", "expression_operator"),
    ),
    (
        "Persian digits in logic",
        [q("integer", constraint=". > ۱۸")],
        ("survey", 2, "constraint", "expression_digit"),
    ),
    (
        "a Persian comma in logic",
        [q("text", constraint="regex(.، 'a')")],
        ("survey", 2, "constraint", "expression_digit"),
    ),
    (
        "a dollar without braces",
        [TEXT, q("text", relevant="$word = 1")],
        ("survey", 3, "relevant", "expression_dollar"),
    ),
    (
        "an unknown function",
        [q("text", constraint="nofunction(.)")],
        ("survey", 2, "constraint", "expression_function"),
    ),
    (
        "an expression cut off",
        [q("text", constraint=". = ")],
        ("survey", 2, "constraint", "expression_syntax"),
    ),
    (
        "two that need each other",
        [q("calculate", "a", calculation="${b} + 1"), q("calculate", "b", calculation="${a} + 1")],
        ("survey", 2, "calculation", "expression_cycle"),
    ),
    (
        "itself",
        [q("calculate", "a", calculation="${a} + 1")],
        ("survey", 2, "calculation", "expression_cycle"),
    ),
    (
        "parameters of no form",
        [q("range", parameters="start:1")],
        ("survey", 2, "parameters", "parameters_form"),
    ),
    (
        "an unknown parameter",
        [q("text", parameters="colour=red")],
        ("survey", 2, "parameters", "parameters_unknown"),
    ),
    (
        "a parameter that is no number",
        [q("range", parameters="start=a")],
        ("survey", 2, "parameters", "parameter_number"),
    ),
    (
        "a quality of nowhere, unplaced by pyxform",
        [TEXT, q("audio", parameters="quality=best")],
        ("survey", 3, "parameters", "parameter_value"),
    ),
    (
        "max-pixels that are none, unplaced by pyxform",
        [TEXT, q("image", parameters="max-pixels=big")],
        ("survey", 3, "parameters", "parameter_number"),
    ),
    (
        "a seed without randomize, unplaced by pyxform",
        [TEXT, q("select_one yes_no", parameters="seed=1")],
        ("survey", 3, "parameters", "parameter_seed"),
    ),
    (
        "a list from a file without its kind",
        [q("select_one_from_file cities")],
        ("survey", 2, "type", "file_extension"),
    ),
    (
        "a file that is not there",
        [q("select_one_from_file cities.csv")],
        ("survey", 2, "type", "file_missing"),
    ),
    (
        "or_other with a filter",
        [q("select_one yes_no or_other", choice_filter="true()")],
        ("survey", 2, "choice_filter", "or_other_filter"),
    ),
    ("save_to without entities", [q("text", save_to="word")], ("survey", 2, "save_to", "entity_undeclared")),
    (
        "a repeat twice",
        [
            q("begin_repeat", "r"),
            TEXT,
            question("end_repeat"),
            q("begin_group", "g"),
            q("begin_repeat", "r"),
            q("text"),
            question("end_repeat"),
            question("end_group"),
        ],
        ("survey", 6, "name", "repeat_name_twice"),
    ),
    (
        "a repeat named as the form",
        [q("begin_repeat", "data"), TEXT, question("end_repeat")],
        ("survey", 2, "name", "repeat_name_root"),
    ),
    ("a photograph without a bound", [q("image")], ("survey", 2, "parameters", "image_size")),
    (
        "a translation missing",
        [question("text", "a", "الف", ""), TEXT],
        ("survey", 2, LABEL_EN, "translation_missing"),
    ),
    (
        "personal neither yes nor no",
        [q("text", personal="maybe")],
        ("survey", 2, "personal", "personal_value"),
    ),
    ("retention in words", [q("text", retention="a year")], ("survey", 2, "retention", "retention_value")),
]


@pytest.mark.parametrize(("_why", "survey", "place"), FAULTS, ids=[each[0] for each in FAULTS])
def test_a_fault_of_the_survey_is_found_at_its_place(
    _why: str, survey: list[Row], place: tuple[str, int, str, str]
) -> None:
    if place[3] == "image_size":
        survey = [*survey, q("range", "r", parameters="start=1 end=2")]
    findings = found(survey)
    assert place in [(each.sheet, each.row, each.column, each.code) for each in findings]
    for each in findings:
        assert told_in_both_languages(each)


def told_in_both_languages(finding: Finding) -> bool:
    persian = re.compile("[\u0600-\u06ff]")
    english = all(each.strip() for each in (finding.en, finding.cure_en))
    return english and all(persian.search(each) for each in (finding.fa, finding.cure_fa))


def test_all_faults_of_a_workbook_are_listed_at_once() -> None:
    survey = [row for _, rows, place in FAULTS[:14] for row in rows if place[3] != "type_missing"]
    codes = {each.code for each in found(survey)}
    assert {
        "type_near",
        "type_unknown",
        "type_listless",
        "name_missing",
        "name_invalid",
        "name_twice",
    } <= codes


def test_faults_that_pyxform_alone_sees_are_listed_at_once_too() -> None:
    survey = [
        q("range", "a", parameters="start=x"),
        q("text", "b", parameters="colour=red"),
        q("audio", "c", parameters="quality=best"),
        q("geopoint", "d", parameters="capture-accuracy=near"),
    ]
    rows = [(each.row, each.column) for each in found(survey) if each.severity == "error"]
    assert rows == [(2, "parameters"), (3, "parameters"), (4, "parameters"), (5, "parameters")]


CHOICES: list[tuple[str, list[Row], tuple[int, str, str]]] = [
    (
        "a choice without a name",
        choices("yes_no", [("yes", "بله", "Yes"), ("", "خیر", "No")]),
        (3, "name", "choice_name_missing"),
    ),
    (
        "a choice twice",
        choices("yes_no", [("yes", "بله", "Yes"), ("yes", "خیر", "No")]),
        (3, "name", "choice_twice"),
    ),
    (
        "a choice without words",
        choices("yes_no", [("yes", "بله", "Yes"), ("no", "", "")]),
        (3, LABEL, "choice_label_missing"),
    ),
    ("a choice with a blank", choices("yes_no", [("oh yes", "بله", "Yes")]), (2, "name", "choice_blank")),
    ("a choice of no list", [*YES_NO, *choices("", [("x", "ی", "X")])], (4, "list_name", "choice_listless")),
    (
        "a choice with a wrong reference",
        choices("yes_no", [("yes", "${word2}", "Yes")]),
        (2, LABEL, "reference_near"),
    ),
    (
        "a choice untranslated",
        choices("yes_no", [("yes", "بله", "Yes"), ("no", "خیر", "")]),
        (3, LABEL_EN, "translation_missing"),
    ),
]


@pytest.mark.parametrize(("_why", "lists", "place"), CHOICES, ids=[each[0] for each in CHOICES])
def test_a_fault_of_the_choices_is_found_at_its_place(
    _why: str, lists: list[Row], place: tuple[int, str, str]
) -> None:
    findings = found([TEXT, q("select_multiple yes_no", "many")], lists)
    assert ("choices", *place) in [(each.sheet, each.row, each.column, each.code) for each in findings]


def test_faults_of_other_sheets_are_found_at_their_places() -> None:
    settings = {"form_id": "f", "default_language": "Persian", "instance_name": "${wrd}"}
    survey = [TEXT, q("text", "b", save_to="p")]
    findings = found(survey, settings=settings, entities=[{"list_name": "trees"}])
    places = {(each.sheet, each.row, each.column, each.code) for each in findings}
    assert ("settings", 2, "default_language", "default_language") in places
    assert ("settings", 2, "instance_name", "reference_near") in places
    assert ("entities", 2, "list_name", "entity_label") in places


def test_a_choice_that_a_loop_goes_over_has_a_label() -> None:
    survey = [question("begin loop over l", "each", "هر", "Each"), TEXT, question("end loop")]
    lists = [{"list_name": "l", "name": name} for name in ("a", "none")]
    assert [(each.sheet, each.row, each.code) for each in found(survey, lists)] == [
        ("choices", 2, "choice_label_missing"),
        ("choices", 3, "choice_label_missing"),
    ]


def test_a_reference_that_is_not_closed_in_entities_is_said_once() -> None:
    findings = found([TEXT], entities=[{"list_name": "trees", "label": "${word"}])
    assert [(each.sheet, each.row, each.column, each.code) for each in findings] == [
        ("entities", 2, "label", "reference_malformed")
    ]


def test_headers_and_sheets_that_are_misnamed_are_named_with_the_right_one() -> None:
    def said(**sheets: list[list[str]]) -> list[tuple[str, int, str, str]]:
        try:
            findings: Sequence[Finding] = convert(grid_of(**sheets), "f.xlsx").warnings
        except NotConverted as refused:
            findings = refused.findings
        return [(each.sheet, each.row, each.column, each.code) for each in findings]

    good = [["type", "name", "label"], ["text", "a", "A"]]
    assert ("surveys", 0, "", "no_survey_near") in said(surveys=good, choices=[["list_name", "name"]])
    assert ("", 0, "", "no_survey") in said(other=good, more=good)
    assert ("choice", 0, "", "sheet_misnamed") in said(survey=good, choice=[["list_name"], ["x"]])
    assert ("survey", 1, "typ", "column_missing_near") in said(
        survey=[["typ", "name", "label"], ["text", "a", "A"]]
    )
    unknown = said(survey=[["type", "name", "label", "relevent"], ["text", "a", "A", "1"]])
    assert ("survey", 1, "relevent", "column_unknown") in unknown
    assert ("survey", 1, "label", "column_twice") in said(
        survey=[["type", "name", "label", "label"], ["text", "a", "A", "B"]]
    )
    assert ("survey", 1, "value", "column_same") in said(
        survey=[["type", "name", "label", "value"], ["text", "a", "A", "b"]]
    )
    assert ("survey", 1, "", "header_blank") in said(survey=[[], ["type", "name"], ["text", "a"]])
    assert ("survey", 0, "", "survey_empty") in said(survey=[["type", "name", "label"]])
    assert ("survey", 1, "D", "column_unnamed") in said(
        survey=[["type", "name", "label"], ["text", "a", "A", "lost"]]
    )


def test_a_finding_names_the_letters_of_its_column_and_speaks_both_languages() -> None:
    (finding,) = [each for each in found([q("text", "my name")]) if each.severity == "error"]
    assert finding.letter == "B"
    assert finding.place("en") == "sheet survey, row 2, column B (name)"
    assert finding.place("fa") == "برگهٔ survey، ردیف 2، ستون B (name)"
    assert "my_name" in finding.cure("fa")
    assert "my_name" in finding.cure("en-gb")
    assert finding.as_value()["severity"] == "error"


def test_every_error_of_pyxform_has_a_sentence_of_ours() -> None:
    ours = {"INTERNAL_001", "INTERNAL_002", "NAMES_013"}  # what no workbook causes, and a part of other words
    assert {each.name for each in ErrorCode} - ours == set(_CODED)
    for words in WORDS:
        assert words.code is None or words.code in SENTENCES


def test_what_pyxform_may_say_one_day_is_passed_on_with_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    from pyxform.errors import PyXFormError

    def refuse(*_: object, **__: object) -> None:
        raise PyXFormError("[row : 3] Something nobody has heard of.")

    monkeypatch.setattr("barzan.xlsform.making.workbook_to_json", refuse)
    (finding,) = found([TEXT, q("text")])
    assert (finding.code, finding.sheet, finding.row) == ("unplaced", "survey", 3)
    assert "Something nobody has heard of" in finding.fa
