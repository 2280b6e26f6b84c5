"""XML from anybody, read in one bounded pass: no document type, no entities, no network, no deep nesting."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from barzan.persian.text import persian_digits
from barzan.xforms.errors import Refused
from barzan.xforms.limits import LIMITS, Limits


class Element:
    """An element; ``kids`` holds elements and texts as they stand. Namespaces are kept apart from names."""

    __slots__ = ("attributes", "kids", "line", "name", "space")

    def __init__(self, space: str, name: str, attributes: dict[tuple[str, str], str], line: int) -> None:
        self.space, self.name, self.attributes, self.line = space, name, attributes, line
        self.kids: list[Element | str] = []

    def get(self, name: str, space: str = "") -> str | None:
        return self.attributes.get((space, name))

    def elements(self) -> Iterator[Element]:
        return (kid for kid in self.kids if isinstance(kid, Element))

    def named(self, name: str) -> Iterator[Element]:
        return (kid for kid in self.elements() if kid.name == name)

    def first(self, name: str) -> Element | None:
        return next(self.named(name), None)

    def text(self) -> str:
        """The text directly inside."""
        return "".join(kid for kid in self.kids if isinstance(kid, str))

    def walk(self) -> Iterator[Element]:
        stack = [self]
        while stack:
            one = stack.pop()
            yield one
            stack.extend(reversed(list(one.elements())))


_TOO_MUCH = {
    "size": (
        "فایل بیش از {} بایت است؛ آن را چند فرم کنید.",
        "The file has over {} bytes; make it several forms.",
    ),
    "depth": (
        "عنصرها بیش از {} لایه تودرتوست؛ گروه‌های تودرتو را کم کنید.",
        "Elements are nested over {} deep; nest fewer groups.",
    ),
    "elements": (
        "فایل بیش از {} عنصر دارد؛ آن را چند فرم کنید.",
        "The file has over {} elements; make it several forms.",
    ),
}


def too_much(code: str, most: int, line: int | None = None) -> Refused:
    fa, en = _TOO_MUCH[code]
    return refused(f"xform.{code}", fa.format(persian_digits(str(most))), en.format(most), line)


def refused(code: str, fa: str, en: str, line: int | None = None, path: str = "") -> Refused:
    """A refusal with its place before the sentences."""
    place: dict[str, str | int] = {}
    if path:
        place["path"] = path
        fa, en = f"{path}: {fa}", f"{path}: {en}"
    if line:
        place["line"] = line
        fa, en = f"سطر {persian_digits(str(line))}: {fa}", f"Line {line}: {en}"
    return Refused(code, fa, en, **place)


def parsed(data: bytes | str, limits: Limits = LIMITS) -> Element:
    """The root element. Raises ``Refused`` with the line."""
    if isinstance(data, str):
        data = data.encode("utf-8", "surrogatepass")
        return _Reader(limits, "utf-8").read(data)
    return _Reader(limits, None).read(data)


class _Reader:
    def __init__(self, limits: Limits, encoding: str | None) -> None:
        self.limits = limits
        self.stack: list[Element] = []
        self.root: Element | None = None
        self.elements = 0
        parser = expat.ParserCreate(encoding, namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self.doctype
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        self.parser = parser

    def read(self, data: bytes) -> Element:
        if len(data) > self.limits.size:
            raise too_much("size", self.limits.size)
        try:
            self.parser.Parse(data, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise refused(
                "xform.xml",
                "XML درستی نیست؛ فایل را دوباره از ابزارتان ذخیره کنید.",
                "This is not valid XML; save the file again from your tool.",
                getattr(error, "lineno", None),
            ) from None
        assert self.root is not None  # noqa: S101  (expat refuses a document without one)
        return self.root

    def doctype(self, *_: object) -> NoReturn:
        raise refused(
            "xform.doctype",
            "فایل اعلان نوع سند (DOCTYPE) دارد و پذیرفته نمی‌شود؛ آن سطر را بردارید.",
            "The file declares a document type (DOCTYPE), which is refused; remove that line.",
            self.parser.CurrentLineNumber,
        )

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > self.limits.elements:
            raise too_much("elements", self.limits.elements, self.parser.CurrentLineNumber)
        if len(self.stack) >= self.limits.depth:
            raise too_much("depth", self.limits.depth, self.parser.CurrentLineNumber)
        space, _, name = tag.rpartition(" ")
        kept = {_name(key): value for key, value in attributes.items()}
        element = Element(space, name, kept, self.parser.CurrentLineNumber)
        if self.stack:
            self.stack[-1].kids.append(element)
        else:
            self.root = element
        self.stack.append(element)

    def end(self, _: str) -> None:
        self.stack.pop()

    def characters(self, text: str) -> None:
        if self.stack:
            self.stack[-1].kids.append(text)


def _name(key: str) -> tuple[str, str]:
    space, _, name = key.rpartition(" ")
    return space, name


def escaped(text: str) -> str:
    """``text`` for the inside of an element; characters that XML cannot hold are left out."""
    return escape("".join(char for char in text if char >= " " or char in "\t\n\r"))


def quoted(text: str) -> str:
    """``text`` as the value of an attribute, in quotes."""
    return quoteattr("".join(char for char in text if char >= " " or char in "\t\n\r"))
