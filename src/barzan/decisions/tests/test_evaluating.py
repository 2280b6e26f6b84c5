"""Graphs of decisions, functions, types and boxed expressions (DMN 1.5, chapters 6, 7 and 10)."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from barzan.decisions.core.evaluating import decide, serve
from barzan.decisions.core.findings import Refused
from barzan.decisions.core.model import Model
from barzan.decisions.core.reading import read
from barzan.decisions.tests.factories import decision, definitions, input_data, knowledge, literal, variable


def model(inside: str) -> Model:
    return read(definitions(inside))


def value(inside: str, wanted: str = "", **inputs: object) -> object:
    given = {name: Decimal(each) if type(each) is int else each for name, each in inputs.items()}
    return decide(model(inside), wanted, given).value


def boxed(logic: str, **inputs: object) -> object:
    names = list(inputs)
    return value("".join(map(input_data, names)) + decision("A", logic, inputs=names), **inputs)


GRAPH = (
    input_data("n", "number")
    + decision("Twice", literal("n * 2"), inputs=["n"])
    + decision("Sum", literal("Twice + f(n)"), inputs=["n"], decisions=["Twice"], knowledge=["f"])
    + knowledge("f", ["x"], literal("g(x) + 1"), ["g"])
    + knowledge("g", ["y"], literal("y * 100"))
)


def test_a_decision_is_evaluated_after_all_that_it_requires() -> None:
    outcome = decide(model(GRAPH), "", {"n": Decimal(3)})
    assert outcome.value == Decimal(307)
    assert outcome.values == {"d_Twice": Decimal(6), "d_Sum": Decimal(307)}
    assert value(GRAPH, "d_Twice", n=3) == Decimal(6)


def test_a_model_that_decides_several_things_answers_them_all() -> None:
    both = decision("A", literal("1")) + decision("B", literal("2"))
    assert value(both) == {"A": Decimal(1), "B": Decimal(2)}


def test_a_decision_sees_what_it_requires_and_nothing_else() -> None:
    """6.3.4: an information requirement is what makes a name visible."""
    outcome = decide(model(decision("A", literal("1")) + decision("B", literal("A + 1"))), "B")
    assert outcome.value is None
    assert "not known" in outcome.findings[0].en


def test_an_unknown_decision_and_a_ring_are_refused() -> None:
    with pytest.raises(Refused, match="no decision “X”"):
        value(decision("A", literal("1")), "X")
    ring = decision("A", literal("B"), decisions=["B"]) + decision("B", literal("A"), decisions=["A"])
    with pytest.raises(Refused, match="ring") as caught:
        value(ring, "A")
    assert caught.value.findings[0].element in ("d_A", "d_B")


def test_a_missing_input_is_null_and_one_of_another_type_too_with_a_finding() -> None:
    assert decide(model(GRAPH), "Twice").value is None
    outcome = decide(model(GRAPH), "Twice", {"n": "three"})
    assert outcome.value is None
    assert outcome.findings[0].code == "type"
    assert outcome.findings[0].element == "i_n"


def item(name: str, inside: str, more: str = "") -> str:
    return f'<itemDefinition name="{name}"{more}>{inside}</itemDefinition>'


TYPES = (
    item("tAge", "<typeRef>number</typeRef><allowedValues><text>[0..120]</text></allowedValues>")
    + item("tAges", "<typeRef>tAge</typeRef>", ' isCollection="true"')
    + item(
        "tPerson",
        '<itemComponent name="age"><typeRef>tAge</typeRef></itemComponent>'
        '<itemComponent name="name"><typeRef>string</typeRef></itemComponent>',
    )
)


@pytest.mark.parametrize(
    ("type_name", "given", "kept"),
    [
        ("tAge", Decimal(7), True),
        ("tAge", Decimal(121), False),
        ("tAge", "7", False),
        ("tAges", (Decimal(7), Decimal(8)), True),
        ("tAges", (Decimal(7), Decimal(-8)), False),
        ("tPerson", {"age": Decimal(7), "name": "x"}, True),
        ("tPerson", {"age": Decimal(700), "name": "x"}, False),
        ("tPerson", {"age": Decimal(7)}, False),
        ("tPerson", "x", False),
    ],
)
def test_types_and_their_allowed_values_are_checked(type_name: str, given: object, kept: bool) -> None:
    inside = TYPES + input_data("x", type_name) + decision("A", literal("x"), inputs=["x"])
    outcome = decide(model(inside), "", {"x": given})
    assert outcome.value == (given if kept else None)
    assert bool(outcome.findings) is not kept


def test_one_value_and_a_list_of_it_stand_for_each_other() -> None:
    """10.3.2.9.4: implicit conversions from and to a singleton list."""
    wanted = (
        TYPES
        + decision("A", literal("[7]"), type_name="tAge")
        + decision("B", literal("7"), type_name="tAges")
    )
    assert value(wanted, "A") == Decimal(7)
    assert value(wanted, "B") == (Decimal(7),)


def test_a_type_of_the_model_can_be_asked_for() -> None:
    asked = TYPES + input_data("x") + decision("A", literal("x instance of tPerson"), inputs=["x"])
    assert value(asked, x={"age": Decimal(7), "name": "n"}) is True
    assert value(asked, x="n") is False


def test_types_that_refer_to_each_other_end_somewhere() -> None:
    """Neither a ring nor many levels of many parts cost more than they have elements."""
    ring = item("a", "<typeRef>b</typeRef>") + item("b", "<typeRef>a</typeRef>")
    outcome = decide(
        model(ring + input_data("x", "a") + decision("A", literal("x"), inputs=["x"])), "", {"x": "n"}
    )
    assert outcome.value is None
    assert outcome.findings[0].code == "type"
    part = '<itemComponent name="p{}"><typeRef>t{}</typeRef></itemComponent>'
    wide = "".join(item(f"t{n}", "".join(part.format(m, n + 1) for m in range(9))) for n in range(40))
    assert model(wide + decision("A", literal("1 instance of t0"))).findings == ()


def test_a_context_gives_its_entries_or_its_result() -> None:
    entries = (
        f"<contextEntry>{variable('a')}{literal('n + 1')}</contextEntry>"
        f"<contextEntry>{variable('b')}{literal('a * 2')}</contextEntry>"
    )
    assert boxed(f"<context>{entries}</context>", n=1) == {"a": Decimal(2), "b": Decimal(4)}
    result = f"<contextEntry>{literal('a + b')}</contextEntry>"
    assert boxed(f"<context>{entries}{result}</context>", n=1) == Decimal(6)


def test_lists_relations_and_choices() -> None:
    assert boxed(f"<list>{literal('1')}{literal('n')}</list>", n=2) == (Decimal(1), Decimal(2))
    relation = (
        f'<relation><column name="a"/><column name="b"/><row>{literal("1")}{literal("n")}</row></relation>'
    )
    assert boxed(relation, n=2) == ({"a": Decimal(1), "b": Decimal(2)},)
    parts = f"<if>{literal('n > 1')}</if><then>{literal('1')}</then><else>{literal('0')}</else>"
    chosen = f"<conditional>{parts}</conditional>"
    assert boxed(chosen, n=2) == Decimal(1)
    kept = f"<filter><in>{literal('[1, 2, 3]')}</in><match>{literal('item > n')}</match></filter>"
    assert boxed(kept, n=1) == (Decimal(2), Decimal(3))
    each = f'<for iteratorVariable="x"><in>{literal("[1, 2]")}</in><return>{literal("x * n")}</return></for>'
    assert boxed(each, n=3) == (Decimal(3), Decimal(6))
    asked = f"<in>{literal('[1, 2]')}</in><satisfies>{literal('x > n')}</satisfies>"
    some = f'<some iteratorVariable="x">{asked}</some>'
    assert boxed(some, n=1) is True
    assert boxed(some.replace("some", "every"), n=1) is False


def invocation(called: str, **arguments: str) -> str:
    bindings = "".join(
        f'<binding><parameter name="{name}"/>{literal(text)}</binding>' for name, text in arguments.items()
    )
    return f"<invocation>{literal(called)}{bindings}</invocation>"


def test_an_invocation_binds_by_name_and_says_what_it_cannot_call() -> None:
    f = knowledge("f", ["a", "b"], literal("a - b"))
    assert value(f + decision("A", invocation("f", b="1", a="5"), knowledge=["f"])) == Decimal(4)
    wrong = decide(model(f + decision("A", invocation("f", c="1"), knowledge=["f"])))
    assert wrong.value is None
    assert wrong.findings[0].code == "invocation.parameter"
    none = decide(model(decision("A", invocation("f", a="1"))))
    assert {each.code for each in none.findings} == {"feel.null", "invocation"}


def test_a_decision_service_is_called_with_its_inputs() -> None:
    inside = (
        input_data("n")
        + decision("Inner", literal("n + 1"), inputs=["n"])
        + decision("Outer", literal("Inner * 10"), decisions=["Inner"])
        + f'<decisionService id="s" name="S">{variable("S")}<outputDecision href="#d_Outer"/>'
        '<encapsulatedDecision href="#d_Inner"/><inputData href="#i_n"/></decisionService>'
        + f'<decisionService id="p" name="P">{variable("P")}<outputDecision href="#d_Outer"/>'
        '<inputDecision href="#d_Inner"/></decisionService>'
        + decision("Caller", literal("S(4)")).replace(
            "<literalExpression>",
            '<knowledgeRequirement><requiredKnowledge href="#s"/></knowledgeRequirement><literalExpression>',
        )
    )
    assert serve(model(inside), "S", {"n": Decimal(1)}).value == Decimal(20)
    assert serve(model(inside), "P", {"Inner": Decimal(7)}).value == Decimal(70)
    assert value(inside, "Caller") == Decimal(50)
    with pytest.raises(Refused):
        serve(model(inside), "none", {})


def test_what_grows_without_end_is_refused_with_its_element() -> None:
    grown = decision("A", literal("count(for a in 1..2000, b in 1..2000 return a * b)"))
    with pytest.raises(Refused) as caught:
        value(grown)
    assert caught.value.findings[0].element
    many = "".join(decision(f"A{n}", literal("sum(for a in 1..9000 return a)")) for n in range(80))
    with pytest.raises(Refused, match=r"step|long"):
        value(many)


def test_functions_that_call_each_other_without_end_are_refused() -> None:
    endless = knowledge("f", ["g", "x"], literal("g(g, x)")) + decision(
        "A", literal("f(f, 1)"), knowledge=["f"]
    )
    with pytest.raises(Refused):
        value(endless)


def test_a_long_chain_of_decisions_needs_no_deep_stack() -> None:
    chain = decision("A0", literal("1")) + "".join(
        decision(f"A{n}", literal(f"A{n - 1} + 1"), decisions=[f"A{n - 1}"]) for n in range(1, 1_500)
    )
    assert value(chain, "A1499") == Decimal(1_500)


def test_today_is_what_the_caller_says() -> None:
    today = model(decision("A", literal("today()")))
    assert decide(today, "", {}, now=datetime(2026, 3, 21, tzinfo=UTC)).value == datetime(2026, 3, 21).date()
