"""What ``<bind>`` and the actions of a model say of nodes."""

from __future__ import annotations

from collections.abc import Mapping

from barzan.xforms.itexts import Itexts
from barzan.xforms.model import Action, Node
from barzan.xforms.spaces import ENTITIES, JAVAROSA, ORX, OURS
from barzan.xforms.xml import Element, refused

_TYPES = {
    "int": "integer",
    "integer": "integer",
    "decimal": "decimal",
    "date": "date",
    "time": "time",
    "dateTime": "datetime",
    "geopoint": "geopoint",
    "geotrace": "geotrace",
    "geoshape": "geoshape",
    "barcode": "barcode",
    "binary": "file",
    "boolean": "boolean",
}


def xlsform_type(bind_type: str) -> str:
    """The name XLSForm has for a data type; ``text`` for what it does not know."""
    return _TYPES.get(bind_type.rpartition(":")[2], "text")


def bind_all(model: Element, nodes: dict[str, Node], itexts: Itexts) -> None:
    for element in model.named("bind"):
        path = plain(element.get("nodeset") or element.get("ref") or "")
        node = nodes.get(path)
        if node is None:
            raise refused(
                "xform.bind",
                "bind به گرهی اشاره می‌کند که در instance نیست؛ نام پرسش را ببینید.",
                "a bind refers to a node that is not in the instance; look at the name of the question.",
                element.line,
                path,
            )
        _bind(node, element, itexts)


def plain(path: str) -> str:
    """A path without blanks, prefixes of names and indices."""
    return "/".join(
        ("@" if step.strip().startswith("@") else "") + step.strip().lstrip("@").rpartition(":")[2]
        for step in path.strip().split("/")
    )


def _bind(node: Node, element: Element, itexts: Itexts) -> None:
    node.bind_type = (element.get("type") or "string").rpartition(":")[2]
    for attribute in ("relevant", "constraint", "required", "readonly", "calculate"):
        value = element.get(attribute)
        if value is not None and value.strip():
            setattr(node, attribute, value.strip())
    node.constraint_message = itexts.message(element.get("constraintMsg", JAVAROSA))
    node.required_message = itexts.message(element.get("requiredMsg", JAVAROSA))
    preload = element.get("preload", JAVAROSA)
    if preload:
        node.preload = (preload, element.get("preloadParams", JAVAROSA) or "")
    node.saveto = element.get("saveto", ENTITIES)
    for (space, name), value in element.attributes.items():
        if space == OURS:
            node.extra[name] = value
        elif space == ORX or (space and space not in (JAVAROSA, ENTITIES)):
            node.parameters[name] = value


def model_actions(model: Element, nodes: Mapping[str, Node]) -> list[Action]:
    """The actions that stand beside the binds."""
    return [action for element in model.elements() if (action := action_of(element, None)) is not None]


def action_of(element: Element, source: str | None) -> Action | None:
    """The action that ``element`` is; None when it is none. ``source``: the node of the control around it."""
    if element.name not in ("setvalue", "setgeopoint"):
        return None
    value = element.get("value")
    return Action(
        kind=element.name,
        events=tuple((_event(element) or "odk-instance-first-load").split()),
        target=plain(element.get("ref") or element.get("bind") or ""),
        value=value.strip() if value and value.strip() else None,
        text=element.text().strip(),
        source=source,
    )


def _event(element: Element) -> str | None:
    return next((value for (_, name), value in element.attributes.items() if name == "event"), None)
