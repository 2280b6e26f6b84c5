"""Unary tests of decision tables (DMN 1.5, 8.3.3, grammar rules 7 to 17), and the ranges they accept."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barzan.feel import Range, parse_unary

D = Decimal
ALL = Range(None, None, False, False)

CASES = [
    ("-", 5, True),
    ("-", None, True),
    ("-", False, True),
    ("5", 5, True),
    ("< 5", 5, False),
    ("[1..5)", 5, False),
    ("[1..5)", 1, True),
    ("]1..5]", 1, False),
    ("1, 2, [5..7]", 6, True),
    ("1, 2, [5..7]", 3, False),
    ("not(1, 2)", 3, True),
    ("not(1, 2)", 2, False),
    ("not(< 5)", 5, True),
    ('"High", "Low"', "Low", True),
    ("true", False, False),
    ("false", False, True),
    ("null", None, True),
    ("< 5", None, False),
    ("[1, 2, 3]", 2, True),
    ('date("2026-03-21")', date(2026, 3, 21), True),
    ('>= @"2026-03-21"', date(2026, 3, 20), False),
    ("? > 3 and ? < 9", 5, True),
    ('starts with(?, "ab")', "abc", True),
    ('not(contains(?, "x"))', "abc", True),
    ("= 5", 5, True),
    ("!= 5", 5, False),
    ("-5", -5, True),
    ("- 5, 3", -5, True),
    ("limit", 7, True),
    ("< limit", 6, True),
    ("<= limit * 2", 14, True),
    ("not(limit)", 7, False),
    ("limit > 3", "whatever", True),
    ("not(true) or true", "whatever", True),
]


@pytest.mark.parametrize(("text", "subject", "expected"), CASES)
def test_a_cell_accepts(text, subject, expected):
    assert parse_unary(text).matches(subject, {"limit": 7}) is expected


RANGES = [
    ("-", (ALL,)),
    ("5", (Range(D(5), D(5)),)),
    ("[1..5)", (Range(D(1), D(5), True, False),)),
    ("< 5", (Range(None, D(5), False, False),)),
    (">= 5", (Range(D(5), None, True, False),)),
    ("!= 5", (Range(None, D(5), False, False), Range(D(5), None, False, False))),
    ("not(5)", (Range(None, D(5), False, False), Range(D(5), None, False, False))),
    ("[3..4], [1..2], 2", (Range(D(1), D(2)), Range(D(3), D(4)))),
    ("[1..2), [2..3]", (Range(D(1), D(3)),)),
    ("[1..2), (2..3]", (Range(D(1), D(2), True, False), Range(D(2), D(3), False, True))),
    ("< 5, >= 5", (ALL,)),
    ("not(< 5, >= 5)", ()),
    ("[5..1]", ()),
    ('"b", "a"', (Range("a", "a"), Range("b", "b"))),
    ("true", (Range(True, True),)),
    ("not(true)", (Range(False, False),)),
    ("true, false", (Range(False, False), Range(True, True))),
    ('date("2026-03-21")', (Range(date(2026, 3, 21), date(2026, 3, 21)),)),
    ("[10 - 9..2 + 3]", (Range(D(1), D(5)),)),
    ("limit", None),
    ("< limit", None),
    ("? > 5", None),
    ("null", None),
    ('1, "a"', None),
    ("{a: 1}", None),
    ("count(?) > 1", None),
    ('@"10:00:00", @"10:00:00Z"', None),
]


@pytest.mark.parametrize(("text", "expected"), RANGES)
def test_the_ranges_of_a_cell(text, expected):
    assert parse_unary(text).ranges() == expected


numbers = st.integers(-4, 4)
part = st.one_of(
    numbers.map(str),
    st.tuples(st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), numbers).map(lambda p: f"{p[0]} {p[1]}"),
    st.tuples(st.sampled_from("[("), numbers, numbers, st.sampled_from("])")).map(
        lambda p: f"{p[0]}{p[1]}..{p[2]}{p[3]}"
    ),
)
cells = st.tuples(st.lists(part, min_size=1, max_size=4).map(", ".join), st.booleans()).map(
    lambda cell: f"not({cell[0]})" if cell[1] else cell[0]
)


@given(cells, st.integers(-10, 10))
def test_the_ranges_hold_what_the_cell_accepts(text, twice):
    subject = D(twice) / 2
    cell = parse_unary(text)
    ranges = cell.ranges()
    assert ranges is not None
    holding = [one for one in ranges if parse_unary("? in one").matches(subject, {"one": one})]
    assert len(holding) == cell.matches(subject)
