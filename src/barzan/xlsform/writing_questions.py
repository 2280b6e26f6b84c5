"""The rows of the sheet ``survey`` from the nodes of a form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from barzan.xforms import Form, Node, Text
from barzan.xlsform.authoring import Author, resolved

Row = dict[str, str]
_YES = {"true()": "yes", "false()": "no"}
_NAMED_TYPES = {"datetime": "dateTime", "boolean": "acknowledge"}
_METADATA = (
    "start",
    "end",
    "today",
    "deviceid",
    "username",
    "phonenumber",
    "email",
    "simserial",
    "subscriberid",
)
_SELECTS = ("select_one", "select_multiple")
# Names of parameters as they stand in the form, by the name that XLSForm has for them.
_PARAMETERS = {
    "start": "start",
    "end": "end",
    "step": "step",
    "tick-interval": "tick_interval",
    "placeholder": "placeholder",
    "max-pixels": "max-pixels",
    "quality": "quality",
    "rows": "rows",
    "intent": "app",
    "incremental": "incremental",
    "accuracyThreshold": "capture-accuracy",
    "unacceptableAccuracyThreshold": "warning-accuracy",
    "allow-mock-accuracy": "allow-mock-accuracy",
    "track-changes": "track-changes",
    "track-changes-reasons": "track-changes-reasons",
    "identify-user": "identify-user",
    "location-priority": "location-priority",
    "location-min-interval": "location-min-interval",
    "location-max-age": "location-max-age",
}
_BY_TYPE = {
    "range": {"start", "end", "step", "tick-interval", "placeholder"},
    "text": {"rows"},
    "image": {"max-pixels", "intent"},
    "geopoint": {"accuracyThreshold", "unacceptableAccuracyThreshold", "allow-mock-accuracy"},
    "geotrace": {"incremental", "allow-mock-accuracy"},
    "geoshape": {"incremental", "allow-mock-accuracy"},
    "audio": {"quality"},
    "audit": {
        "track-changes",
        "track-changes-reasons",
        "identify-user",
        "location-priority",
        "location-min-interval",
        "location-max-age",
    },
}


_UNSAID = "-"  # what pyxform and xforms take for a wording that is missing
_INSTANCE = re.compile(r"instance\('([^']+)'\)/root/item")


_OF_PYXFORM = {"mediatype", "query", "tick-labelset"}  # what pyxform writes by itself for a type


class Questions:
    """Writes the nodes of a form; ``lists`` names the lists of choices that the rows use."""

    def __init__(self, form: Form) -> None:
        self._form, self._author = form, Author(form)
        self.lists: dict[str, str] = {}

    def rows(self) -> list[Row]:
        """All rows, in the order of the form; files of lists that no question names come first."""
        rows = [row for child in self._form.root.children for row in self._of(child)]
        used = {node.list for node in self._form.nodes.values()}
        files = [
            {"type": "xml-external" if each.source.endswith(".xml") else "csv-external", "name": name}
            for name, each in self._form.lists.items()
            if each.source and name not in used and not name.startswith("__")
        ]
        return [*files, *rows]

    def _of(self, node: Node) -> Iterator[Row]:
        if node.kind in ("group", "repeat"):
            if node.name == "meta" and node.parent is self._form.root:
                yield from (self._row(child, "audit") for child in node.children if child.name == "audit")
                return
            children = [row for child in node.children if child.name != "meta" for row in self._of(child)]
            yield self._row(node, f"begin_{node.kind}")
            yield from children
            yield {"type": f"end_{node.kind}"}
        else:
            yield self._row(node, self._type(node))

    def _type(self, node: Node) -> str:
        if node.list or node.itemset:
            return self._select(node)
        if node.kind == "meta" and node.type in (*_METADATA, "start-geopoint"):
            return node.type
        if any(action.kind == "setgeopoint" for action in node.actions):
            return "background-geopoint"
        if node.kind == "note":
            return node.kind
        if node.control is None and node.bind_type != "string":
            return {"int": "integer", "dateTime": "dateTime", "binary": "background-audio"}.get(
                node.bind_type, node.bind_type
            )
        return _NAMED_TYPES.get(node.type, node.type)

    def _select(self, node: Node) -> str:
        list_name = node.list or _list_in(node)
        source = self._source(list_name)
        if source and node.type in _SELECTS:
            return f"{node.type}_from_file {source.rpartition('/')[2]}"
        if not list_name:
            nodeset = node.itemset.nodeset.partition("[")[0].strip() if node.itemset else ""
            value = node.itemset.value if node.itemset else ""
            return f"{node.type} {self._author.reference(resolved(f'{nodeset}/{value}', node))}"
        name = node.name if list_name.startswith("/") else list_name
        self.lists[list_name] = name
        return f"{node.type} {name}"

    def _source(self, list_name: str) -> str | None:
        """The address of the file that a list comes from."""
        return self._form.lists[list_name].source if list_name in self._form.lists else None

    def _row(self, node: Node, kind: str) -> Row:
        """One row; cells that are empty are left out when the sheet is written."""
        row = {"type": kind, "name": "" if kind == "audit" else node.name}
        for column, text in (
            ("label", node.label),
            ("hint", node.hint),
            ("guidance_hint", node.guidance),
            ("constraint_message", node.constraint_message),
            ("required_message", node.required_message),
        ):
            row |= self._texts(column, text, node)
        if node.control and not (node.label or node.hint or node.label.media):
            row[self._column("label", self._form.default_language)] = _UNSAID
        for form, addresses in node.label.media.items():
            for language, address in addresses.items():
                row[self._column(f"media::{form}", language)] = address.rpartition("/")[2]
        row |= self._logic(node, kind)
        row["appearance"] = node.appearance
        row["parameters"] = self._parameters(node, kind)
        row["save_to"] = self._save_to(node)
        row |= self._attributes(node)
        return row | node.extra

    def _logic(self, node: Node, kind: str) -> Row:
        told = {
            column: self._author.expression(written, node)
            for column, written in (
                ("relevant", node.relevant),
                ("constraint", node.constraint),
                ("required", node.required),
                ("readonly", None if kind == "note" and node.readonly == "true()" else node.readonly),
                ("calculation", node.calculate),
                ("repeat_count", node.count),
                ("choice_filter", _filter(node)),
            )
        }
        told["required"] = _YES.get(told["required"], told["required"])
        told["readonly"] = _YES.get(told["readonly"], told["readonly"])
        told["default"] = node.default.rpartition("/")[2] if node.type == "image" else node.default
        for action in node.actions:
            if action.kind == "setvalue":
                value = self._author.expression(action.value, node) or action.text
                if "xforms-value-changed" in action.events:
                    told["calculation"] = value
                else:
                    told["default"] = value
        told["trigger"] = ", ".join(map(self._author.reference, dict.fromkeys(node.trigger)))
        return told

    def _texts(self, column: str, text: Text, node: Node) -> Row:
        return {self._column(column, each): self._author.wording(text, each, node) for each in text}

    def _column(self, column: str, language: str) -> str:
        return column if self._form.languages == ("default",) else f"{column}::{language}"

    def _save_to(self, node: Node) -> str:
        """The property that the answer fills; with the list where there are several."""
        if not node.saveto or len(self._form.entities) < 2:
            return node.saveto or ""
        for around in node.ancestors:
            dataset = self._form.nodes.get(f"{around.path}/meta/entity/@dataset")
            if dataset:
                return f"{dataset.default}#{node.saveto}"
        return node.saveto

    def _attributes(self, node: Node) -> Row:
        """Attributes of the control that no parameter stands for."""
        known = {*_BY_TYPE.get(node.type, ()), *_PARAMETERS, *_OF_PYXFORM}
        told = {name: value for name, value in node.parameters.items() if name not in known and node.control}
        return {
            name if name == "autoplay" else f"body::{name}": self._author.expression(value, node)
            for name, value in told.items()
        }

    def _parameters(self, node: Node, kind: str) -> str:
        known = _BY_TYPE.get(kind if kind == "audit" else node.type, set())
        told = [f"{_PARAMETERS[name]}={value}" for name, value in node.parameters.items() if name in known]
        if node.itemset and node.itemset.randomize:
            told.append("randomize=true")
            if node.itemset.seed:
                told.append(f"seed={self._author.expression(node.itemset.seed, node)}")
        source = self._source(node.list or "")
        if node.itemset and source:
            value, label = ("id", "title") if source.endswith(".geojson") else ("name", "label")
            told += [f"value={node.itemset.value}"] * (node.itemset.value != value)
            told += [f"label={node.itemset.label}"] * (node.itemset.label != label)
        return " ".join(told)


def _list_in(node: Node) -> str:
    """The list of an itemset whose expression is not understood."""
    found = _INSTANCE.match(node.itemset.nodeset) if node.itemset else None
    return found[1] if found else ""


def _filter(node: Node) -> str | None:
    """What the choices are filtered by."""
    if node.itemset is None or node.itemset.filter or not _list_in(node):
        return node.itemset.filter if node.itemset else None
    _, opened, rest = node.itemset.nodeset.partition("[")
    return rest.rpartition("]")[0] if opened else None
