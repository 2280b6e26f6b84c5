"""The sheets ``settings`` and ``entities`` from a form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from barzan.xforms import Form
from barzan.xlsform.authoring import Author

_SUBMISSION = {
    "action": "submission_url",
    "base64RsaPublicKey": "public_key",
    "auto-send": "auto_send",
    "auto-delete": "auto_delete",
}


def settings_row(form: Form, ours: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The settings; ``ours`` are those that Barzan has beside XLSForm, by language."""
    name = form.nodes.get(f"{form.root.path}/meta/instanceName")
    row = {
        "form_title": form.title.in_(None),
        "form_id": form.id,
        "version": form.version,
        "default_language": "" if form.default_language == "default" else form.default_language,
        "instance_name": Author(form).expression(name.calculate, name) if name else "",
        "style": form.settings.get("style", ""),
        "name": "" if form.root.name == "data" else form.root.name,
        "allow_choice_duplicates": "yes" if _doubled(form) else "",
        "omit_instanceID": "" if f"{form.root.path}/meta/instanceID" in form.nodes else "yes",
    }
    row |= {column: form.settings.get(key, "") for key, column in _SUBMISSION.items()}
    for key, by_language in ours.items():
        row |= {f"{key}::{language}" if language else key: value for language, value in by_language.items()}
    return row


def entity_rows(form: Form) -> list[dict[str, str]]:
    """The entities that a form makes or changes."""
    author = Author(form)
    found = []
    for node in form.nodes.values():
        if node.name != "entity" or not node.parent or node.parent.name != "meta":
            continue
        parts = {child.name: child for child in node.children}
        if "@dataset" not in parts:
            continue
        told = {name: author.expression(each.calculate, each) for name, each in parts.items()}
        made = "@update" not in parts
        found.append(
            {
                "list_name": parts["@dataset"].default,
                "label": told.get("label", ""),
                "entity_id": "" if made and told.get("@id") == "uuid()" else told.get("@id", ""),
                "create_if": told.get("@create", ""),
                "update_if": told.get("@update", ""),
            }
        )
    return found


def _doubled(form: Form) -> bool:
    """Whether a list holds a choice twice."""
    return any(
        count > 1
        for each in form.lists.values()
        if not each.source
        for count in Counter(row.get("name", "") for row in each.rows).values()
    )
