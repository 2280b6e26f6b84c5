"""XML from anywhere, let in or refused in bounded time.

Two parsers look at each file. Expat runs first and builds nothing: it counts, and stops at the first thing
that is too much (a document type, nesting, a long text, too many elements), so that no tree, no entity and
no outside reference is ever made of a hostile file. Only then lxml builds the tree, with entities, networks
and document types switched off all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

from lxml import etree

from barzan.bpmn.findings import Refused
from barzan.bpmn.model import BPMN, Kind
from barzan.bpmn.names import Element, bpmn
from barzan.bpmn.sentences import finding


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may at most hold. ``size`` in bytes, ``text`` in characters (one text or attribute)."""

    size: int = 8 * 1024 * 1024
    depth: int = 64
    text: int = 500_000
    elements: int = 120_000
    flow_elements: int = 10_000
    attributes: int = 100


LIMITS = Limits()

_OTHERS = ("task", "sequenceFlow", "transaction", "adHocSubProcess", "complexGateway")
_COUNTED = frozenset(f"{BPMN} {name}" for name in (*Kind, *_OTHERS))
_UNREADABLE = frozenset({expat.errors.codes[expat.errors.XML_ERROR_UNKNOWN_ENCODING]})


def parsed(data: bytes, limits: Limits = LIMITS) -> Element:
    """The tree of elements of the file.

    Raises Refused, naming element, line and reason.
    """
    if len(data) > limits.size:
        raise Refused([finding("size", most=limits.size)])
    _Guard(limits).watch(data)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_blank_text=False,
        strip_cdata=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        line = getattr(error, "lineno", None) or 1
        raise Refused([finding("xml", line=line, what=str(error)[:120])]) from None
    if root.tag != bpmn("definitions"):
        raise Refused([finding("not-bpmn", line=root.sourceline, what=str(root.tag)[:120])])
    return root.getroottree()


class _Guard:
    """Counts while expat reads; raises Refused at the first excess."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.ids: list[str] = []
        self.elements = self.flow_elements = self.letters = 0
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = False
        parser.StartDoctypeDeclHandler = self.doctype
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.CommentHandler = self.aside
        parser.ProcessingInstructionHandler = self.instruction
        self.parser = parser

    def watch(self, data: bytes) -> None:
        try:
            self.parser.Parse(data, True)
        except expat.ExpatError as error:
            code = "encoding" if error.code in _UNREADABLE else "xml"
            what = expat.ErrorString(error.code) or "?"
            raise Refused([finding(code, self.here, error.lineno, what=what)]) from None
        except (ValueError, LookupError, UnicodeError) as error:
            raise Refused([finding("encoding", what=str(error)[:80])]) from None

    @property
    def here(self) -> str:
        """The id of the innermost element that has one."""
        return next((id_ for id_ in reversed(self.ids) if id_), "")

    def refuse(self, code: str, most: int = 0) -> None:
        raise Refused([finding(code, self.here, self.parser.CurrentLineNumber, most=most)])

    def doctype(self, *_: Any) -> None:
        self.refuse("doctype")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        limits = self.limits
        self.ids.append(attributes.get("id", "")[:120])
        self.letters = 0
        self.elements += 1
        self.flow_elements += name in _COUNTED
        if len(self.ids) > limits.depth:
            self.refuse("depth", most=limits.depth)
        if len(attributes) > limits.attributes:
            self.refuse("attributes", most=limits.attributes)
        if self.elements > limits.elements:
            self.refuse("elements", most=limits.elements)
        if self.flow_elements > limits.flow_elements:
            self.refuse("flow-elements", most=limits.flow_elements)
        if any(len(value) > limits.text for value in attributes.values()):
            self.refuse("text", most=limits.text)

    def end(self, _: str) -> None:
        self.ids.pop()
        self.letters = 0

    def characters(self, text: str) -> None:
        self.letters += len(text)
        if self.letters > self.limits.text:
            self.refuse("text", most=self.limits.text)

    def aside(self, text: str) -> None:
        if len(text) > self.limits.text:
            self.refuse("text", most=self.limits.text)

    def instruction(self, _: str, text: str) -> None:
        self.aside(text)
