"""What changed is said whole and once: nothing is left out, nothing that stayed is named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from barzan.catalogue.content import (
    LegalBasisContent,
    Placed,
    RequirementContent,
    ServiceContent,
    StepContent,
)
from barzan.revisions.changes import Kind, changes, pieces, rows
from barzan.revisions.proposed import Proposed
from barzan.revisions.tests.test_merge import proposals
from barzan.revisions.wording import Names, sentence, sentences

TEXTS = st.lists(st.sampled_from(["یک", "دو", "سه", "چهار"]), max_size=8).map(" ".join)
ROWS = st.lists(st.sampled_from("abcdefgh"), max_size=7, unique=True).map(
    lambda texts: tuple(StepContent(f"{text} {text}") for text in texts)
)


@given(TEXTS, TEXTS)
def test_marked_words_give_both_texts_back(old: str, new: str) -> None:
    found = pieces(old, new)
    assert " ".join(each.text for each in found if each.kind != "gone").split() == new.split()
    assert " ".join(each.text for each in found if each.kind != "new").split() == old.split()


@given(ROWS, ROWS)
def test_every_row_is_the_same_or_named_once(before, after) -> None:
    found = rows("steps", before, after)
    was = [change.was for change in found if change.was]
    now = [change.now for change in found if change.now]
    assert len(was) == len(set(was))
    assert len(now) == len(set(now))
    stayed = [row for place, row in enumerate(before, 1) if place not in was]
    assert stayed == [row for place, row in enumerate(after, 1) if place not in now]


@given(proposals(), proposals())
def test_no_change_is_left_out(before: Proposed, after: Proposed) -> None:
    old, new = before.fields(), after.fields()
    assert {change.field for change in changes(old, new)} == {name for name in old if old[name] != new[name]}
    for language in ("fa", "en"):
        with translation.override(language):
            assert all(each.text for each in sentences(changes(old, new), Names()))


def test_the_line_of_the_source_alone_is_no_change() -> None:
    old, new = (RequirementContent("document", "شناسنامه", source_line=line) for line in (3, 4))
    assert rows("requirements", [old], [new]) == []


def test_a_row_that_stands_elsewhere_has_moved() -> None:
    steps = tuple(StepContent(text) for text in ("یک", "دو", "سه"))
    (change,) = rows("steps", steps, (steps[2], steps[0], steps[1]))
    assert (change.kind, change.was, change.now) == (Kind.MOVED, 3, 1)


@pytest.mark.parametrize(
    ("old", "new", "fa", "en"),
    [
        (
            {"fee_rials": None}, {"fee_rials": 0},
            "هزینه خالی بود؛ اکنون «رایگان» است.", "Cost was empty; now it is “free”.",
        ),
        (
            {"standard_days": 10, "day_kind": "working"}, {"standard_days": 15, "day_kind": "working"},
            "مهلت قانونی: «۱۰» به «۱۵» تغییر کرد.", "Legal time: “10” became “15”.",
        ),
        (
            {"requirements": ()}, {"requirements": (RequirementContent("document", "شناسنامه"),)},
            "مدرک تازه: «<bdi>مدرک: شناسنامه</bdi>».",
            'New requirement: “<bdi lang="fa">Document: شناسنامه</bdi>”.',
        ),
    ],
)  # fmt: skip
def test_a_change_is_said_in_both_languages(old: dict, new: dict, fa: str, en: str) -> None:
    before, after = (
        Proposed(replace(ServiceContent("ع"), **each), Placed("u")).fields() for each in (old, new)
    )
    (change,) = changes(before, after)
    for language, said in (("fa", fa), ("en", en)):
        with translation.override(language):
            assert sentence(change, Names()).text == said


def test_words_that_people_wrote_are_escaped() -> None:
    basis = LegalBasisContent("act", "<script>")
    (change,) = rows("legal_bases", [basis], [replace(basis, title="<script> دوم")])
    said = sentence(change, Names())
    assert "<script" not in said.text + said.marked
    assert "<ins>" in said.marked
