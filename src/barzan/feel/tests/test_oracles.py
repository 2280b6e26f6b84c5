"""Evaluation against oracles: Python's decimals, dates, logic and regular expressions; and against itself."""

import calendar
import re
from datetime import date, datetime, time, timedelta, timezone
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from barzan.config.proof import count
from barzan.feel import FeelError, Range, YearsMonths, parse
from barzan.feel.stored import dump, load
from barzan.feel.temporal import read_any, written

DECIMAL128 = Context(prec=34, rounding=ROUND_HALF_EVEN, Emin=-6143, Emax=6144)
decimals = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=6)
days = st.dates(date(1600, 1, 1), date(2400, 1, 1))
offsets = st.integers(-12 * 4, 12 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))
moments = st.datetimes(datetime(1600, 1, 1), datetime(2400, 1, 1), timezones=st.none() | offsets)
spans = st.timedeltas(timedelta(-100_000), timedelta(100_000))

PLUS, MINUS, TIMES, OVER = (parse(f"a {sign} b") for sign in "+-*/")


@pytest.mark.proof
@settings(max_examples=count(10_000))
@given(decimals, decimals)
def test_numbers_are_decimals_of_34_digits(a, b):
    """10.3.2.3.1 and table 56."""
    names = {"a": a, "b": b}
    assert PLUS.evaluate(names) == DECIMAL128.add(a, b)
    assert MINUS.evaluate(names) == DECIMAL128.subtract(a, b)
    assert TIMES.evaluate(names) == DECIMAL128.multiply(a, b)
    assert OVER.evaluate(names) == (DECIMAL128.divide(a, b) if b else None)


@given(decimals, st.integers(-3, 5))
def test_rounding_is_that_of_decimals(number, scale):
    """10.3.4.5"""
    step = Decimal(1).scaleb(-scale)
    for name, rounding in (
        ("decimal", ROUND_HALF_EVEN),
        ("round half up", ROUND_HALF_UP),
        ("floor", ROUND_FLOOR),
        ("ceiling", ROUND_CEILING),
    ):
        assert parse(f"{name}(n, s)").evaluate({"n": number, "s": scale}) == number.quantize(step, rounding)


@given(st.integers(-(10**12), 10**12), st.integers(-1000, 1000))
def test_modulo_is_that_of_floors(a, b):
    """10.3.4.5: dividend - divisor * floor(dividend / divisor), Python's own % on whole numbers."""
    assert parse("modulo(a, b)").evaluate({"a": a, "b": b}) == (a % b if b else None)


@given(days, spans)
def test_days_move_as_the_calendar_says(day, span):
    """Table 57, with Python's calendar."""
    moved = (datetime.combine(day, time()) + span).date()
    assert PLUS.evaluate({"a": day, "b": span}) == moved
    assert MINUS.evaluate({"a": moved, "b": day}) == moved - day


@given(moments, spans)
def test_moments_move_by_their_durations(moment, span):
    """Table 57"""
    there = PLUS.evaluate({"a": moment, "b": span})
    assert there == moment + span
    assert MINUS.evaluate({"a": there, "b": moment}) == span


@given(days, st.integers(-2000, 2000))
def test_months_end_where_the_month_ends(day, months):
    """Table 57: the same day of the month, or its last one."""
    moved = PLUS.evaluate({"a": day, "b": YearsMonths(months)})
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == min(day.day, calendar.monthrange(moved.year, moved.month)[1])


@given(days, days)
def test_whole_months_between_days_never_pass_the_second(since, until):
    """10.3.4.1, years and months duration: the most whole months that fit."""
    names = {"a": since, "b": until}
    between = parse("years and months duration(a, b)").evaluate(names)
    assert between == YearsMonths(-parse("years and months duration(b, a)").evaluate(names).total)
    if since <= until and since.day <= 28:
        assert PLUS.evaluate({"a": since, "b": between}) <= until
        assert PLUS.evaluate({"a": since, "b": YearsMonths(between.total + 1)}) > until


@given(
    days
    | moments
    | spans
    | st.integers(-(10**6), 10**6).map(YearsMonths)
    | st.times(timezones=st.none() | offsets)
)
def test_what_is_written_is_read_again(value):
    assert read_any(written(value)) == value


truths = st.sampled_from([True, False, None])


def _kleene(operator, values):
    if operator == "and":
        return False if False in values else None if None in values else True
    return True if True in values else None if None in values else False


@given(st.sampled_from(["and", "or"]), st.lists(truths, min_size=2, max_size=6))
def test_logic_is_that_of_kleene(operator, values):
    """Table 41"""
    text = f" {operator} ".join(str(value).lower() if value is not None else "null" for value in values)
    assert parse(text).evaluate({}) is _kleene(operator, values)


plain_patterns = st.recursive(
    st.sampled_from(["a", "b", ".", "[ab]", "[^a]", "^", "$", r"\d", "(?:)"]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda two: f"({two[0]}|{two[1]})"),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{1,2}", "*?", "+?"])).map(
            lambda two: f"(?:{two[0]}){two[1]}"
        ),
    ),
    max_leaves=8,
)


@pytest.mark.proof
@settings(max_examples=count(20_000))
@given(plain_patterns, st.text("ab1", max_size=10))
def test_patterns_match_where_python_matches(pattern, text):
    """10.3.4.3, matches; Python's expressions agree with XPath's on this part of their languages."""
    found = parse("matches(t, p)").evaluate({"t": text, "p": pattern})
    assert found is (re.search(re.sub(r"\$", r"\\Z", pattern), text) is not None)


values = st.recursive(
    st.none()
    | st.booleans()
    | st.text(max_size=5)
    | st.integers(-(2**70), 2**70)
    | decimals
    | days
    | moments
    | spans
    | st.integers(-1000, 1000).map(YearsMonths)
    | st.times(timezones=st.none() | offsets)
    | st.tuples(decimals, decimals, st.booleans(), st.booleans()).map(lambda four: Range(*four)),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("@ab", max_size=6), inner, max_size=4)
    ),
    max_leaves=6,
)


@pytest.mark.proof
@settings(max_examples=count(5_000))
@given(values)
def test_what_is_stored_comes_back(value):
    same = parse("v").evaluate({"v": value})
    back = load(dump(value))
    assert back == same
    assert dump(back) == dump(value)


WORDS = (
    """1 2.5 ۳ x y item ? true null "a" @"P1D" + - * / ** = != < >= and or in between ( ) [ ] { } , : . .."""
    " -> if then else for return some every satisfies not count sum function instance of number list"
)


def _tried(call):
    """What ``call`` gives, or its refusal."""
    try:
        return call()
    except FeelError as error:
        return error


@pytest.mark.proof
@settings(max_examples=count(50_000))
@given(st.lists(st.sampled_from(WORDS.split()), max_size=14).map(" ".join))
def test_any_words_are_read_or_refused(text):
    """Whatever stands there is refused at a place in the text, or gives the same value each time."""
    found = _tried(lambda: parse(text))
    if isinstance(found, FeelError):
        assert 1 <= found.column <= len(text) + 1
    else:
        names = {"x": 3, "y": [1, {"item": "a"}]}
        first, second = (_tried(lambda: string_of(found, names)) for _ in range(2))
        assert str(first) == str(second)


def string_of(expression, names):
    return parse("string(v)").evaluate({"v": expression.evaluate(names)})


LEAVES = (
    *("1", "0", "-2.5", "x", "y", '"ab"', "true", "null", "[1, 2]", "{a: 1}", "[1..3]", "1e6000", "[]"),
    *('@"2026-03-21"', '@"P1D"', '@"P1M"', '@"10:00:00"', '@"2026-03-21T10:00:00Z"'),
)
CALLED = (
    *(
        "count",
        "sum",
        "min",
        "string",
        "number",
        "date",
        "time",
        "duration",
        "floor",
        "not",
        "reverse",
        "sort",
    ),
    *("flatten", "distinct values", "mean", "mode", "abs", "even", "exp", "is", "modulo", "split", "append"),
    *("substring", "decimal", "remove", "sublist", "before", "includes", "get entries", "context merge"),
)


def expressions(depth):
    """Texts of whole expressions, every operator with every kind of value."""
    leaf = st.sampled_from(LEAVES)
    if not depth:
        return leaf
    inner = expressions(depth - 1)
    binary = st.sampled_from(["+", "-", "*", "/", "**", "=", "<", ">=", "and", "in"])
    calls = st.sampled_from(CALLED)
    return st.one_of(
        leaf,
        st.tuples(inner, binary, inner).map(lambda p: f"({p[0]}) {p[1]} ({p[2]})"),
        st.tuples(inner, inner).map(lambda p: f"({p[0]})[{p[1]}]"),
        st.tuples(calls, st.lists(inner, max_size=3)).map(lambda p: f"{p[0]}({', '.join(p[1])})"),
        st.tuples(inner, inner, inner).map(lambda p: f"if {p[0]} then {p[1]} else {p[2]}"),
        st.tuples(inner, inner).map(lambda p: f"for i in {p[0]} return {p[1]}"),
        st.tuples(inner, inner).map(lambda p: f"some i in {p[0]} satisfies {p[1]}"),
        inner.map(lambda one: f"({one}).year"),
        inner.map(lambda one: f"({one}) instance of list<number>"),
    )


@pytest.mark.proof
@settings(max_examples=count(50_000))
@given(expressions(3))
def test_whole_expressions_give_a_value_or_spend_their_budget(text):
    names = {"x": 3, "y": [1, {"item": "a"}]}
    expression = parse(text)
    first, second = (_tried(lambda: expression.evaluate(names)) for _ in range(2))
    if isinstance(first, FeelError):
        assert first.code in ("feel.steps", "feel.size")
        assert str(first) == str(second)
    else:
        assert dump(first) == dump(second)
