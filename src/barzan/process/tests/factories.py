"""Small processes for tests, as files of BPMN, and their definitions."""

from __future__ import annotations

import re

from barzan.access import Actor, Role
from barzan.people.models import Unit
from barzan.people.tests.factories import make_actor, make_unit
from barzan.process import actions, checked
from barzan.process.models import Definition

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<bpmn:definitions'
    ' xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xmlns:barzan="urn:barzan:bpmn:1" id="d" targetNamespace="urn:test">'
)


def bpmn(
    body: str, key: str = "test", *, before: str = "", lane: str = '<barzan:work unit="@owner"/>'
) -> bytes:
    """A file with one executable process ``key``; every node of ``body`` with an id lies in one lane."""

    nodes = re.findall(
        r'<bpmn:(?:\w+Event|\w*[tT]ask|\w+Gateway|callActivity|subProcess)\b[^>]*? ?id="(\w+)"', body
    )
    refs = "".join(f"<bpmn:flowNodeRef>{node}</bpmn:flowNodeRef>" for node in nodes)
    lanes = (
        f'<bpmn:laneSet id="lanes"><bpmn:lane id="lane" name="واحد"><bpmn:extensionElements>{lane}'
        f"</bpmn:extensionElements>{refs}</bpmn:lane></bpmn:laneSet>"
    )
    text = (
        f'{HEAD}{before}<bpmn:process id="{key}" name="آزمون" isExecutable="true">{lanes}{body}'
        "</bpmn:process></bpmn:definitions>"
    )
    return text.encode()


def task(id_: str, name: str = "کار", inside: str = "", kind: str = "userTask") -> str:
    extension = f"<bpmn:extensionElements>{inside}</bpmn:extensionElements>" if inside else ""
    return f'<bpmn:{kind} id="{id_}" name="{name}">{extension}</bpmn:{kind}>'


def flows(*pairs: str) -> str:
    """``flows("start a", "a end")``."""
    return "".join(
        f'<bpmn:sequenceFlow id="f{n}" sourceRef="{pair.split()[0]}" targetRef="{pair.split()[1]}"/>'
        for n, pair in enumerate(pairs)
    )


START = '<bpmn:startEvent id="start" name="آغاز"/>'
END = '<bpmn:endEvent id="end" name="پایان"/>'
APPROVED = '<barzan:field name="approved" title="تأیید" type="boolean" required="true"/>'
TWO = bpmn(START + task("a", "بررسی", APPROVED) + task("b", "ثبت") + END + flows("start a", "a b", "b end"))


def designer(unit: Unit) -> Actor:
    return make_actor(Role.UNIT_HEAD, unit)


def officer(unit: Unit) -> Actor:
    return make_actor(Role.OFFICER, unit)


def office(code: str = "office") -> Unit:
    return make_unit(code, make_unit(f"root-of-{code}"))


def publish(unit: Unit, xml: bytes = TWO, key: str = "test", actor: Actor | None = None) -> Definition:
    """A published definition; every warning is accepted."""
    actor = actor or designer(unit)
    found = Definition.objects.filter(key=key).first() or actions.create(actor, key, f"فرایند {key}", unit)
    draft = getattr(found, "draft", None) if found.pk else None
    actions.save_draft(actor, found, xml, draft.seen if draft else 0)
    reasons = {checked.place(each): "در آزمون" for each in checked.look_at(xml, key).warnings}
    actions.publish(actor, found, "آزمون", reasons)
    found.refresh_from_db()
    return found


def message(id_: str, name: str, inside: str = "") -> str:
    """A message of a file, for ``before``."""
    extension = f"<bpmn:extensionElements>{inside}</bpmn:extensionElements>" if inside else ""
    return f'<bpmn:message id="{id_}" name="{name}">{extension}</bpmn:message>'


def throw(id_: str, ref: str) -> str:
    """An event that sends the message ``ref``."""
    return (
        f'<bpmn:intermediateThrowEvent id="{id_}" name="فرستادن">'
        f'<bpmn:messageEventDefinition id="d_{id_}" messageRef="{ref}"/></bpmn:intermediateThrowEvent>'
    )


def many(number: int) -> bytes:
    """A parallel multi-instance of ``number`` tasks."""
    loop = (
        '<bpmn:multiInstanceLoopCharacteristics isSequential="false">'
        f"<bpmn:loopCardinality>{number}</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>"
    )
    asked = f'<bpmn:userTask id="ask" name="استعلام">{loop}</bpmn:userTask>'
    return bpmn(START + asked + END + flows("start ask", "ask end"), "many")


def wide(number: int) -> bytes:
    """``number`` parallel tasks between a fork and a join."""
    body = START + END + '<bpmn:parallelGateway id="fork"/><bpmn:parallelGateway id="join"/>'
    body += "".join(task(f"t{n}", f"گام {n}") for n in range(number))
    pairs = [pair for n in range(number) for pair in (f"fork t{n}", f"t{n} join")]
    return bpmn(body + flows("start fork", *pairs, "join end"), "wide")


def boundary(id_: str, host: str, inside: str, interrupting: bool = True) -> str:
    """A boundary event of ``host`` with the event definition ``inside``."""
    cancels = str(interrupting).lower()
    return (
        f'<bpmn:boundaryEvent id="{id_}" attachedToRef="{host}" cancelActivity="{cancels}">'
        f"{inside}</bpmn:boundaryEvent>"
    )


def timer(kind: str, value: str, id_: str = "td") -> str:
    """A timer event definition; ``kind`` is ``timeDuration``, ``timeDate`` or ``timeCycle``."""
    return (
        f'<bpmn:timerEventDefinition id="{id_}"><bpmn:{kind} xsi:type="bpmn:tFormalExpression">{value}'
        f"</bpmn:{kind}></bpmn:timerEventDefinition>"
    )


def received(ref: str, id_: str = "md") -> str:
    """A message event definition."""
    return f'<bpmn:messageEventDefinition id="{id_}" messageRef="{ref}"/>'


def service(id_: str, action: str, *inside: str) -> str:
    """A service task that names ``action``."""
    named = f'<barzan:action name="{action}"/>{"".join(inside)}'
    return task(id_, "کار سامانه", named, "serviceTask")


def call(id_: str, key: str, *inside: str) -> str:
    """A call of the process ``key``."""
    extension = f"<bpmn:extensionElements>{''.join(inside)}</bpmn:extensionElements>" if inside else ""
    return (
        f'<bpmn:callActivity id="{id_}" name="فراخوانی" calledElement="{key}">{extension}</bpmn:callActivity>'
    )


def end(id_: str, inside: str = "") -> str:
    return f'<bpmn:endEvent id="{id_}" name="پایان">{inside}</bpmn:endEvent>'
