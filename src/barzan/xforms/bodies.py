"""What the body of a form says: controls, groups, repeats, labels, choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from barzan.xforms.binds import action_of, plain, xlsform_type
from barzan.xforms.itemsets import itemset_of
from barzan.xforms.itexts import Itexts, itext_id
from barzan.xforms.model import NOTHING, Action, ChoiceList, Node
from barzan.xforms.spaces import JAVAROSA
from barzan.xforms.texts import Text
from barzan.xforms.xml import Element, refused

_CONTROLS = frozenset(
    {"input", "secret", "textarea", "select", "select1", "rank", "upload", "trigger", "range"}
)
_SELECTS = {"select": "select_multiple", "select1": "select_one", "rank": "rank"}
_NOT_PARAMETERS = frozenset({"ref", "nodeset", "appearance"})


@dataclass(slots=True)
class _Body:
    nodes: Mapping[str, Node]
    itexts: Itexts
    lists: dict[str, ChoiceList]
    actions: list[Action]


def body(
    element: Element, nodes: Mapping[str, Node], itexts: Itexts, lists: dict[str, ChoiceList]
) -> list[Action]:
    """Fills ``nodes`` and ``lists`` with what the body says; the actions that stand in it."""
    found = _Body(nodes, itexts, lists, [])
    root = next(iter(nodes.values()))
    _inside(found, element, root)
    return found.actions


def _inside(found: _Body, element: Element, around: Node) -> None:
    for kid in element.elements():
        if kid.name in _CONTROLS:
            _control(found, kid, around)
        elif kid.name == "group":
            _group(found, kid, around)
        elif kid.name == "repeat":
            _repeat(found, kid, around)
        elif (action := action_of(kid, around.path)) is not None:
            found.actions.append(action)


def _node(found: _Body, element: Element, around: Node) -> Node:
    reference = element.get("ref") or element.get("nodeset") or element.get("bind") or ""
    path = plain(reference)
    node = found.nodes.get(path if path.startswith("/") else f"{around.path}/{path}")
    if node is None:
        raise refused(
            "xform.ref",
            f"«{element.name}» به گرهی اشاره می‌کند که در instance نیست؛ نام پرسش را ببینید.",
            f"a control ({element.name}) refers to a node that is not in the instance; look at its name.",
            element.line,
            path,
        )
    return node


def _wordings(found: _Body, node: Node, element: Element) -> None:
    label = element.first("label")
    if label is not None:
        node.label = found.itexts.wording(label)
    hint = element.first("hint")
    if hint is None:
        return
    node.hint = found.itexts.wording(hint)
    reference = hint.get("ref")
    if reference is not None:
        node.guidance = _guidance(found.itexts, reference)


def _guidance(itexts: Itexts, reference: str) -> Text:
    return itexts.guidance.get(itext_id(reference) or "", NOTHING)


def _group(found: _Body, element: Element, around: Node) -> None:
    if element.get("ref") is None and element.get("nodeset") is None:
        _inside(found, element, around)
        return
    node = _node(found, element, around)
    _wordings(found, node, element)
    node.appearance = element.get("appearance") or node.appearance
    _inside(found, element, node)


def _repeat(found: _Body, element: Element, around: Node) -> None:
    node = _node(found, element, around)
    node.kind = node.type = "repeat"
    node.appearance = element.get("appearance") or node.appearance
    node.count = (element.get("count", JAVAROSA) or "").strip() or None
    node.fixed = node.count is not None or "true" in (element.get("noAddRemove", JAVAROSA) or "")
    _inside(found, element, node)


def _control(found: _Body, element: Element, around: Node) -> None:
    node = _node(found, element, around)
    if node.kind in ("group", "repeat", "form"):
        raise refused(
            "xform.ref",
            f"«{element.name}» به یک گروه بسته شده است؛ نام پرسش و گروه را از هم جدا کنید.",
            f"a control ({element.name}) is bound to a group; give question and group different names.",
            element.line,
            node.path,
        )
    node.control = element.name
    node.appearance = element.get("appearance") or ""
    for (_, name), value in element.attributes.items():
        if name not in _NOT_PARAMETERS:
            node.parameters[name] = value
    _wordings(found, node, element)
    node.kind, node.type = "question", _type(node, element)
    if node.type == "text" and _says_only(node):
        node.kind = node.type = "note"
    if element.name in _SELECTS:
        itemset_of(node, element, found.itexts, found.lists)
    for kid in element.elements():
        if (action := action_of(kid, node.path)) is not None:
            found.actions.append(action)


def _type(node: Node, element: Element) -> str:
    if element.name in _SELECTS:
        return _SELECTS[element.name]
    if element.name == "trigger":
        return "acknowledge"
    if element.name == "range":
        return "range"
    if element.name == "upload":
        kind = (element.get("mediatype") or "").partition("/")[0]
        return kind if kind in ("image", "audio", "video") else "file"
    return xlsform_type(node.bind_type)


def _says_only(node: Node) -> bool:
    """A note: nobody can answer and nothing answers for them."""
    answered = node.calculate or node.default or node.constraint or node.required or node.preload
    return node.readonly == "true()" and not answered
