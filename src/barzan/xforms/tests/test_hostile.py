"""Hostile forms, expressions and answers: bounded in time, refused or flagged in words."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

import pytest

from barzan.xforms import Filling, Limits, Refused, XPathError, analyse, check, from_xml, read, read_list
from barzan.xforms.parsing import parse
from barzan.xforms.tests.forms import HEAD, NOW, bind, form, xform

BOMB = (
    "<?xml version='1.0'?><!DOCTYPE lolz [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(f"<!ENTITY a{n} '&a{n - 1 or ''};&a{n - 1 or ''};'>" for n in range(1, 30))
    + "]><h:html xmlns:h='http://www.w3.org/1999/xhtml'>&a29;</h:html>"
)
OUTSIDE = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><data id='test'>&e;</data>"


@contextmanager
def within(seconds: float) -> Iterator[None]:
    began = time.process_time()
    yield
    assert time.process_time() - began < seconds


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (BOMB, "xform.doctype"),
        (OUTSIDE, "xform.doctype"),
        (HEAD + "<x>" * 10_000 + "</x>" * 10_000 + "</h:html>", "xform.depth"),
        (b"PK\x03\x04 a workbook", "xform.xml"),
        (b"", "xform.xml"),
        ("<h:html", "xform.xml"),
        (b"<?xml version='1.0' encoding='no-such'?><x/>", "xform.xml"),
        ("<data/>", "xform.root"),
        (HEAD + "</h:html>", "xform.model"),
        (HEAD + "<h:head><h:title/><model/></h:head></h:html>", "xform.instance"),
        (xform("<x/>", bind("/data/none")), "xform.bind"),
        (xform("<x/>", body="<input ref='/data/none'/>"), "xform.ref"),
        (xform("<g><x/></g>", body="<input ref='/data/g'/>"), "xform.ref"),
    ],
)
def test_a_form_that_is_none_is_refused(data: str | bytes, code: str) -> None:
    with within(2.0), pytest.raises(Refused) as refused:
        read(data)
    assert refused.value.code == code
    assert refused.value.fa != refused.value.en


def test_ten_thousand_groups_in_each_other_are_refused() -> None:
    groups = "".join(f"<g{n}>" for n in range(10_000)) + "".join(f"</g{n}>" for n in reversed(range(10_000)))
    with within(2.0), pytest.raises(Refused) as refused:
        read(xform(groups))
    assert refused.value.code == "xform.depth"
    assert "line" in refused.value.place


def test_ten_thousand_groups_beside_each_other_are_read() -> None:
    groups = "".join(f"<g{n}><x/></g{n}>" for n in range(10_000))
    with within(6.0):
        made = form(groups)
        assert Filling(made, now=NOW).value() == {}


def test_bounds_of_a_document() -> None:
    small = Limits(size=1_000, elements=20)
    with pytest.raises(Refused, match="bytes"):
        read(xform("<x/>" * 300), small)
    with pytest.raises(Refused, match="elements"):
        read(xform("<x/>" * 30), Limits(elements=20))


@pytest.mark.parametrize(
    "source",
    [
        "(" * 500 + "1" + ")" * 500,
        "if(1, " * 400,
        "1 +" * 20_000,
        "-" * 15_000 + "1 +",
        "a[" * 100,
        "'" + "x" * 30_000,
    ],
)
def test_an_expression_that_is_too_much_is_refused(source: str) -> None:
    with within(2.0), pytest.raises(XPathError) as refused:
        parse(source)
    assert refused.value.place["at"]


def test_a_long_chain_is_no_deep_one() -> None:
    made = form("<x>1</x><y/>", bind("/data/y", calculate=" + ".join(["/data/x"] * 1_500)))
    assert Filling(made, now=NOW).get("/data/y") == "1500"


def test_a_calculation_that_depends_on_itself_is_told_and_bounded() -> None:
    made = form(
        "<a>1</a><b/><c/>",
        bind("/data/a", calculate="/data/c + 1") + bind("/data/b", calculate="/data/a + 1")
        + bind("/data/c", calculate="/data/b + 1"),
    )  # fmt: skip
    found = [(one.path, one.code) for one in analyse(made)]
    assert found == [("/data/a", "cycle"), ("/data/b", "cycle"), ("/data/c", "cycle")]
    with within(1.0):
        filling = Filling(made, now=NOW)
        filling.set("/data/a", "5")
        assert filling.broken() == []


def test_relevance_in_a_circle_is_told() -> None:
    made = form(
        "<a/><b/>", bind("/data/a", relevant="/data/b != ''") + bind("/data/b", relevant="/data/a != ''")
    )
    assert {one.code for one in analyse(made)} == {"cycle"}
    made = form("<g><a/></g>", bind("/data/g", relevant="/data/g/a != ''"))
    assert {one.code for one in analyse(made)} == {"cycle"}


def test_a_total_that_runs_over_rows_is_no_circle_but_told() -> None:
    made = form(
        "<r><n>1</n><t/></r>",
        bind("/data/r/t", calculate="../n + sum(/data/r[position() < position(current()/..)]/t)"),
        "<repeat nodeset='/data/r'/>",
    )
    assert {one.code for one in analyse(made)} == {"rows"}


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("nosuch(1)", "function"),
        ("/data/nosuch", "path"),
        ("../g/none", "path"),
        ("if(1, 2)", "arguments"),
        ("1 + ", "syntax"),
        ("instance('none')/root/item/name", "list"),
        ("pulldata('none', 'a', 'b', 'c')", "list"),
        ("following::x", "syntax"),
        ("indexed-repeat(1, 2, 3)", "arguments"),
        ("jr:choice-name(/data/x, '/data/x')", "path"),
        ("regex(/data/x, '^(?=a)')", "pattern"),
    ],
)
def test_what_is_wrong_with_an_expression_is_told(expression: str, code: str) -> None:
    made = form("<x/><y/><g/>", bind("/data/y", calculate=expression))
    found = analyse(made)
    assert [(one.path, one.attribute, one.code) for one in found] == [("/data/y", "calculate", code)]
    assert found[0].fa != found[0].en == found[0].reason
    assert Filling(made, now=NOW).value() in ({}, {"y": "false"})


def test_findings_name_labels_and_choices() -> None:
    made = form(
        "<x/><y/>", bind("/data/x", readonly="nosuch()", required="(1", constraint=". > /data/none"),
        "<input ref='/data/x'><label><output value='/data/none'/></label></input>"
        "<select1 ref='/data/y'><label>y</label><itemset nodeset=\"instance('none')/root/item\">"
        "<value ref='name'/></itemset></select1>",
    )  # fmt: skip
    assert {(one.path, one.attribute) for one in analyse(made)} == {
        ("/data/x", "readonly"), ("/data/x", "required"), ("/data/x", "constraint"), ("/data/x", "label"),
        ("/data/y", "choices"),
    }  # fmt: skip


def test_a_text_that_doubles_is_flagged() -> None:
    names = [f"n{number}" for number in range(40)]
    binds = bind("/data/n0", calculate="'aaaaaaaaaa'") + "".join(
        bind(f"/data/{name}", calculate=f"concat(/data/{before}, /data/{before})")
        for before, name in pairwise(names)
    )
    made = form("".join(f"<{name}/>" for name in names), binds)
    with within(2.0):
        found = Filling(made, now=NOW).broken()
    assert {one.rule for one in found} == {"logic"}
    assert len(found) == 1


@pytest.mark.parametrize("pattern", ["^(a+)+$", "^(a|a)*$", "(.*.*.*.*.*.*)x", "^(([a-z])+.)+[A-Z]([a-z])+$"])
def test_a_pattern_that_goes_back_for_ever_is_flagged(pattern: str) -> None:
    made = form("<x/>", bind("/data/x", constraint=f"regex(., '{pattern}')"))
    filling = Filling(made, now=NOW)
    filling.set("/data/x", "a" * 60 + "!")
    with within(2.0):
        assert [(one.place, one.rule) for one in filling.broken()] in (
            [("/data/x", "logic")],
            [("/data/x", "constraint")],
        )


def test_a_pattern_that_is_none_is_flagged() -> None:
    made = form("<x>a</x>", bind("/data/x", constraint="regex(., '(')"))
    (found,) = Filling(made, now=NOW).broken()
    assert found.rule == "logic"
    assert "regex" in found.message.in_("fa")


def test_rows_without_end_are_flagged() -> None:
    body = (
        "<repeat nodeset='/data/r' jr:count='1000000000'>"
        "<repeat nodeset='/data/r/k' jr:count='100000'/></repeat>"
    )
    made = form("<r><k><x/></k></r>", body=body)
    with within(3.0):
        found = Filling(made, now=NOW).broken()
    assert {one.rule for one in found} == {"logic"}
    made = form(
        "<n>5000</n><r><k><x/></k></r>", body=body.replace("1000000000", "/data/n").replace("100000", "5000")
    )
    with within(20.0):
        filling = Filling(made, now=NOW, limits=Limits(cells=20_000))
        assert {one.rule for one in filling.broken()} == {"logic"}


def test_work_without_end_is_flagged() -> None:
    made = form(
        "<r><x>1</x><s/></r>",
        bind("/data/r/s", calculate="sum(../../r[x <= sum(../r[x <= sum(../r/x)]/x)]/x)"),
        "<repeat nodeset='/data/r'><input ref='/data/r/x'><label>x</label></input></repeat>",
    )
    answers = {"r": [{"x": "1"} for _ in range(400)]}
    with within(6.0):
        verdict = check(made, answers, now=NOW, limits=Limits(steps=300_000))
    assert {one.rule for one in verdict.broken} == {"logic"}
    assert [row["x"] for row in verdict.answers["r"]] == ["1"] * 400


def test_actions_that_set_each_other_off_end() -> None:
    made = form(
        "<a/><b/>", "",
        "<input ref='/data/a'><label>a</label>"
        "<setvalue event='xforms-value-changed' ref='/data/b' value='/data/a + 1'/></input>"
        "<input ref='/data/b'><label>b</label>"
        "<setvalue event='xforms-value-changed' ref='/data/a' value='/data/b + 1'/></input>",
    )  # fmt: skip
    with within(2.0):
        Filling(made, now=NOW).set("/data/a", "1")


@pytest.mark.parametrize(
    "answers",
    [
        {"x": {"y": "1"}},
        {"x": [[1]]},
        {"g": "text"},
        {"g": ["a", "b"]},
        {"r": "text"},
        {"r": [1, None, {"n": {"deep": 1}}, {"none": 1}]},
        {"x": "a" * 200_000},
        {"none": {"a" * 1_000: 1}},
        {1: 2},
        {"x": float("nan"), "r": {"n": 10**5000}},
        {"x": "\x00\ud800"},
    ],
)
def test_answers_of_any_shape_are_judged(answers: dict[object, object]) -> None:
    made = form(
        "<x/><g><a/></g><r><n/></r>", bind("/data/x", type="int"),
        "<input ref='/data/x'><label>x</label></input><repeat nodeset='/data/r'/>",
    )  # fmt: skip
    verdict = check(made, answers, now=NOW)  # type: ignore[arg-type]
    assert verdict.broken
    assert {one.rule for one in verdict.broken} <= {"type", "unknown"}


def test_no_more_than_a_thousand_complaints_about_shape() -> None:
    made = form("<x/>")
    verdict = check(made, {f"n{number}": "1" for number in range(5_000)}, now=NOW)
    assert len(verdict.broken) == 1_000


@pytest.mark.parametrize(
    "data", [BOMB, OUTSIDE, b"\xff\xfe\x00", "<data>" + "<a>" * 5_000, "<other/>", "<data id='no'/>"]
)
def test_a_submission_that_is_none_is_refused(data: str | bytes) -> None:
    with within(2.0), pytest.raises(Refused):
        from_xml(form("<x/>"), data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"\xff\xfe\x00\x01"),
        ("a.csv", b""),
        ("a.csv", b'a,b\n"' + b"x" * 200_000),
        ("a.csv", b",".join(b"c%d" % n for n in range(1_000))),
        ("a.geojson", b"["),
        ("a.geojson", b"[" * 100_000),
        ("a.geojson", b'{"type": "Feature"}'),
        ("a.geojson", b'{"features": [1]}'),
        ("a.xml", BOMB.encode()),
        ("a.exe", b"MZ"),
    ],
)
def test_a_list_that_is_none_is_refused(name: str, data: bytes) -> None:
    with within(2.0), pytest.raises(Refused) as refused:
        read_list("a", name, data)
    assert refused.value.fa != refused.value.en
