"""A file while it is read: its root, its elements by id, and what was found so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from barzan.bpmn.findings import Finding
from barzan.bpmn.names import Element, bpmn, unqualified
from barzan.bpmn.sentences import finding

MOST = 1_000  # findings on one process; a file made to have more gets no more answer
Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(slots=True)
class Source:
    """``root`` is ``definitions``; ``findings`` grows while elements are read."""

    root: Element
    by_id: dict[str, Element]
    findings: list[Finding] = field(default_factory=list)

    def note(self, make: Callable[..., Finding], code: str, element: Element, **words: str | int) -> None:
        """Adds what ``make`` (``finding`` or ``warning``) says of ``element``."""
        if len(self.findings) < MOST:
            self.findings.append(make(code, named(element), element.sourceline, **words))

    def referred(self, element: Element, attribute: str, tag: str, holder: Element) -> Element | None:
        """The element of kind ``tag`` that the QName ``attribute`` of ``holder`` names.

        None, with a finding on ``element``, where there is no such element.
        """
        name = (holder.get(attribute) or "").strip()
        if not name:
            return None
        prefix, _, local_name = name.rpartition(":")
        home = self.root.get("targetNamespace")
        space = element.nsmap.get(prefix) if prefix else home
        if prefix and space is not None and space != home:
            self.note(finding, "elsewhere", element, attribute=attribute, what=name)
            return None
        found = self.by_id.get(local_name)
        if found is None or found.tag != bpmn(tag):
            self.note(finding, "dangling", element, attribute=attribute, what=name)
            return None
        return found

    def chosen(
        self, kinds: type[Choice], owner: Element, element: Element, attribute: str, default: Choice
    ) -> Choice:
        """The value of an attribute out of ``kinds``; a finding on ``owner`` and the default for another."""
        value = element.get(attribute)
        if value is None:
            return default
        try:
            return kinds(value.strip())
        except ValueError:
            choices = ", ".join(kind.value for kind in kinds if kind.value)
            self.note(finding, "value", owner, attribute=attribute, what=value[:80], choices=choices)
            return default


def named(element: Element) -> str:
    """The id of the element or of the nearest one around it."""
    while element is not None:
        if element.get("id"):
            return str(element.get("id"))
        element = element.getparent()
    return ""


def default_of(element: Element) -> str:
    """The id of the default flow."""
    return unqualified(element.get("default"))
