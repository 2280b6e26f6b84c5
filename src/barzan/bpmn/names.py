"""Namespaces and the small grammar of names: ``{namespace}local``, QNames in values, elements."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from barzan.bpmn.model import BPMN, EXTENSION, Text

BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

Element = Any  # lxml ships no types


@cache
def bpmn(local: str) -> str:
    """``{BPMN}local``."""
    return f"{{{BPMN}}}{local}"


def barzan(local: str) -> str:
    """``{urn:barzan:bpmn:1}local``."""
    return f"{{{EXTENSION}}}{local}"


def local(element: Element) -> str:
    """The local name of an element of BPMN; "" for other namespaces, comments and instructions."""
    tag = element.tag
    if not isinstance(tag, str) or not tag.startswith(f"{{{BPMN}}}"):
        return ""
    return tag[len(BPMN) + 2 :]


def elements(parent: Element) -> Iterator[tuple[str, Element]]:
    """The children that are elements of BPMN, with their local names."""
    for child in parent:
        name = local(child)
        if name:
            yield name, child


def children(parent: Element, *names: str) -> list[Element]:
    """The children of BPMN with one of the local names."""
    return list(parent.iterchildren(*map(bpmn, names)))


def child(parent: Element, name: str) -> Element | None:
    """The first child of BPMN with the local name."""
    return parent.find(bpmn(name))


def text_of(element: Element | None) -> str:
    """The text of an element without the space around it; "" where there is none."""
    return "" if element is None else "".join(element.itertext()).strip()


def extensions(element: Element, name: str) -> list[Element]:
    """Barzan's extension elements of that name on ``element``."""
    holder = child(element, "extensionElements")
    return [] if holder is None else holder.findall(barzan(name))


def extension(element: Element, name: str) -> Element | None:
    """The first of ``extensions``."""
    return next(iter(extensions(element, name)), None)


def truth(value: str | None, default: bool = False) -> bool:
    """An ``xsd:boolean``."""
    return default if value is None else value.strip() in ("true", "1")


def unqualified(value: str | None) -> str:
    """The local part of a QName that stands in a value."""
    return (value or "").strip().rpartition(":")[2]


def name_of(element: Element) -> Text:
    """The name in both languages."""
    told = extension(element, "name")
    return Text(element.get("name", ""), "" if told is None else told.get("en", ""))


def documentation_of(element: Element) -> str:
    """The documentation, its parts joined by an empty line."""
    return "\n\n".join(filter(None, map(text_of, children(element, "documentation"))))
