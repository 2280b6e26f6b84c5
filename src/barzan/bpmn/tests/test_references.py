"""Links that lead nowhere and ids that stand twice."""

from __future__ import annotations

import pytest

from barzan.bpmn.findings import Severity
from barzan.bpmn.tests.test_subset import file

FLOW = '<sequenceFlow id="f" sourceRef="a" targetRef="b"/>'
MESSAGE = "<messageEventDefinition/>"
TASKS = '<userTask id="a"/><userTask id="b"/>'
BROKEN = {
    "source": (f'{TASKS}<sequenceFlow id="f" sourceRef="ghost" targetRef="b"/>', "dangling", "f"),
    "target": (f'{TASKS}<sequenceFlow id="f" sourceRef="a" targetRef="ghost"/>', "dangling", "f"),
    "no target": (f'{TASKS}<sequenceFlow id="f" sourceRef="a"/>', "dangling", "f"),
    "flow to a flow": (
        f'{TASKS}{FLOW}<sequenceFlow id="g" sourceRef="a" targetRef="f"/>',
        "not-connectable",
        "g",
    ),
    "across a border": (
        f'<subProcess id="s"><userTask id="a"/></subProcess><userTask id="b"/>{FLOW}',
        "crosses-border",
        "f",
    ),
    "twice": ('<userTask id="a"/><userTask id="a"/>', "duplicate-id", "a"),
    "no id": ("<userTask/>", "missing-id", "p"),
    "no id of the process": ("</process><process>", "missing-id", ""),
    "no id of a flow": (f'{TASKS}<sequenceFlow sourceRef="a" targetRef="b"/>', "missing-id", "p"),
    "border of nothing": (
        f'<boundaryEvent id="e">{MESSAGE}</boundaryEvent>',
        "unattached",
        "e",
    ),
    "border of a gateway": (
        f'<parallelGateway id="g"/><boundaryEvent id="e" attachedToRef="g">{MESSAGE}</boundaryEvent>',
        "unattached",
        "e",
    ),
    "border of one inside": (
        '<subProcess id="s"><userTask id="a"/></subProcess>'
        '<boundaryEvent id="e" attachedToRef="a"><messageEventDefinition/></boundaryEvent>',
        "unattached",
        "e",
    ),
    "default": ('<exclusiveGateway id="g" default="ghost"/>', "dangling", "g"),
    "another's default": (
        f'{TASKS}<exclusiveGateway id="g" default="f"/>{FLOW}',
        "default-elsewhere",
        "g",
    ),
    "lane": ('<laneSet><lane id="l"><flowNodeRef>ghost</flowNodeRef></lane></laneSet>', "dangling", "l"),
    "two lanes": (
        '<laneSet><lane id="l"><flowNodeRef>a</flowNodeRef></lane>'
        '<lane id="m"><flowNodeRef>a</flowNodeRef></lane></laneSet><userTask id="a"/>',
        "two-lanes",
        "a",
    ),
    "message": ('<receiveTask id="a" messageRef="ghost"/>', "dangling", "a"),
    "message that is none": (f'{TASKS}<receiveTask id="r" messageRef="a"/>', "dangling", "r"),
    "message of another file": ('<receiveTask id="a" messageRef="o:Message_1"/>', "elsewhere", "a"),
    "definition": (
        '<startEvent id="a"><eventDefinitionRef>ghost</eventDefinitionRef></startEvent>', "dangling", "a",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("inside", "code", "element"), BROKEN.values(), ids=BROKEN)
def test_a_broken_link_is_named(inside: str, code: str, element: str) -> None:
    document = file(inside)
    found = [each for each in document.findings if each.severity is Severity.ERROR]
    assert [(each.code, each.element) for each in found] == [(code, element)]
    assert found[0].line == 1


@pytest.mark.parametrize("inside", [each[0] for each in BROKEN.values()], ids=BROKEN)
def test_the_values_of_a_process_hold_together_all_the_same(inside: str) -> None:
    process = file(inside).processes[0]
    nodes = {node.id: node for node in process.nodes}
    for flow in process.flows:
        assert nodes[flow.source].parent == nodes[flow.target].parent == flow.parent
    for node in process.nodes:
        assert node.parent == "p" or node.parent in nodes
        assert not node.attached_to or nodes[node.attached_to].parent == node.parent


def test_marks_of_flows_that_are_gone_are_a_warning_only() -> None:
    document = file('<userTask id="a"><incoming>ghost</incoming></userTask>')
    assert [(each.code, each.severity) for each in document.findings] == [("dangling-mark", Severity.WARNING)]


def test_a_node_may_stand_in_a_lane_and_in_the_one_around_it() -> None:
    document = file(
        '<laneSet><lane id="l"><flowNodeRef>a</flowNodeRef><childLaneSet><lane id="m">'
        '<flowNodeRef>a</flowNodeRef></lane></childLaneSet></lane></laneSet><userTask id="a"/>'
    )
    assert document.findings == ()
    assert [(node.id, node.lane) for node in document.processes[0].nodes] == [("a", "m")]
