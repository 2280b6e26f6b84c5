"""Answers as XML, the way OpenRosa sends them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from barzan.xforms.limits import LIMITS, Limits
from barzan.xforms.model import Answers, Form, Node
from barzan.xforms.spaces import ORX
from barzan.xforms.xml import Element, escaped, parsed, quoted, refused


def to_xml(form: Form, answers: Answers) -> bytes:
    """The submission of ``answers``: every element of the form in its order, empty ones as well."""
    root = form.root
    space = form.settings.get("namespace") or ""
    own = f" xmlns={quoted(space)}" if space and not space.endswith("/xforms") else ""
    version = f" version={quoted(form.version)}" if form.version else ""
    pieces = [
        '<?xml version="1.0" encoding="UTF-8"?>\n',
        f"<{root.name}{own} xmlns:orx={quoted(ORX)} id={quoted(form.id)}{version}>",
    ]
    _inside(root, answers, pieces)
    pieces.append(f"</{root.name}>")
    return "".join(pieces).encode("utf-8")


def _inside(node: Node, answers: Answers, pieces: list[str]) -> None:
    for kid in node.children:
        if kid.name.startswith("@"):
            continue
        value = answers.get(kid.name)
        if kid.kind == "repeat":
            for row in value if isinstance(value, list | tuple) else ():
                _element(kid, row, pieces)
        else:
            _element(kid, value, pieces)


def _element(node: Node, value: Any, pieces: list[str]) -> None:
    if node.leaf:
        text = value if isinstance(value, str) else ""
        pieces.append(f"<{node.name}>{escaped(text)}</{node.name}>" if text else f"<{node.name}/>")
        return
    inner = value if isinstance(value, Mapping) else {}
    given = {kid.name[1:]: inner.get(kid.name) for kid in node.children if kid.name.startswith("@")}
    said = "".join(f" {name}={quoted(text)}" for name, text in given.items() if isinstance(text, str))
    pieces.append(f"<{node.name}{said}>")
    _inside(node, inner, pieces)
    pieces.append(f"</{node.name}>")


def from_xml(form: Form, data: bytes | str, limits: Limits = LIMITS) -> dict[str, Any]:
    """The answers of a submission, unknown names included: ``check`` judges. Raises ``Refused``."""
    root = parsed(data, limits)
    if root.name != form.root.name:
        raise refused(
            "submission.root",
            f"این پاسخ فرم دیگری است: عنصر نخست «{root.name}» است، نه «{form.root.name}».",
            f'This belongs to another form: its first element is "{root.name}", not "{form.root.name}".',
            root.line,
        )
    identifier = root.get("id")
    if identifier is not None and identifier != form.id:
        raise refused(
            "submission.form",
            f"این پاسخ فرم «{identifier}» است، نه «{form.id}».",
            f'This belongs to the form "{identifier}", not to "{form.id}".',
            root.line,
        )
    return _answers(root, form.root)


def identity(data: bytes | str, limits: Limits = LIMITS) -> tuple[str, str]:
    """The form and the version that a submission says it belongs to. Raises ``Refused``."""
    root = parsed(data, limits)
    return root.get("id") or root.name, root.get("version") or root.get("version", ORX) or ""


def _answers(element: Element, node: Node | None) -> dict[str, Any]:
    kids = {kid.name: kid for kid in node.children} if node is not None else {}
    found: dict[str, Any] = {}
    for (space, name), said in element.attributes.items():
        if not space and f"@{name}" in kids and said:
            found[f"@{name}"] = said
    for kid in element.elements():
        known = kids.get(kid.name)
        holds = any(kid.elements()) or (known is not None and not known.leaf)
        value: Any = _answers(kid, known) if holds else kid.text()
        if (known is not None and known.kind == "repeat") or (kid.name in found and known is None):
            before = found.setdefault(kid.name, [])
            found[kid.name] = [*(before if isinstance(before, list) else [before]), value]
        elif value not in ("", {}):
            found[kid.name] = value
    return found
