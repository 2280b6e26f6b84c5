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
