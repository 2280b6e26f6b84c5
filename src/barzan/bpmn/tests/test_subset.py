"""Whatever is not in the published subset is refused by the id of its element, with a reason and a cure."""

from __future__ import annotations

import pytest

from barzan.bpmn.document import Document
from barzan.bpmn.findings import Finding, Severity
from barzan.bpmn.model import BPMN, Kind
from barzan.bpmn.reading import read


def file(inside: str, outside: str = "", more: str = "") -> Document:
    text = (
        f'<definitions xmlns="{BPMN}" targetNamespace="urn:t" xmlns:t="urn:t" xmlns:o="urn:other" {more}>'
        f'{outside}<process id="p" isExecutable="true">{inside}</process></definitions>'
    )
    return read(text.encode())


def errors(document: Document) -> list[Finding]:
    return [each for each in document.findings if each.severity is Severity.ERROR]


def event(tag: str, definition: str, more: str = "") -> str:
    host = '<userTask id="host"/>' if tag == "boundaryEvent" else ""
    attached = 'attachedToRef="host"' if host else ""
    return f'{host}<{tag} id="bad" {attached} {more}>{definition}</{tag}>'


UNSUPPORTED = {
    "transaction": '<transaction id="bad"><task id="inner"/></transaction>',
    "ad hoc": '<adHocSubProcess id="bad"/>',
    "event subprocess": '<subProcess id="bad" triggeredByEvent="true"/>',
    "complex gateway": '<complexGateway id="bad"/>',
    "implicit throw": '<implicitThrowEvent id="bad"/>',
    "choreography": '<choreographyTask id="bad"/>',
    "sub-choreography": '<subChoreography id="bad"/>',
    "unknown": '<teleportTask id="bad"/>',
    "compensation": '<userTask id="bad" isForCompensation="true"/>',
    "quantity": '<userTask id="bad" startQuantity="2"/>',
    "instantiating task": '<receiveTask id="bad" instantiate="true"/>',
    "instantiating gateway": '<eventBasedGateway id="bad" instantiate="true"/>',
    "parallel event gateway": '<eventBasedGateway id="bad" eventGatewayType="Parallel"/>',
    "behaviour": '<userTask id="bad"><multiInstanceLoopCharacteristics behavior="One"/></userTask>',
    "error that goes on": event("boundaryEvent", '<errorEventDefinition/>', 'cancelActivity="false"'),
}  # fmt: skip
TRIGGERS = {
    f"{name} {tag}": event(tag, f"<{name}EventDefinition/>")
    for name in ("signal", "escalation", "link", "conditional", "compensate", "cancel")
    for tag in (Kind.START, Kind.END, Kind.CATCH, Kind.THROW, Kind.BOUNDARY)
} | {
    "terminating start": event("startEvent", "<terminateEventDefinition/>"),
    "error start": event("startEvent", "<errorEventDefinition/>"),
    "timer end": event("endEvent", "<timerEventDefinition/>"),
    "timer throw": event("intermediateThrowEvent", "<timerEventDefinition/>"),
    "error catch": event("intermediateCatchEvent", "<errorEventDefinition/>"),
    "terminate throw": event("intermediateThrowEvent", "<terminateEventDefinition/>"),
    "catch of nothing": event("intermediateCatchEvent", ""),
    "border of nothing": event("boundaryEvent", ""),
    "message start inside": '<subProcess id="s"><startEvent id="bad"><messageEventDefinition/></startEvent>'
    "</subProcess>",
}


@pytest.mark.parametrize("inside", [*UNSUPPORTED.values(), *TRIGGERS.values()], ids=[*UNSUPPORTED, *TRIGGERS])
def test_what_does_not_run_is_named_with_its_reason(inside: str) -> None:
    document = file(inside)
    found = errors(document)
    assert [each.element for each in found] == ["bad"]
    assert found[0].code in ("unsupported", "trigger-here")
    assert "bad" in found[0].fa
    assert found[0].en.count(":") == 1
    assert found[0].line == 1
    assert b'id="bad"' in document.write()


def test_two_definitions_of_one_event_are_refused() -> None:
    both = "<messageEventDefinition/><timerEventDefinition/>"
    assert [each.code for each in errors(file(event("startEvent", both)))] == ["several-triggers"]


def test_a_timer_without_a_time_is_refused() -> None:
    assert [each.code for each in errors(file(event("startEvent", "<timerEventDefinition/>")))] == [
        "timer-empty"
    ]


@pytest.mark.parametrize("language", ["javascript", "http://www.w3.org/1999/XPath", "groovy"])
def test_an_expression_of_another_language_is_refused(language: str) -> None:
    flow = (
        '<userTask id="a"/><userTask id="b"/><sequenceFlow id="bad" sourceRef="a" targetRef="b">'
        f'<conditionExpression language="{language}">x</conditionExpression></sequenceFlow>'
    )
    found = errors(file(flow))
    assert [(each.code, each.element) for each in found] == [("language", "bad")]
    assert language in found[0].fa


def test_a_script_of_another_language_is_refused() -> None:
    script = '<scriptTask id="bad" scriptFormat="python"><script>x</script></scriptTask>'
    assert [each.code for each in errors(file(script))] == ["language"]


def test_the_language_of_the_file_counts_unless_it_is_the_default_that_editors_write() -> None:
    flow = (
        '<userTask id="a"/><userTask id="b"/><sequenceFlow id="f" sourceRef="a" targetRef="b">'
        "<conditionExpression>x</conditionExpression></sequenceFlow>"
    )
    assert not errors(file(flow, more='expressionLanguage="http://www.w3.org/1999/XPath"'))
    assert not errors(file(flow, more='expressionLanguage="https://www.omg.org/spec/DMN/20211108/FEEL/"'))
    assert [each.code for each in errors(file(flow, more='expressionLanguage="juel"'))] == ["language"]


def test_an_extension_that_must_be_understood_is_refused_by_its_name() -> None:
    found = errors(file("", '<extension mustUnderstand="true" definition="o:magic"/>'))
    assert [(each.code, "o:magic" in each.fa) for each in found] == [("must-understand", True)]


def test_an_abstract_task_is_manual_with_a_warning() -> None:
    document = file('<task id="a"/>')
    assert [node.kind for node in document.processes[0].nodes] == [Kind.MANUAL]
    assert [(each.code, each.severity) for each in document.findings] == [("abstract-task", Severity.WARNING)]


def test_performers_of_the_standard_are_passed_over_with_a_warning() -> None:
    document = file('<userTask id="a"><potentialOwner/></userTask>')
    assert [(each.code, each.element) for each in document.findings] == [("performer", "a")]


def test_what_does_not_run_is_no_fault_of_a_process_that_does_not_run() -> None:
    text = file('<complexGateway id="bad"/>').write().replace(b'isExecutable="true"', b'isExecutable="false"')
    document = read(text)
    assert [each.code for each in document.findings] == ["nothing-runs"]
    assert [each.code for each in document.by_process["p"]] == ["unsupported"]


def test_data_artifacts_and_foreign_elements_are_kept_without_a_word() -> None:
    document = file(
        '<dataObject id="d"/><dataObjectReference id="r" dataObjectRef="d"/><textAnnotation id="n"/>'
        '<association id="x" sourceRef="n" targetRef="a"/><userTask id="a" o:colour="red"><extensionElements>'
        '<o:thing ref="t:Message_1"/></extensionElements><ioSpecification/></userTask><group id="g"/>'
    )
    assert document.findings == ()
    for kept in (b"dataObjectRef", b"textAnnotation", b'o:colour="red"', b'<o:thing ref="t:Message_1"/>'):
        assert kept in document.write()


@pytest.mark.parametrize(
    ("attribute", "value"), [("counting", "moon-days"), ("runsFrom", "never"), ("silence", "shrug")]
)
def test_a_value_that_means_nothing_is_named_with_those_that_do(attribute: str, value: str) -> None:
    inside = (
        '<userTask id="bad"><extensionElements><b:deadline xmlns:b="urn:barzan:bpmn:1" amount="P1D" '
        f'{attribute}="{value}"/></extensionElements></userTask>'
    )
    found = errors(file(inside))
    assert [(each.code, each.element) for each in found] == [("value", "bad")]
    assert value in found[0].fa
