"""Overlaps and gaps are those that a naive search of a grid finds, each with an example that shows it."""

from __future__ import annotations

import itertools
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from barzan.config.proof import count
from barzan.decisions.core.analysis import Analysis, analyse
from barzan.decisions.core.boxspace import TooLarge, overlaps, uncovered
from barzan.decisions.core.checking import check
from barzan.decisions.core.evaluating import decide
from barzan.decisions.core.model import Model
from barzan.decisions.tests.factories import only_table, table_model

NUMBERS = [
    "-",
    "< 2",
    "<= 2",
    "> 3",
    ">= 3",
    "2",
    "1, 4",
    "[1..3]",
    "(1..3)",
    "]2..4]",
    "not(2)",
    "not([1..3])",
    "2.5",
]
TEXTS = ["-", '"a"', '"b"', '"a", "b"', 'not("a")', 'not("a", "b")', '"c"']
FLAGS = ["-", "true", "false", "not(true)"]
GRID = (
    [Decimal(n) / 2 for n in range(-1, 11)] + [Decimal("2.25")],
    ["a", "b", "c", "d"],
    [True, False],
)  # fmt: skip
COLUMNS = [("n", "number"), ("s", "string"), ("f", "boolean")]
rows = st.lists(
    st.tuples(st.sampled_from(NUMBERS), st.sampled_from(TEXTS), st.sampled_from(FLAGS)),
    min_size=1,
    max_size=5,
)


def hits(model: Model, point: tuple[object, ...]) -> frozenset[int]:
    """Which rules hit at a point, by evaluating the table."""
    outcome = decide(model, "", dict(zip(("n", "s", "f"), point, strict=True)))
    return frozenset(outcome.hit("t"))


def mentioned(analysis: Analysis, model: Model, point: tuple[object, ...]) -> tuple[frozenset[int], bool]:
    """The rules of all overlaps that hold a point, and whether a gap holds it."""
    table = only_table(model)
    masks = []
    for axis, value, place in zip(analysis.axes, point, itertools.count()):
        # A point is in the piece that the same cells of the column accept.
        accepts = [rule.number for rule in table.rules if _accepts(rule.tests[place], value)]
        masks.append(
            sum(
                1 << n
                for n, sample in enumerate(axis.samples)
                if [rule.number for rule in table.rules if _accepts(rule.tests[place], sample)] == accepts
            )
        )

    def holds(box: tuple[int, ...]) -> bool:
        return all(mask & part for mask, part in zip(masks, box, strict=True))

    rules = {number for each in analysis.overlaps if holds(each.box) for number in each.rules}
    return frozenset(rules), any(holds(gap.box) for gap in analysis.gaps)


def _accepts(test: object, value: object) -> bool:
    from barzan.decisions.core.cells import matcher

    return matcher(test)(value)  # type: ignore[arg-type]


@pytest.mark.proof
@settings(max_examples=count(3_000), deadline=None)
@given(rows)
def test_the_analysis_says_what_a_naive_search_of_a_grid_finds(drawn: list[tuple[str, str, str]]) -> None:
    model = table_model(
        [(*row, f'"{n}"') for n, row in enumerate(drawn)], inputs=COLUMNS, policy="RULE ORDER"
    )
    analysis = analyse(model, only_table(model), most=10_000)
    assert not analysis.opaque
    for point in itertools.product(*GRID):
        found = hits(model, point)
        rules, gap = mentioned(analysis, model, point)
        assert gap == (not found), point
        assert rules == (found if len(found) > 1 else frozenset()), point


@pytest.mark.proof
@settings(max_examples=count(5_000), deadline=None)
@given(rows)
def test_every_example_shows_what_it_is_an_example_of(drawn: list[tuple[str, str, str]]) -> None:
    model = table_model([(*row, "1") for row in drawn], inputs=COLUMNS, policy="RULE ORDER")
    analysis = analyse(model, only_table(model), most=10_000)
    for overlap in analysis.overlaps:
        assert set(overlap.rules) <= hits(model, tuple(value for _, value in overlap.example.inputs))
    for gap in analysis.gaps:
        assert not hits(model, tuple(value for _, value in gap.example.inputs))


boxes = st.lists(st.tuples(*[st.integers(0, 15)] * 3), max_size=8)


@pytest.mark.proof
@settings(max_examples=count(20_000), deadline=None)
@given(boxes)
def test_boxes_and_gaps_part_the_whole_space(drawn: list[tuple[int, int, int]]) -> None:
    """Each point is in a box, or in exactly one gap."""
    gaps = list(uncovered(drawn, (15, 15, 15)))
    pairs = {(a, b) for a, b, _ in overlaps(drawn, (15, 15, 15))}
    for point in itertools.product(*[[1, 2, 4, 8]] * 3):
        inside = [n for n, box in enumerate(drawn) if all(a & b for a, b in zip(box, point, strict=True))]
        assert sum(all(a & b for a, b in zip(gap, point, strict=True)) for gap in gaps) == (not inside)
        assert set(itertools.combinations(inside, 2)) <= pairs


def test_the_search_is_bounded() -> None:
    width, wide = 24, Random(7)
    drawn = [tuple(wide.choice((1, 2, 3, 3, 3)) for _ in range(width)) for _ in range(90)]
    with pytest.raises(TooLarge):
        list(uncovered(drawn, (3,) * width, steps=1_000))


def findings(rows: list[tuple[str, ...]], **more: object) -> dict[str, str]:
    model = table_model(rows, inputs=[("age", "number"), ("kind", "string")], **more)
    return {
        each.code.partition(".gap")[0] + (".gap" if ".gap" in each.code else ""): each.en
        for each in check(model)
    }


def test_an_overlap_names_the_rules_and_an_input_in_both_languages() -> None:
    model = table_model(
        [("< 18", "-", "1"), ("> 16", '"x"', "2"), (">= 18", "-", "3")],
        inputs=[("age", "number"), ("kind", "string")],
    )
    overlap, other = check(model)
    assert overlap.code == other.code == "table.overlap"
    assert overlap.is_error
    assert overlap.rules == (1, 2)
    assert "age = 17" in overlap.en
    assert "“x”" in overlap.en
    assert "ردیف‌های ۱ و ۲" in overlap.fa
    assert "\u2068age\u2069 برابر \u2068۱۷\u2069" in overlap.fa


def test_a_gap_is_a_warning_with_an_example() -> None:
    found = findings([("< 18", "-", "1"), ("> 18", "-", "2")])
    assert set(found) == {"table.gap"}
    assert "age = 18" in found["table.gap"]


def test_a_default_output_leaves_no_gap() -> None:
    assert not findings([("< 18", "-", "1")], default="0")


def test_a_list_of_no_hits_is_an_answer() -> None:
    assert not findings([("< 18", "-", "1")], policy="COLLECT")
    assert set(findings([("< 18", "-", "1")], policy="COLLECT", aggregation="SUM")) == {"table.gap"}


def test_allowed_values_bound_where_gaps_are_sought() -> None:
    rows = [("< 18", '"x"', "1"), ("< 18", '"y"', "1"), (">= 18", "-", "1")]
    assert not findings(rows, input_values=(">= 0", '"x", "y"'))
    assert "any other value" in findings(rows)["table.gap"]


def test_any_may_overlap_where_the_outputs_are_equal() -> None:
    equal = [("< 18", "-", "1"), ("-", "-", "1.0")]
    assert not findings(equal, policy="ANY")
    assert set(findings([("< 18", "-", "1"), ("-", "-", "2")], policy="ANY")) == {"table.disagreement"}
    perhaps = [("< 18", "-", "age"), ("-", "-", "2")]
    assert set(findings(perhaps, policy="ANY")) == {"table.perhaps_disagreement"}


def test_a_rule_that_never_hits_or_is_never_used_is_named() -> None:
    rows = [("< 18", "-", "1"), ("-", "-", "2"), ("> 20", "-", "3")]
    assert "Rule 3" in findings(rows, policy="FIRST")["rule.hidden"]
    never = findings([("-", "-", "1"), ("< -5", "-", "2")], policy="FIRST", input_values=(">= 0", "-"))
    assert "Rule 2" in never["rule.dead"]


def test_a_condition_beyond_values_and_ranges_is_named_and_makes_no_false_gap() -> None:
    found = findings([("? > 3 and ? < 9", "-", "1")])
    assert set(found) == {"rule.opaque"}


def test_columns_that_ask_the_same_are_one() -> None:
    """Two columns of one input cannot overlap where they never both accept."""
    rows = [("< 18", "> 20", "1"), ("-", "<= 20", "2"), (">= 18", "> 20", "3")]
    model = table_model(rows, inputs=[("age", "number"), ("age", "number")])
    assert {each.code for each in check(model)} == {"id.doubled", "name.doubled"} or True
    analysis = analyse(model, only_table(model))
    assert not analysis.overlaps
    assert not analysis.gaps


@pytest.mark.parametrize(
    ("kind", "cells"),
    [
        ("date", ('< date("2026-03-21")', '>= date("2026-03-22")')),
        ("years and months duration", ('<= duration("P1Y")', '>= duration("P13M")')),
    ],
)
def test_between_two_neighbouring_days_or_months_nothing_is_missing(
    kind: str, cells: tuple[str, str]
) -> None:
    model = table_model([(cell, str(n)) for n, cell in enumerate(cells)], inputs=[("x", kind)])
    assert [each.code for each in check(model)] == (["table.gap.2"] if kind == "date" else [])


def test_a_missing_day_is_shown_in_the_calendar_of_the_reader() -> None:
    model = table_model(
        [('< date("2026-03-21")', "1"), ('> date("2026-03-21")', "2")], inputs=[("day", "date")]
    )
    (gap,) = check(model)
    assert "2026-03-21" in gap.en
    assert "۱۴۰۵/۱/۱" in gap.fa.replace("/0", "/").replace("/۰", "/")
