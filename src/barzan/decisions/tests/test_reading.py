"""A file is read whole, or refused with its place; nothing in it is trusted."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from barzan.config.proof import count
from barzan.decisions.core.checking import check
from barzan.decisions.core.findings import Refused
from barzan.decisions.core.model import DecisionTable, HitPolicy
from barzan.decisions.core.nodes import VERSIONS
from barzan.decisions.core.reading import read
from barzan.decisions.core.xml import XmlLimits
from barzan.decisions.tests.factories import (
    PURCHASE,
    decision,
    definitions,
    input_data,
    knowledge,
    literal,
    only_table,
    table,
)

BOMB = (
    b'<?xml version="1.0"?>\n<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%s;" % (b"%d" % (n - 1) if n else b"") * 10) for n in range(9))
    + b"]>\n<d>&a8;</d>"
)
OUTSIDE = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'


@pytest.mark.parametrize("namespace", VERSIONS)
def test_every_version_is_read(namespace: str) -> None:
    inside = input_data("n", "number") + decision(
        "Answer", table([("-", "1")], inputs=[("n", "")]), inputs=["n"]
    )
    model = read(definitions(inside, namespace))
    assert model.version == VERSIONS[namespace]
    assert not model.findings
    assert only_table(model).policy is HitPolicy.UNIQUE


def refusal(data: bytes, limits: XmlLimits | None = None) -> Refused:
    began = time.monotonic()
    with pytest.raises(Refused) as caught:
        read(data, limits or XmlLimits())
    assert time.monotonic() - began < 5
    return caught.value


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (BOMB, "xml.doctype"),
        (OUTSIDE, "xml.doctype"),
        (b"<!DOCTYPE definitions><definitions/>", "xml.doctype"),
        (b"", "xml.malformed"),
        (b"no xml", "xml.malformed"),
        (b"<a><b></a>", "xml.malformed"),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "xml.malformed"),
        (b"\xff\xfe\x00", "xml.malformed"),
        (b"<a>" * 100_000, "xml.depth"),
        (b"<a>" + b"<b/>" * 100_000 + b"</a>", "xml.elements"),
        (b"<a>" + b"<b c='1' d='1' e='1' f='1' g='1'/>" * 50_000 + b"</a>", "xml.attributes"),
        (b"<a>" + b" " * 5_000_000 + b"</a>", "xml.size"),
        (b"<definitions/>", "dmn.unknown"),
        (b'<definitions xmlns="urn:other"/>', "dmn.unknown"),
        (definitions("").replace(b"definitions", b"decision"), "dmn.unknown"),
    ],
)
def test_hostile_and_foreign_files_are_refused_in_bounded_time(data: bytes, code: str) -> None:
    refused = refusal(data)
    assert refused.code == code
    assert refused.sentence("fa") != refused.sentence("en")


def test_a_refusal_names_the_line() -> None:
    assert refusal(BOMB).findings[0].line == 2
    assert "line 3" in refusal(b"<a>\n<b>\n</a>").en


@pytest.mark.proof
@settings(max_examples=count(5_000), deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_refused(data: st.DataObject) -> None:
    """Never another error, whatever bytes are cut out or put in."""
    at = data.draw(st.integers(0, len(PURCHASE)))
    end = data.draw(st.integers(at, len(PURCHASE)))
    put = data.draw(
        st.sampled_from(
            [b"", b"<", b">", b"&#0;", b"\xff", b"</text>", b'hitPolicy="ANY"', b"((((", b"<list/>"]
        )
    )
    with suppress(Refused):
        check(read(PURCHASE[:at] + put + PURCHASE[end:]))


def test_what_cannot_be_read_is_told_with_the_id_of_its_element() -> None:
    logic = table([("< 1 <", "1"), ("-", "1 +")], inputs=[("n", "")])
    model = read(definitions(input_data("n") + decision("Answer", logic, inputs=["n"])))
    assert [(each.element, each.code, each.decision) for each in model.findings] == [
        ("r1i0", "feel.syntax", "d_Answer"),
        ("r2o0", "feel.syntax", "d_Answer"),
    ]


def codes(inside: str) -> set[str]:
    return {each.code for each in check(read(definitions(inside)))}


def test_what_cannot_run_is_an_error_with_its_reason() -> None:
    one = decision("A", literal("1"))
    assert codes(one) == set()
    assert codes("") == {"model.empty"}
    assert codes(one + '<import namespace="urn:x" name="x"/>') == {"import"}
    assert codes(decision("A", "")) == {"decision.no_logic"}
    assert codes(decision("A", literal("B"))) == {"name.unknown"}
    assert codes(one + decision("A", literal("2"))) == {"id.doubled"}
    assert codes(input_data("A") + one) == {"name.doubled"}
    assert codes(decision("A", literal("1"), decisions=["B"])) == {"requirement.missing"}
    assert codes(decision("A", literal("1"), type_name="tNone")) == {"type.unknown"}
    assert codes(decision("A", literal("1", more=' expressionLanguage="urn:javascript"'))) == {"language"}
    java = '<functionDefinition kind="Java"><formalParameter name="x"/></functionDefinition>'
    assert codes(decision("A", java)) == {"function.external"}
    values = "<importedValues><importedElement>x</importedElement></importedValues>"
    assert codes(decision("A", f"<literalExpression>{values}</literalExpression>")) == {"import.values"}


def test_a_ring_of_requirements_is_refused_with_its_elements() -> None:
    ring = decision("A", literal("B"), decisions=["B"]) + decision("B", literal("A"), decisions=["A"])
    (finding,) = check(read(definitions(ring)))
    assert finding.code == "requirement.ring"
    assert "d_A" in finding.en
    assert "d_B" in finding.en
    calls = knowledge("f", ["x"], literal("f(x)"), ["f"]) + decision("A", literal("f(1)"), knowledge=["f"])
    assert codes(calls) == {"requirement.ring"}


def test_a_table_that_makes_no_sense_says_so() -> None:
    def of(logic: str) -> set[str]:
        return codes(input_data("n", "number") + decision("A", logic, inputs=["n"]))

    inputs = [("n", "number")]
    assert of(table([("-", "1")], inputs=inputs, policy="PRIORITY")) == {"table.no_priority"}
    assert of(table([("-", "1")], inputs=inputs, policy="BEST")) == {"table.policy"}
    assert of(table([("-", "1")], inputs=inputs, aggregation="SUM")) == {"table.aggregation"}
    assert of(table([("-", "1")], inputs=inputs, policy="COLLECT", aggregation="AVG")) == {
        "table.aggregation"
    }
    assert of(table([("-",)], inputs=inputs)) == {"rule.cells"}
    assert of(table([("-", "")], inputs=inputs)) == {"rule.no_output"}
    assert of(table([("-", "3")], inputs=inputs, allowed=("1, 2",))) == {"rule.output"}
    assert of(table([], inputs=inputs, default="1")) == {"table.no_rule"}
    assert of(table([("-", "1", "2")], inputs=inputs, outputs=("a", "a"))) == {"table.output_names"}


def test_names_may_hold_spaces_and_signs_and_persian() -> None:
    inside = (
        input_data("نوع خرید")
        + input_data("pre-bureau risk")
        + decision(
            "پاسخ",
            literal('if نوع خرید = "کالا" then pre-bureau risk + 1 else 0'),
            inputs=["نوع خرید", "pre-bureau risk"],
        )
    )
    model = read(definitions(inside))
    assert check(model) == ()
    assert not isinstance(model.decisions[0].logic, DecisionTable)


def test_many_names_with_signs_are_refused_and_many_plain_ones_cost_little() -> None:
    refused = refusal(definitions("".join(input_data(f"a-{n}") for n in range(2_100))))
    assert refused.code == "names.many"
    plain = "".join(input_data(f"a b {n}") + decision(f"D{n}", literal(f"a b {n}")) for n in range(1_000))
    began = time.monotonic()
    read(definitions(plain))
    assert time.monotonic() - began < 20
