"""A changed table keeps all else of its file; what differs between two files is told by ids."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from barzan.decisions.core.checking import check
from barzan.decisions.core.comparing import compare
from barzan.decisions.core.editing import Row, with_table
from barzan.decisions.core.findings import Refused
from barzan.decisions.core.model import Aggregation, HitPolicy, Variable
from barzan.decisions.core.reading import read
from barzan.decisions.core.starting import NewTable, new_file
from barzan.decisions.tests import tck
from barzan.decisions.tests.factories import only_table

RICH = b"""<?xml version="1.0" encoding="UTF-8"?>
<!-- a note before -->
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" xmlns:x="urn:o" id="d" x:colour="red">
  <extensionElements><x:thing kept="yes">text</x:thing></extensionElements>
  <inputData id="i" name="n"><variable name="n" typeRef="number"/></inputData>
  <decision id="a" name="A"><variable name="A"/>
    <informationRequirement id="q"><requiredInput href="#i"/></informationRequirement>
    <decisionTable id="t" x:width="3">
      <input id="c"><inputExpression typeRef="number"><text>n</text></inputExpression></input>
      <output id="o"/>
      <annotation name="note"/>
      <!-- between -->
      <rule id="r1" x:mark="1">
        <inputEntry id="r1i"><text><![CDATA[< 5]]></text></inputEntry>
        <outputEntry id="r1o"><text>1</text></outputEntry>
        <annotationEntry><text>first</text></annotationEntry>
      </rule>
      <rule id="r2">
        <inputEntry id="r2i"><text>&gt;= 5</text></inputEntry>
        <outputEntry id="r2o"><text>2</text></outputEntry>
        <annotationEntry><text>second</text></annotationEntry>
      </rule>
    </decisionTable>
  </decision>
  <x:diagram><x:shape of="a"/></x:diagram>
</definitions>
<!-- a note after -->
"""
ROWS = [Row("r1", ("< 5",), ("1",), ("first",)), Row("r2", (">= 5",), ("2",), ("second",))]


def test_a_file_that_nothing_changed_is_given_back_byte_for_byte() -> None:
    assert with_table(RICH, "t", ROWS) is RICH
    assert with_table(RICH, "t", ROWS, policy=HitPolicy.UNIQUE, aggregation=Aggregation.LIST) is RICH


def test_a_changed_cell_changes_its_text_and_nothing_else() -> None:
    changed = with_table(RICH, "t", [replace(ROWS[0], outputs=("7",)), ROWS[1]])
    assert changed.replace(b"<text>7</text>", b"<text>1</text>") == RICH


def test_rules_are_added_removed_and_moved_with_what_they_hold() -> None:
    changed = with_table(
        RICH, "t", [ROWS[1], Row("", ("-",), ("0",), ("",)), ROWS[0]], policy=HitPolicy.FIRST
    )
    table = only_table(read(changed))
    assert [rule.element for rule in table.rules] == ["r2", "_n1", "r1"]
    assert table.policy is HitPolicy.FIRST
    assert b'x:mark="1"' in changed
    for kept in (
        b"a note before",
        b"a note after",
        b'x:colour="red"',
        b'kept="yes"',
        b'<x:shape of="a"/>',
        b"between",
    ):
        assert kept in changed
    gone = with_table(RICH, "t", ROWS[1:])
    assert b"r1i" not in gone
    assert [rule.number for rule in only_table(read(gone)).rules] == [1]


def test_a_table_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refused, match="not in the file"):
        with_table(RICH, "none", ROWS)


cells = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=8)


@given(st.lists(st.tuples(st.sampled_from(["r1", "r2", ""]), cells, cells), max_size=5))
def test_what_was_written_is_read_again(drawn: list[tuple[str, str, str]]) -> None:
    known: set[str] = set()
    rows = []
    for element, test, output in drawn:
        rows.append(Row("" if element in known else element, (test,), (output,), ("",)))
        known.add(element)
    table = only_table(read(with_table(RICH, "t", rows)))
    assert [(rule.tests[0].text, rule.outputs[0].text) for rule in table.rules] == [
        (row.tests[0].strip(), row.outputs[0].strip()) for row in rows
    ]


def test_differences_are_told_by_ids() -> None:
    after = with_table(
        RICH, "t",
        [replace(ROWS[1], notes=("other",)), Row("", ("-",), ("0",), ("",))],
        policy=HitPolicy.FIRST,
    )  # fmt: skip
    changes = compare(read(RICH), read(after))
    assert [(each.kind, each.part.what, each.part.element) for each in changes] == [
        ("changed", "table", "t"),
        ("changed", "rule", "r2"),
        ("added", "rule", "_n1"),
        ("removed", "rule", "r1"),
    ]
    assert [(each.name, each.before, each.after) for each in changes[1].fields] == [
        ("note", "second", "other")
    ]
    assert compare(read(RICH), read(RICH)) == ()


def test_a_rule_that_only_moved_is_told_once() -> None:
    three = with_table(RICH, "t", [*ROWS, Row("", ("-",), ("3",), ("",))])
    moved = with_table(three, "t", [Row("_n1", ("-",), ("3",), ("",)), *ROWS])
    assert [(each.kind, each.part.element) for each in compare(read(three), read(moved))] == [
        ("moved", "_n1")
    ]


def test_a_new_file_is_a_model_that_can_be_read_and_filled() -> None:
    data = new_file(
        NewTable(
            "fee",
            "عوارض",
            [Variable("نوع خانه", "string"), Variable("متراژ", "number")],
            [Variable("مبلغ", "number")],
        )
    )
    model = read(data)
    assert [each.code for each in check(model)] == []
    table = only_table(model)
    assert [column.title.fa for column in table.inputs] == ["نوع خانه", "متراژ"]
    assert [rule.tests[0].text for rule in table.rules] == ["-"]


@pytest.mark.skipif(
    tck.folder("compliance-level-3") is None, reason="BARZAN_DMN_TCK names no copy of the DMN TCK"
)
def test_every_table_of_the_tck_can_be_rewritten_without_loss() -> None:
    level = tck.folder("compliance-level-3")
    assert level
    for path in sorted(Path(level).glob("*/*.dmn")):
        data = path.read_bytes()
        for _owner, table in read(data).tables:
            rows = [
                Row(rule.element, tuple(t.text for t in rule.tests), tuple(o.text for o in rule.outputs))
                for rule in table.rules
            ]
            assert with_table(data, table.element, rows) is data
            changed = with_table(data, table.element, [*rows, replace(rows[0], element="")])
            assert _without_rules(changed) == _without_rules(data)


def _without_rules(data: bytes) -> bytes:
    tree = etree.fromstring(data)
    for rule in list(tree.iter("{*}rule")):
        rule.getparent().remove(rule)
    return etree.tostring(tree, method="c14n", strip_text=True)
