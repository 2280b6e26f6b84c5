"""What differs between two versions."""

from __future__ import annotations

from dataclasses import replace

from barzan.bpmn.differences import Change, compare
from barzan.bpmn.model import Kind, Text
from barzan.bpmn.tests.examples import permit


def test_a_process_does_not_differ_from_itself_nor_from_another_order_of_it() -> None:
    process = permit()
    assert compare(process, process).none
    assert compare(process, replace(process, nodes=process.nodes[::-1], flows=process.flows[::-1])).none


def test_what_came_went_and_changed_is_told_by_id() -> None:
    before = permit()
    first, second, *rest = before.nodes
    new = replace(first, id="other")
    after = replace(
        before,
        name=Text("پروانه"),
        nodes=(new, replace(second, documentation="تازه", kind=Kind.MANUAL), *rest),
        flows=before.flows[1:],
        lanes=(replace(before.lanes[0], name=Text("مردم")), *before.lanes[1:]),
    )
    found = compare(before, after)
    assert found.added == ("other",)
    assert found.removed == ("start", "f_start_fill")
    assert found.changed == (
        Change("permit", "name", before.name, Text("پروانه")),
        Change("l_client", "name", before.lanes[0].name, Text("مردم")),
        Change("fill", "kind", Kind.USER, Kind.MANUAL),
        Change("fill", "documentation", "", "تازه"),
    )
    assert found.marks() == {
        "permit": "bpmn-changed", "l_client": "bpmn-changed", "fill": "bpmn-changed",
        "other": "bpmn-added", "start": "bpmn-removed", "f_start_fill": "bpmn-removed",
    }  # fmt: skip


def test_an_id_that_goes_over_to_another_thing_has_changed_its_kind() -> None:
    before = permit()
    after = replace(before, lanes=(), nodes=(*before.nodes, replace(before.nodes[0], id="l_desk")))
    change = next(each for each in compare(before, after).changed if each.id == "l_desk")
    assert (change.field, change.before, change.after) == ("kind", "Lane", "Node")
