"""What two forms must agree in to be the same form."""

from __future__ import annotations

import re
from typing import Any

from barzan.xforms import Form, Node

_PLAIN = (
    "kind",
    "type",
    "bind_type",
    "control",
    "appearance",
    "default",
    "trigger",
    "parameters",
    "preload",
    "saveto",
    "extra",
    "fixed",
)
_EXPRESSIONS = ("relevant", "constraint", "required", "readonly", "calculate", "count")
_TEXTS = ("label", "hint", "guidance", "constraint_message", "required_message")


def facts(form: Form) -> dict[str, Any]:
    """Everything of a form as plain values, blanks of expressions put in order."""
    told: dict[str, Any] = {path: _of(node) for path, node in form.nodes.items()}
    told["lists"] = {
        name: [
            ({k: v for k, v in row.items() if k not in ("label", "itextId")}, dict(label), label.media)
            for row, label in zip(each.rows, each.labels, strict=False)
        ]
        for name, each in sorted(form.lists.items())
        if each.rows
    }
    told["sources"] = {name: each.source for name, each in sorted(form.lists.items()) if each.source}
    told["form"] = (form.id, form.version, dict(form.title), form.languages, form.default_language)
    told["settings"] = dict(form.settings)
    told["entities"] = [dict(each) for each in form.entities]
    return told


def _of(node: Node) -> dict[str, Any]:
    told: dict[str, Any] = {name: getattr(node, name) for name in _PLAIN}
    told |= {name: _blanks(getattr(node, name)) for name in _EXPRESSIONS}
    told |= {name: (dict(getattr(node, name)), getattr(node, name).media) for name in _TEXTS}
    if node.itemset:
        told["itemset"] = (_blanks(node.itemset.nodeset), _blanks(node.itemset.filter), node.itemset.value)
    told["actions"] = [(each.kind, each.events, _blanks(each.value), each.text) for each in node.actions]
    return told


def _blanks(written: str | None) -> str:
    return re.sub(r"\s+", " ", written or "").strip()
