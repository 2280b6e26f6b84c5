"""Small questions to elements of a DMN file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from barzan.decisions.core.model import Title

EXTENSION = "urn:barzan:dmn:1"
VERSIONS = {
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd": "1.1",
    "http://www.omg.org/spec/DMN/20180521/MODEL/": "1.2",
    "https://www.omg.org/spec/DMN/20191111/MODEL/": "1.3",
    "https://www.omg.org/spec/DMN/20211108/MODEL/": "1.4",
    "https://www.omg.org/spec/DMN/20230324/MODEL/": "1.5",
}
EXPRESSIONS = frozenset(
    {
        "literalExpression", "decisionTable", "context", "invocation", "list", "relation",
        "functionDefinition", "conditional", "filter", "for", "some", "every",
    }
)  # fmt: skip

Element = Any  # an element of lxml


def local(element: Element) -> str:
    """The name of an element of DMN without its namespace; "" for any other, a comment or an instruction."""
    if not isinstance(element.tag, str):
        return ""
    name = etree.QName(element)
    return str(name.localname) if name.namespace in VERSIONS else ""


def children(element: Element, *names: str) -> Iterator[Element]:
    """The children of DMN called by one of ``names``."""
    return (child for child in element if local(child) in names)


def child(element: Element, name: str) -> Element | None:
    return next(children(element, name), None)


def expression_in(element: Element | None) -> Element | None:
    """The boxed expression directly within an element."""
    return (
        next((each for each in element if local(each) in EXPRESSIONS), None) if element is not None else None
    )


def text_in(element: Element | None, name: str = "text") -> str:
    """The text of a child; "" where there is none."""
    found = child(element, name) if element is not None else None
    return "" if found is None else "".join(found.itertext())


def attribute(element: Element | None, name: str) -> str:
    return "" if element is None else str(element.get(name) or "").strip()


def id_of(element: Element) -> str:
    """The id of an element, else the path of its place in the file."""
    if given := attribute(element, "id"):
        return given
    if not isinstance(element.tag, str):
        return ""
    path = element.getroottree().getelementpath(element)
    return str(path).replace(f"{{{etree.QName(element).namespace}}}", "")


def type_ref(element: Element | None) -> str:
    """A reference to a type; ``feel:number`` and a child ``typeRef`` of older files are read too."""
    if element is None:
        return ""
    given = attribute(element, "typeRef") or text_in(element, "typeRef").strip()
    prefix, colon, name = given.partition(":")
    return name if colon and prefix in element.nsmap else given


def href(element: Element, name: str) -> Iterator[str]:
    """The ids that children called ``name`` point at; a reference into another file stays whole."""
    for each in children(element, name):
        target = attribute(each, "href")
        namespace, _, id = target.partition("#")
        own = each.getroottree().getroot().get("namespace")
        yield id if not namespace or namespace == own else target


def title_of(element: Element, fallback: str = "") -> Title:
    """What people read: the label (else the name), and the English name of our extension."""
    fa = attribute(element, "label") or attribute(element, "name") or fallback
    found = element.find(f".//{{{EXTENSION}}}name")
    mine = found is not None and found.getparent().getparent() is element
    return Title(fa.strip(), str(found.get("en") or "") if mine and found is not None else "")
