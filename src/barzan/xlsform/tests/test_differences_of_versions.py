"""What a new version changes is told for the analysis, in both languages."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from barzan.xforms import Form
from barzan.xlsform import Differences, convert, differences
from barzan.xlsform.differences import Change
from barzan.xlsform.tests import samples
from barzan.xlsform.tests.building import Row, book, choices, question

AGE = question("integer", "age", "سن", "Age", constraint=". > 0")
NAME = question("text", "name", "نام", "Name", tag="full-name")
SEX = question("select_one sex", "sex", "جنس", "Sex")
WORK = question("text", "work", "کار", "Work", relevant="${age} > 15")
SEXES = choices("sex", [("f", "زن", "Female"), ("m", "مرد", "Male")])
BEFORE = [NAME, AGE, SEX, WORK]


def form(survey: Sequence[Row], lists: Sequence[Row] = SEXES) -> Form:
    return convert(book(survey, lists), "f.xlsx").form


def told(after: Sequence[Row], lists: Sequence[Row] = SEXES) -> Differences:
    found = differences(form(BEFORE), form(after, lists))
    for each in found.all:
        assert each.sentence("fa") != each.sentence("en")
    return found


def kinds(found: Differences) -> list[tuple[str, str, str, str]]:
    return [(each.change.value, each.path, each.before, each.after) for each in found.all]


@pytest.mark.parametrize("name", ["questionnaire_120", "census", "checklist"])
def test_a_form_does_not_differ_from_itself(name: str) -> None:
    one, two = (convert(getattr(samples, name)(), "f.xlsx").form for _ in range(2))
    assert differences(one, two).all == ()


def test_what_is_added_and_removed() -> None:
    found = told([NAME, AGE, question("date", "born", "زاده", "Born"), WORK])
    assert kinds(found) == [
        ("added", "/data/born", "", "/data/born"),
        ("removed", "/data/sex", "/data/sex", ""),
    ]
    assert found.breaks
    assert found.of(Change.ADDED)[0].fa == "«زاده» (born) افزوده شد."


def test_a_group_that_is_added_is_told_once() -> None:
    group = [
        question("begin_group", "g", "گروه", "Group"),
        question("text", "x", "ی", "X"),
        question("end_group"),
    ]
    assert [each[:2] for each in kinds(told([*BEFORE, *group]))] == [("added", "/data/g")]


def test_the_same_tag_under_another_name_is_renamed() -> None:
    after = [question("text", "full_name", "نام کامل", "Whole name", tag="full-name"), AGE, SEX, WORK]
    found = told(after)
    assert kinds(found)[0] == ("renamed", "/data/full_name", "name", "full_name")
    assert {each.change for each in found.all} == {Change.RENAMED, Change.RELABELLED}


def test_the_same_words_under_another_name_are_renamed_and_logic_follows() -> None:
    after = [NAME, {**AGE, "name": "years"}, SEX, {**WORK, "relevant": "${years} > 15"}]
    assert kinds(told(after)) == [("renamed", "/data/years", "age", "years")]


def test_what_moves_into_a_group_is_moved_and_logic_follows() -> None:
    group = [question("begin_group", "g", "گروه", "Group"), AGE, question("end_group")]
    found = told([NAME, *group, SEX, WORK])
    assert [each[:2] for each in kinds(found)] == [("added", "/data/g"), ("moved", "/data/g/age")]


def test_types_wordings_and_logic() -> None:
    after = [
        NAME,
        {**AGE, "type": "decimal", "label::English (en)": "Age in years"},
        {**SEX, "required": "yes", "personal": "yes"},
        {**WORK, "relevant": "${age} > 18"},
    ]
    found = told(after)
    assert kinds(found) == [
        ("retyped", "/data/age", "integer", "decimal"),
        ("relabelled", "/data/age", "Age", "Age in years"),
        ("logic", "/data/sex", "", "true()"),
        ("logic", "/data/sex", "", "yes"),
        ("logic", "/data/work", "${age} > 15", "${age} > 18"),
    ]
    assert [each.attribute for each in found.of(Change.LOGIC)] == ["required", "personal", "relevant"]


def test_choices() -> None:
    after = choices("sex", [("f", "خانم", "Female"), ("x", "دیگر", "Other")])
    found = told(BEFORE, after)
    assert kinds(found) == [
        ("choice_relabelled", "/data/sex", "زن", "خانم"),
        ("choice_added", "/data/sex", "", "دیگر"),
        ("choice_removed", "/data/sex", "مرد", ""),
    ]
    assert [each.attribute for each in found.all] == ["f", "x", "m"]
    assert found.breaks
    assert not told(BEFORE, [*SEXES, *choices("sex", [("x", "دیگر", "Other")])]).breaks


def test_a_question_that_becomes_a_repeat_is_another() -> None:
    repeat = [
        question("begin_repeat", "work", "کار", "Work"),
        question("text", "job", "شغل", "Job"),
        question("end_repeat"),
    ]
    assert [each[0] for each in kinds(told([NAME, AGE, SEX, *repeat]))] == ["added", "removed"]


def test_differences_are_plain_values() -> None:
    (value,) = told([NAME, AGE, SEX, {**WORK, "required": "yes"}]).as_value()
    assert value["change"] == "logic"
    assert value["attribute"] == "required"
