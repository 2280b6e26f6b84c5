"""Each hit policy does what DMN 1.5 says of it (8.2.8); the sentences are ours."""

from __future__ import annotations

from decimal import Decimal

import pytest

from barzan.decisions.tests.factories import answer, table_model

AGE = [("age", "number")]
THREE = [("< 18", '"child"'), (">= 18", '"adult"'), (">= 65", '"old"')]


def values(*numbers: int) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, numbers))


def test_unique_gives_the_one_rule_that_hits() -> None:
    """8.2.8, Unique: rules are disjoint."""
    model = table_model(THREE[:2], inputs=AGE, policy="UNIQUE")
    outcome = answer(model, age=17)
    assert (outcome.value, outcome.hit("t")) == ("child", (1,))


def test_unique_with_two_hits_is_null_and_says_which() -> None:
    """8.2.8, Unique: two hits are a fault of the table; FEEL answers faults with null."""
    outcome = answer(table_model(THREE, inputs=AGE), age=70)
    assert outcome.value is None
    assert outcome.hit("t") == (2, 3)
    (finding,) = outcome.findings
    assert finding.code == "table.ambiguous"
    assert "2, 3" in finding.en


def test_any_gives_what_equal_rules_agree_on() -> None:
    """8.2.8, Any: rules may overlap where their outputs are equal."""
    rows = [("< 18", '"no"'), ("< 20", '"no"'), (">= 20", '"yes"')]
    outcome = answer(table_model(rows, inputs=AGE, policy="ANY"), age=5)
    assert (outcome.value, outcome.hit("t")) == ("no", (1, 2))


def test_any_with_unequal_rules_is_null() -> None:
    """8.2.8, Any: unequal outputs are a fault of the table."""
    outcome = answer(table_model(THREE, inputs=AGE, policy="ANY"), age=70)
    assert outcome.value is None
    assert outcome.findings[0].code == "table.ambiguous"


def test_priority_gives_the_output_that_stands_first_among_those_allowed() -> None:
    """8.2.8, Priority: the list of output values is the order."""
    allowed = ('"old", "adult", "child"',)
    model = table_model(THREE, inputs=AGE, policy="PRIORITY", allowed=allowed)
    assert answer(model, age=70).value == "old"
    assert answer(model, age=20).value == "adult"


def test_priority_of_several_outputs_is_compared_column_after_column() -> None:
    """8.2.8, Priority: a column without listed values does not count."""
    rows = [("-", '"yes"', '"low"', "1"), ("-", '"yes"', '"high"', "2"), ("-", '"no"', '"high"', "3")]
    model = table_model(
        rows,
        inputs=AGE,
        policy="PRIORITY",
        outputs=("a", "b", "n"),
        allowed=('"yes", "no"', '"high", "low"', "-"),
    )
    assert answer(model, age=1).value == {"a": "yes", "b": "high", "n": Decimal(2)}


def test_first_gives_the_first_hit_in_the_order_of_the_rules() -> None:
    """8.2.8, First: the order of the rules decides."""
    rows = [(">= 65", '"old"'), ("-", '"other"')]
    model = table_model(rows, inputs=AGE, policy="FIRST")
    assert answer(model, age=70).value == "old"
    assert answer(model, age=7).value == "other"


def test_rule_order_gives_all_hits_in_the_order_of_the_rules() -> None:
    """8.2.8, Rule order."""
    outcome = answer(table_model(THREE, inputs=AGE, policy="RULE ORDER"), age=70)
    assert outcome.value == ("adult", "old")


def test_output_order_gives_all_hits_by_priority() -> None:
    """8.2.8, Output order: decreasing priority."""
    model = table_model(THREE, inputs=AGE, policy="OUTPUT ORDER", allowed=('"old", "adult", "child"',))
    assert answer(model, age=70).value == ("old", "adult")


def test_collect_gives_all_hits() -> None:
    """8.2.8, Collect: in any order; here that of the rules."""
    assert answer(table_model(THREE, inputs=AGE, policy="COLLECT"), age=70).value == ("adult", "old")


@pytest.mark.parametrize(
    ("aggregation", "value"),
    [("SUM", Decimal(120)), ("MIN", Decimal(20)), ("MAX", Decimal(100)), ("COUNT", Decimal(2))],
)
def test_collect_adds_compares_or_counts(aggregation: str, value: Decimal) -> None:
    """8.2.8, Collect: the four built-in aggregations."""
    rows = [(">= 18", "100"), (">= 65", "20"), ("< 18", "7")]
    model = table_model(rows, inputs=AGE, policy="COLLECT", aggregation=aggregation)
    assert answer(model, age=70).value == value


@pytest.mark.parametrize(
    ("policy", "aggregation", "nothing"),
    [
        ("UNIQUE", "", None), ("ANY", "", None), ("FIRST", "", None), ("RULE ORDER", "", ()),
        ("COLLECT", "", ()), ("COLLECT", "SUM", None), ("COLLECT", "MIN", None),
        ("COLLECT", "COUNT", Decimal(0)),
    ],
)  # fmt: skip
def test_without_a_hit_the_result_is_null_empty_or_zero(
    policy: str, aggregation: str, nothing: object
) -> None:
    model = table_model([("> 5", "1")], inputs=AGE, policy=policy, aggregation=aggregation)
    assert answer(model, age=1).value == nothing


def test_without_a_hit_the_default_output_counts() -> None:
    """8.2: default output entries stand in where no rule hits."""
    model = table_model([("> 5", "1")], inputs=AGE, default="-1")
    assert answer(model, age=1).value == Decimal(-1)
    assert answer(model, age=1).hit("t") == ()


def test_an_input_outside_the_allowed_values_gives_null_and_a_finding() -> None:
    """8.2: input values bound what a column may be asked."""
    model = table_model([("-", "1")], inputs=AGE, input_values=("[0..120]",))
    outcome = answer(model, age=121)
    assert outcome.value is None
    assert outcome.findings[0].code == "input.values"
    assert answer(model, age=120).value == Decimal(1)


def test_an_output_outside_the_allowed_values_gives_null_and_a_finding() -> None:
    model = table_model([("-", '"z" + "!"')], inputs=AGE, allowed=('"a", "b"',))
    outcome = answer(model, age=1)
    assert outcome.value is None
    assert outcome.findings[0].code == "output.values"


def test_a_table_without_columns_of_conditions_hits_always() -> None:
    assert answer(table_model([("1",)], inputs=[], policy="FIRST")).value == Decimal(1)


def test_a_cell_may_ask_more_than_values_and_ranges() -> None:
    """FEEL cells: ``?`` is the input (7.3.3), other inputs may be named."""
    rows = [("? = limit", '"just"'), ("> limit", '"over"')]
    model = table_model(
        [(*row[:1], "-", row[1]) for row in rows], inputs=[("age", "number"), ("limit", "number")]
    )
    assert answer(model, age=5, limit=5).value == "just"
    assert answer(model, age=6, limit=5).value == "over"
