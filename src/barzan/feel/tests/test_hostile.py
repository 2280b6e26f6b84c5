"""What grows, nests or never ends is refused in bounded work, at its place."""

import time

import pytest

from barzan.feel import LIMITS, Budget, FeelError, Limits, parse, parse_unary

DEEP = [
    "(" * 5000 + "1" + ")" * 5000,
    "[" * 5000 + "]" * 5000,
    "-" * 5000 + "1",
    " = ".join(["1"] * 5000),
    "a" + ".b" * 9000,
    "a" + "[1]" * 5000,
    "f" + "()" * 9000,
    "if true then 1 else " * 900 + "1",
    "[1.." * 4000,
    "x in (" * 3000 + "1",
    "not(" * 1900 + "true" + ")" * 1900,
    "x instance of " + "list<" * 3000,
    "some x in [1] satisfies " * 700 + "true",
    "function(a) " * 1500 + "1",
    "1" * (LIMITS.text + 1),
]


@pytest.mark.parametrize("text", DEEP, ids=lambda text: text[:12])
@pytest.mark.parametrize("read", [parse, parse_unary])
def test_what_nests_too_deep_or_is_too_long_is_refused(read, text):
    with pytest.raises(FeelError) as refused:
        read(text)
    assert refused.value.code == "feel.size"


def test_long_chains_are_no_depth():
    assert parse("+".join(["1"] * 9000)).evaluate({}) == 9000
    assert parse(" and ".join(["true"] * 2200)).evaluate({}) is True


DOUBLED = "for i in 1..60 return if i = 1 then {0} else {1}"
LISTS = DOUBLED.format("[1]", "[partial[-1], partial[-1]]")
GROWING = [
    "for i in 1..1000000000 return i",
    "for i in 1..1000, j in 1..1000 return i * j",
    "for i in 1e40..1e41 return i",
    DOUBLED.format('"aaaa"', "partial[-1] + partial[-1]"),
    LISTS,
    f"string({LISTS})",
    f"flatten({LISTS})",
    f"({LISTS}) = ({LISTS})",
    f"distinct values({LISTS})",
    DOUBLED.format("[1]", "concatenate(partial[-1], partial[-1])"),
    DOUBLED.format("{a: 1}", "{a: partial[-1], b: partial[-1]}"),
    "{f: function(n) f(n + 1), r: f(1)}.r",
    "{f: function(n) f(n - 1) + f(n - 2), r: f(1)}.r",
    "{f: function(n) if n < 2 then 1 else f(n - 1) + f(n - 2), r: f(40)}.r",
    "distinct values(for i in 1..20000 return [i])",
    'string join(for i in 1..20000 return "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")',
    'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "^(a+)+$")',
    f'matches("{"a" * 5000}", "(a|a)*b")',
    f'replace("{"a" * 9000}", "a", "{"b" * 5000}")',
]


@pytest.mark.parametrize("text", GROWING, ids=lambda text: text[:40])
def test_what_grows_spends_its_budget(text):
    began = time.process_time()
    with pytest.raises(FeelError) as refused:
        parse(text, limits=Limits(steps=50_000)).evaluate({})
    assert refused.value.code in ("feel.steps", "feel.size")
    assert time.process_time() - began < 10  # bounded; how fast is a matter of benchmarks/feel.py


@pytest.mark.parametrize("text", GROWING, ids=lambda text: text[:40])
def test_what_grows_has_no_ranges(text):
    assert parse_unary(text).ranges() is None


@pytest.mark.parametrize(
    "text",
    [
        "9 ** 9 ** 9 ** 9 ** 9",
        "exp(exp(exp(10)))",
        'substring("a", 1e6000)',
        "sublist([1], 1, 1e6000)",
        "modulo(1e6000, 3)",
        "insert before([1], 1e30, 2)",
        "[1, 2][1e6000]",
        'number("1e999999999")',
        '@"P1D" * 1e6000',
        '@"P1D" / 1e-6000',
        '@"2020-01-01" + @"P999999999Y"',
        'duration("P999999999999D")',
        "time(1e6000, 1, 1)",
        "date(1e6000, 1, 1)",
        "decimal(1, 1e6000)",
        'matches("a", "((((a{1000}){1000}){1000}){1000})")',
        f'matches("a", "{"(" * 500}a{")" * 500}")',
    ],
)
def test_what_has_no_value_within_bounds_is_null(text):
    told = parse(text).explain({})
    assert told.value is None
    assert told.notices


def test_one_budget_serves_many_evaluations():
    budget = Budget(1_000)
    loop = parse("for i in 1..100 return i")
    loop.evaluate({}, budget=budget)
    with pytest.raises(FeelError):
        [loop.evaluate({}, budget=budget) for _ in range(20)]


def test_what_is_given_is_bounded_as_well():
    with pytest.raises(FeelError, match="too many members"):
        parse("count(a)").evaluate({"a": [0] * (LIMITS.items + 1)})
    deep: list = []
    for _ in range(100):
        deep = [deep]
    with pytest.raises(FeelError, match="50 deep"):
        parse("a").evaluate({"a": deep})
    with pytest.raises(FeelError, match="no value of FEEL"):
        parse("a").evaluate({"a": object()})


def test_limits_can_be_tighter():
    with pytest.raises(FeelError):
        parse("1 + 1", limits=Limits(text=3))
    with pytest.raises(FeelError):
        parse("((1))", limits=Limits(depth=2))


def test_a_list_that_is_never_read_costs_nothing():
    assert parse("b").evaluate({"a": [0] * 1_000_000, "b": 1}) == 1
