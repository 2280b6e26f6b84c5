"""Reads XML from anybody without trusting it: bounded in size, depth and elements, no declaration, no net.

Two passes: a streaming one that only counts and refuses, then the tree. A document type is refused at its
first character, so no entity is ever declared, let alone expanded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NoReturn
from xml.parsers import expat

from lxml import etree

from barzan.decisions.core.findings import Refused, refused
from barzan.persian import persian_digits


@dataclass(frozen=True, slots=True)
class XmlLimits:
    """``size`` in bytes; ``depth`` of nested elements; ``elements`` and ``attributes`` in the whole file."""

    size: int = 4 * 2**20
    depth: int = 80
    elements: int = 60_000
    attributes: int = 240_000


LIMITS = XmlLimits()
_KINDS_OF_REFUSAL = {
    "size": (
        "بزرگی فایل از {} بایت بیشتر است؛ آن را چند فایل کنید.",
        "The file has over {} bytes; split it.",
    ),
    "depth": (
        "عنصرها از {} لایه تودرتوترند؛ مدل را ساده کنید.",
        "Elements are nested over {} deep; simplify the model.",
    ),
    "elements": ("فایل از {} عنصر بیشتر دارد؛ آن را چند فایل کنید.", "Over {} elements; split the file."),
    "attributes": (
        "فایل از {} ویژگی بیشتر دارد؛ آن را چند فایل کنید.",
        "Over {} attributes; split the file.",
    ),
}


def read_xml(data: bytes, limits: XmlLimits = LIMITS) -> Any:
    """The tree of a document (an ``lxml`` element tree). Raises ``Refused`` with the line."""
    if len(data) > limits.size:
        raise _too_much("size", limits.size, None)
    _Watch(limits).over(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, strip_cdata=False
    )
    try:
        return etree.ElementTree(etree.fromstring(data, parser))
    except etree.XMLSyntaxError as error:
        raise _malformed(error.lineno) from error


def root_place(data: bytes) -> tuple[int, int]:
    """Where the root element begins and ends in a document that was read, in bytes."""
    parser = expat.ParserCreate()
    starts: list[int] = []
    ends: list[int] = []
    parser.StartElementHandler = lambda *_: starts.append(parser.CurrentByteIndex)
    parser.EndElementHandler = lambda *_: ends.append(parser.CurrentByteIndex)
    parser.Parse(data, True)
    return starts[0], data.index(b">", ends[-1]) + 1


class _Watch:
    """Counts what a document holds while it streams by."""

    def __init__(self, limits: XmlLimits) -> None:
        self._limits = limits
        self._depth = self._elements = self._attributes = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._declared

    def over(self, data: bytes) -> None:
        """Raises ``Refused`` where the document is malformed or beyond a limit."""
        try:
            self._parser.Parse(data, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            # An encoding that is not known is a LookupError, one of several bytes a ValueError.
            raise _malformed(getattr(error, "lineno", None)) from error

    def _begin(self, _: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        self._attributes += len(attributes)
        for name, count in (
            ("depth", self._depth), ("elements", self._elements), ("attributes", self._attributes)
        ):  # fmt: skip
            if count > getattr(self._limits, name):
                raise _too_much(name, getattr(self._limits, name), self._parser.CurrentLineNumber)

    def _end(self, _: str) -> None:
        self._depth -= 1

    def _declared(self, *_: object) -> NoReturn:
        fa = "فایل اعلان نوع سند (DOCTYPE) دارد و پذیرفته نمی‌شود؛ آن سطر را بردارید."
        en = "The file declares a document type (DOCTYPE), which is refused; remove that line."
        raise refused("xml.doctype", fa, en, line=self._parser.CurrentLineNumber)


def _too_much(name: str, limit: int, line: int | None) -> Refused:
    fa, en = _KINDS_OF_REFUSAL[name]
    return refused(f"xml.{name}", fa.format(persian_digits(str(limit))), en.format(limit), line=line)


def _malformed(line: int | None) -> Refused:
    where_fa = f" در سطر {persian_digits(str(line))}" if line else ""
    where_en = f" at line {line}" if line else ""
    return refused(
        "xml.malformed",
        f"فایل{where_fa} XML درستی نیست؛ آن را دوباره از ابزارتان ذخیره کنید.",
        f"The file is not valid XML{where_en}; save it again from your tool.",
        line=line,
    )
