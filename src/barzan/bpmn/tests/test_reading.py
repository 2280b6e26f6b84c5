"""What a file says, as values."""

from __future__ import annotations

import pytest
from lxml import etree

from barzan.bpmn.model import (
    Choice,
    Field,
    FieldType,
    Kind,
    Mapping,
    Message,
    MultiInstance,
    Node,
    StandardLoop,
    Text,
    Timer,
    TimerKind,
    Trigger,
    Work,
)
from barzan.bpmn.reading import read
from barzan.clock.core.values import Counting, RunsFrom, Silence, Terms

FILE = """<?xml version="1.0" encoding="UTF-8"?>
<?note kept?>
<!-- kept too -->
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:barzan="urn:barzan:bpmn:1"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:t="urn:t" targetNamespace="urn:t">
  <bpmn:message id="Message_1" name="paid"><bpmn:extensionElements>
    <barzan:subscription correlation="request"/></bpmn:extensionElements></bpmn:message>
  <bpmn:error id="Error_1" name="refused" errorCode="R"/>
  <bpmn:process id="permit" name="پروانه" isExecutable="true">
    <bpmn:documentation>یک</bpmn:documentation><bpmn:documentation> دو </bpmn:documentation>
    <bpmn:extensionElements><barzan:name en="Permit"/></bpmn:extensionElements>
    <bpmn:laneSet id="set"><bpmn:lane id="office" name="دفتر">
      <bpmn:extensionElements><barzan:work unit="QZ-SOC"/></bpmn:extensionElements>
      <bpmn:childLaneSet><bpmn:lane id="desk" name="میز">
        <bpmn:extensionElements><barzan:name en="Desk"/><barzan:work post="clerk" outside="true"/>
        </bpmn:extensionElements>
        <bpmn:flowNodeRef>fill</bpmn:flowNodeRef><bpmn:flowNodeRef>box</bpmn:flowNodeRef>
      </bpmn:lane></bpmn:childLaneSet>
      <bpmn:flowNodeRef>fill</bpmn:flowNodeRef><bpmn:flowNodeRef>choose</bpmn:flowNodeRef></bpmn:lane>
    </bpmn:laneSet>
    <bpmn:userTask id="fill" name="پر کردن">
      <bpmn:extensionElements>
        <barzan:work unit="@owner" body="C5"/>
        <barzan:deadline amount="P5D" counting="working-days" runsFrom="notice" basis="INS-12"
            article="مادهٔ ۴" silence="consent" escalation="three"/>
        <barzan:field name="approved" title="تأیید" titleEn="Approved" type="choice" required="false">
          <barzan:choice value="a" title="آری" titleEn="Yes"/>
        </barzan:field>
        <barzan:field name="note"/>
      </bpmn:extensionElements>
      <bpmn:standardLoopCharacteristics testBefore="true" loopMaximum="3">
        <bpmn:loopCondition xsi:type="bpmn:tFormalExpression"> not(approved) </bpmn:loopCondition>
      </bpmn:standardLoopCharacteristics>
    </bpmn:userTask>
    <bpmn:boundaryEvent id="late" attachedToRef="fill" cancelActivity="false">
      <bpmn:timerEventDefinition><bpmn:extensionElements>
        <barzan:deadline counting="working-days" basis="INS-3" article="۲"/></bpmn:extensionElements>
        <bpmn:timeCycle>R3/P1D</bpmn:timeCycle></bpmn:timerEventDefinition>
    </bpmn:boundaryEvent>
    <bpmn:exclusiveGateway id="choose" default="no"/>
    <bpmn:sequenceFlow id="no" sourceRef="choose" targetRef="box"/>
    <bpmn:sequenceFlow id="yes" name="بله" sourceRef="choose" targetRef="rule">
      <bpmn:extensionElements><barzan:name en="Yes"/></bpmn:extensionElements>
      <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression"><![CDATA[a < 3]]></bpmn:conditionExpression>
    </bpmn:sequenceFlow>
    <bpmn:subProcess id="box">
      <bpmn:multiInstanceLoopCharacteristics isSequential="true"><bpmn:extensionElements>
        <barzan:each collection="four" item="one" output="answer" result="answers"/></bpmn:extensionElements>
        <bpmn:loopCardinality>4</bpmn:loopCardinality><bpmn:completionCondition>enough</bpmn:completionCondition>
      </bpmn:multiInstanceLoopCharacteristics>
      <bpmn:sendTask id="send" messageRef="t:Message_1"><bpmn:extensionElements>
        <barzan:input target="amount" source="fee"/><barzan:output target="sent" source="true"/>
      </bpmn:extensionElements></bpmn:sendTask>
      <bpmn:endEvent id="refused"><bpmn:errorEventDefinition errorRef="Error_1"/></bpmn:endEvent>
    </bpmn:subProcess>
    <bpmn:businessRuleTask id="rule"><bpmn:extensionElements><barzan:decision key="purchase" result="grade"/>
      <barzan:input target="sum" source="amount"/></bpmn:extensionElements></bpmn:businessRuleTask>
    <bpmn:scriptTask id="script" scriptFormat="text/feel"><bpmn:extensionElements>
      <barzan:result variable="x"/></bpmn:extensionElements><bpmn:script> 1 + 1 </bpmn:script>
    </bpmn:scriptTask>
    <bpmn:serviceTask id="service"><bpmn:extensionElements><barzan:action name="letters.send"/>
      </bpmn:extensionElements></bpmn:serviceTask>
    <bpmn:callActivity id="call" calledElement="t:archive"/>
    <bpmn:intermediateCatchEvent id="wait"><bpmn:messageEventDefinition messageRef="Message_1"/>
      </bpmn:intermediateCatchEvent>
    <bpmn:endEvent id="stop"><bpmn:terminateEventDefinition/></bpmn:endEvent>
  </bpmn:process>
</bpmn:definitions>
"""
PROCESS = read(FILE.encode()).process("permit")
NODES = {node.id: node for node in PROCESS.nodes}


def test_a_process_has_its_names_its_words_and_its_lanes() -> None:
    assert PROCESS.name == Text("پروانه", "Permit")
    assert PROCESS.documentation == "یک\n\nدو"
    assert [(lane.id, lane.parent, lane.name.en, lane.work) for lane in PROCESS.lanes] == [
        ("office", "", "", Work(unit="QZ-SOC")),
        ("desk", "office", "Desk", Work(post="clerk", outside=True)),
    ]


def test_the_innermost_lane_counts_and_what_hangs_on_a_node_is_where_that_is() -> None:
    lanes = {"fill": "desk", "late": "desk", "choose": "office", "box": "desk", "send": "desk", "rule": ""}
    assert {id_: NODES[id_].lane for id_ in lanes} == lanes


def test_nodes_come_in_the_order_of_the_file_those_of_subprocesses_too() -> None:
    assert list(NODES)[:6] == ["fill", "late", "choose", "box", "send", "refused"]
    assert [node.parent for node in PROCESS.nodes][3:6] == ["permit", "box", "box"]


EXPECTED = [
    Node(
        "fill", Kind.USER, "permit", Text("پر کردن"), lane="desk", work=Work(unit="@owner", body="C5"),
        deadline=Terms(
            "P5D", Counting.WORKING_DAYS, RunsFrom.NOTICE, "INS-12", "مادهٔ ۴", Silence.CONSENT, "three"
        ),
        fields=(
            Field(
                "approved", Text("تأیید", "Approved"), FieldType.CHOICE, False,
                (Choice("a", Text("آری", "Yes")),),
            ),
            Field("note", Text()),
        ),
        loop=StandardLoop("not(approved)", True, 3),
    ),
    Node(
        "late", Kind.BOUNDARY, "permit", lane="desk", attached_to="fill", interrupting=False,
        trigger=Trigger.TIMER,
        timer=Timer(TimerKind.CYCLE, "R3/P1D", Counting.WORKING_DAYS, "INS-3", "۲"),
    ),
    Node("choose", Kind.EXCLUSIVE, "permit", lane="office", default="no"),
    Node(
        "box", Kind.SUBPROCESS, "permit", lane="desk",
        loop=MultiInstance(True, "four", "one", "4", "answer", "answers", "enough"),
    ),
    Node(
        "send", Kind.SEND, "box", lane="desk",
        message=Message("paid", "request", (Mapping("amount", "fee"),)),
        outputs=(Mapping("sent", "true"),),
    ),
    Node("refused", Kind.END, "box", lane="desk", trigger=Trigger.ERROR, error="R"),
    Node(
        "rule", Kind.RULE, "permit", decision="purchase", result="grade", inputs=(Mapping("sum", "amount"),),
    ),
    Node("script", Kind.SCRIPT, "permit", script="1 + 1", result="x"),
    Node("service", Kind.SERVICE, "permit", action="letters.send"),
    Node("call", Kind.CALL, "permit", called="archive"),
    Node("wait", Kind.CATCH, "permit", trigger=Trigger.MESSAGE, message=Message("paid", "request")),
    Node("stop", Kind.END, "permit", trigger=Trigger.TERMINATE),
]  # fmt: skip


@pytest.mark.parametrize("node", EXPECTED, ids=[node.id for node in EXPECTED])
def test_a_node_says_all_that_the_file_says_of_it(node: Node) -> None:
    assert NODES[node.id] == node


def test_a_flow_has_its_condition_and_its_names() -> None:
    flow = next(flow for flow in PROCESS.flows if flow.id == "yes")
    assert (flow.condition, flow.name) == ("a < 3", Text("بله", "Yes"))


def test_comments_and_instructions_are_kept() -> None:
    again = read(FILE.encode()).write().decode()
    assert "<?note kept?><!-- kept too --><bpmn:definitions" in again
    assert etree.canonicalize(again, with_comments=True) == etree.canonicalize(FILE, with_comments=True)


def test_a_process_is_found_by_its_id_and_without_one_the_first_that_runs() -> None:
    document = read(FILE.encode())
    assert document.process() is document.processes[0]
    with pytest.raises(KeyError):
        document.process("ghost")


def test_an_error_without_a_code_goes_by_its_name() -> None:
    process = read(FILE.replace(' errorCode="R"', "").encode()).process()
    assert next(node.error for node in process.nodes if node.id == "refused") == "refused"


def test_a_definition_that_several_events_share_is_found() -> None:
    file = FILE.replace(
        "<bpmn:terminateEventDefinition/>", "<bpmn:eventDefinitionRef>t:end</bpmn:eventDefinitionRef>"
    )
    file = file.replace("<bpmn:error id", '<bpmn:terminateEventDefinition id="end"/><bpmn:error id')
    process = read(file.encode()).process()
    assert next(node.trigger for node in process.nodes if node.id == "stop") is Trigger.TERMINATE
