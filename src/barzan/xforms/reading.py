"""From the XML of an XForm to a ``Form``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from barzan.xforms import bodies
from barzan.xforms.binds import bind_all, model_actions
from barzan.xforms.itexts import Itexts
from barzan.xforms.limits import LIMITS, Limits
from barzan.xforms.model import Action, ChoiceList, Form, Node
from barzan.xforms.secondary import secondary
from barzan.xforms.spaces import ENTITIES, JAVAROSA, ORX
from barzan.xforms.texts import Text
from barzan.xforms.xml import Element, parsed, refused


def read(xml: bytes | str, limits: Limits = LIMITS) -> Form:
    """The form of an XForm as pyxform writes it. Raises ``Refused``."""
    root = parsed(xml, limits)
    head, body, model = _frame(root)
    itexts = Itexts.of(model)
    instances = list(model.named("instance"))
    primary = next(iter(instances[0].elements()), None) if instances else None
    if primary is None:
        raise _not_a_form("xform.instance", "instance", model.line)
    tree = _Instance(primary)
    bind_all(model, tree.nodes, itexts)
    lists: dict[str, ChoiceList] = {}
    for element in instances[1:]:
        found = secondary(element, itexts)
        lists[found.name] = found
    actions = model_actions(model, tree.nodes)
    if body is not None:
        actions += bodies.body(body, tree.nodes, itexts, lists)
    _attach(actions, tree.nodes)
    _settle(tree.root)
    title = head.first("title")
    default = itexts.default
    return Form(
        id=primary.get("id") or primary.name,
        version=primary.get("version") or primary.get("version", ORX) or "",
        title=Text({default: title.text().strip() if title is not None else ""}, default),
        languages=itexts.languages,
        default_language=default,
        root=tree.root,
        lists=lists,
        nodes=tree.nodes,
        actions=tuple(actions),
        entities=tuple(_entities(tree.nodes)),
        settings=_settings(model, body, primary),
        first=_shaped(tree.root, tree.first),
        itext=itexts.texts,
    )


def _frame(root: Element) -> tuple[Element, Element | None, Element]:
    if root.name != "html":
        raise _not_a_form("xform.root", "html", root.line)
    head = root.first("head")
    model = head.first("model") if head is not None else None
    if head is None or model is None:
        raise _not_a_form("xform.model", "model", root.line)
    return head, root.first("body"), model


def _not_a_form(code: str, name: str, line: int) -> Exception:
    return refused(
        code,
        f"فایل XForm نیست: عنصر {name} نیست؛ خروجی pyxform یا ابزار ساخت فرم را بفرستید.",
        f"This is no XForm: there is no element {name}; send what pyxform or a form builder wrote.",
        line,
    )


class _Instance:
    """The primary instance as nodes by path, with the answers it begins with."""

    def __init__(self, primary: Element) -> None:
        self.nodes: dict[str, Node] = {}
        self.root = Node(f"/{primary.name}", primary.name, kind="form", type="form")
        self.nodes[self.root.path] = self.root
        self._grow(self.root, primary)
        self.first = _answers(primary)

    def _grow(self, parent: Node, element: Element) -> None:
        for kid in element.elements():
            path = f"{parent.path}/{kid.name}"
            template = kid.get("template", JAVAROSA) is not None
            node = self.nodes.get(path)
            if node is None:
                node = self.nodes[path] = Node(path, kid.name, parent)
                parent.children.append(node)
                node.default = "" if any(kid.elements()) else kid.text().strip()
                self._attributes(node, kid)
            if any(kid.elements()) or template:
                node.kind = node.type = "group"
                self._grow(node, kid)

    def _attributes(self, node: Node, element: Element) -> None:
        for (space, name), value in element.attributes.items():
            if space or "/meta/" not in node.path:
                continue
            path = f"{node.path}/@{name}"
            self.nodes[path] = Node(path, f"@{name}", node, kind="meta", type="attribute", default=value)
            node.children.append(self.nodes[path])
            node.kind = node.type = "group"


def _answers(element: Element) -> dict[str, Any]:
    """What stands in the instance, templates left out; every name with a list of what it holds."""
    found: dict[str, Any] = {}
    for (space, name), value in element.attributes.items():
        if not space:
            found[f"@{name}"] = [value]
    for kid in element.elements():
        if kid.get("template", JAVAROSA) is not None:
            continue
        inner = _answers(kid) if any(kid.elements()) or kid.attributes else {}
        found.setdefault(kid.name, []).append(inner or kid.text().strip())
    return found


def _shaped(node: Node, found: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in the instance as answers: rows of repeats as lists, nothing empty."""
    answers: dict[str, Any] = {}
    for kid in node.children:
        values = found.get(kid.name) or []
        if kid.kind == "repeat":
            rows = [_shaped(kid, one) if isinstance(one, dict) else {} for one in values]
            if rows:
                answers[kid.name] = rows
        elif kid.leaf:
            if values and isinstance(values[0], str) and values[0]:
                answers[kid.name] = values[0]
        elif values and isinstance(values[0], dict) and (inner := _shaped(kid, values[0])):
            answers[kid.name] = inner
    return answers


def _attach(actions: list[Action], nodes: Mapping[str, Node]) -> None:
    for action in actions:
        target = nodes.get(action.target)
        if target is None:
            continue
        target.actions = (*target.actions, action)
        if "xforms-value-changed" in action.events and action.source:
            target.trigger = (*target.trigger, action.source)


def _settle(root: Node) -> None:
    """Gives a kind and a type to nodes that have no control."""
    for node in root.walk():
        if node.kind in ("form", "group", "repeat"):
            continue
        if node.preload is not None or _in_meta(node):
            node.kind = "meta"
            node.type = _meta_type(node)
        elif node.control is None and (node.calculate is not None or node.trigger):
            node.kind = node.type = "calculate"
        elif node.control is None and any(one.kind == "setgeopoint" for one in node.actions):
            node.kind, node.type = "meta", "start-geopoint"


def _in_meta(node: Node) -> bool:
    return any(one.name == "meta" and one.parent and one.parent.kind == "form" for one in node.ancestors)


_PRELOADED = {
    ("timestamp", "start"): "start",
    ("timestamp", "end"): "end",
    ("date", "today"): "today",
    ("property", "phone number"): "phonenumber",
}


def _meta_type(node: Node) -> str:
    if node.preload is None:
        return node.name if node.name in ("audit", "instanceID", "instanceName") else node.type
    kind, of = node.preload
    return _PRELOADED.get(node.preload, "instanceID" if kind == "uid" else of or node.name)


def _entities(nodes: Mapping[str, Node]) -> list[Mapping[str, str]]:
    """What each ``meta/entity`` says: its attributes (dataset, create, update …) and its path."""
    found: list[Mapping[str, str]] = []
    for path, node in nodes.items():
        said = {kid.name[1:]: kid.default for kid in node.children if kid.name.startswith("@")}
        if node.name == "entity" and "dataset" in said:
            found.append({**said, "path": path})
    return found


def _settings(model: Element, body: Element | None, primary: Element) -> dict[str, str]:
    submission = model.first("submission")
    found = {
        "style": (body.get("class") if body is not None else None) or "",
        "entities_version": model.get("entities-version", ENTITIES) or "",
        "namespace": primary.space,
    }
    if submission is not None:
        found |= {name: value for (_, name), value in submission.attributes.items()}
    return found
