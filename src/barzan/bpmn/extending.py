"""Barzan's extension elements from values: what ``activities`` reads, written."""

from __future__ import annotations

from lxml import etree

from barzan.bpmn.model import EXTENSION, Field, Mapping, MultiInstance, Node, Text, Timer, Work
from barzan.bpmn.names import Element, barzan, bpmn, child, children
from barzan.clock.core.values import Counting, Terms

NAMESPACES = {"barzan": EXTENSION}


def made(tag: str, /, **attributes: str) -> Element:
    """An extension element with those attributes that are not empty."""
    element = etree.Element(barzan(tag), nsmap=NAMESPACES)
    for key, value in attributes.items():
        if value:
            element.set(key, value)
    return element


def name(text: Text) -> list[Element]:
    return [made("name", en=text.en)] if text.en else []


def work(told: Work) -> list[Element]:
    if told == Work():
        return []
    outside = "true" if told.outside else ""
    return [made("work", unit=told.unit, post=told.post, body=told.body, outside=outside)]


def deadline(terms: Terms | None) -> list[Element]:
    if terms is None:
        return []
    return [
        made(
            "deadline",
            amount=terms.amount,
            counting=terms.counting.value,
            runsFrom=terms.runs_from.value,
            basis=terms.basis,
            article=terms.article,
            silence=terms.silence.value,
            escalation=terms.escalation,
        )
    ]


def timer(told: Timer) -> list[Element]:
    if (told.counting, told.basis, told.article) == (Counting.EXACT, "", ""):
        return []
    return [made("deadline", counting=told.counting.value, basis=told.basis, article=told.article)]


def fields(told: tuple[Field, ...]) -> list[Element]:
    return [_field(each) for each in told]


def _field(told: Field) -> Element:
    element = made(
        "field",
        name=told.name,
        title=told.title.fa,
        titleEn=told.title.en,
        type=told.type.value,
        required="true" if told.required else "false",
    )
    for choice in told.choices:
        element.append(made("choice", value=choice.value, title=choice.title.fa, titleEn=choice.title.en))
    return element


def mappings(tag: str, told: tuple[Mapping, ...]) -> list[Element]:
    return [made(tag, target=each.target, source=each.source) for each in told]


def each_of(told: MultiInstance) -> list[Element]:
    values = {"collection": told.collection, "item": told.item, "output": told.output, "result": told.result}
    return [made("each", **values)] if any(values.values()) else []


def of_node(node: Node) -> list[Element]:
    """All extension elements of a node, in the order of ``docs/bpmn.md``."""
    payload = node.message.payload if node.message else ()
    told = name(node.name) + work(node.work) + deadline(node.deadline) + fields(node.fields)
    if node.decision:
        told.append(made("decision", key=node.decision, result=node.result))
    elif node.result:
        told.append(made("result", variable=node.result))
    if node.action:
        told.append(made("action", name=node.action))
    return told + mappings("input", node.inputs or payload) + mappings("output", node.outputs)


def extend(element: Element, told: list[Element]) -> None:
    """Adds extension elements to ``element``, in their place after its documentation."""
    if not told:
        return
    holder = child(element, "extensionElements")
    if holder is None:
        holder = etree.Element(bpmn("extensionElements"), nsmap=NAMESPACES)
        element.insert(_after_documentation(element), holder)
    holder.extend(told)


def _after_documentation(element: Element) -> int:
    last = children(element, "documentation")[-1:]
    return int(element.index(last[0])) + 1 if last else 0
