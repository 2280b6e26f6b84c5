"""The rows of the sheet ``choices`` from the lists of a form."""

from __future__ import annotations

from collections.abc import Mapping

from barzan.xforms import ChoiceList, Form
from barzan.xlsform.authoring import Author

_OWN = {"name", "label", "itextId"}


def choices_rows(form: Form, lists: Mapping[str, str]) -> list[dict[str, str]]:
    """The choices of every list that stands in the form; ``lists`` gives the names that its questions use."""
    author = Author(form)
    named = {name: lists.get(name, name) for name, each in form.lists.items() if _inside(name, each)}
    return [row for name, shown in named.items() for row in _rows(form, author, form.lists[name], shown)]


def _inside(name: str, each: ChoiceList) -> bool:
    """Whether the choices stand in the form, and not in a file or in the answers last saved."""
    return not each.source and not name.startswith("__")


def _rows(form: Form, author: Author, each: ChoiceList, name: str) -> list[dict[str, str]]:
    plain = form.languages == ("default",)
    found = []
    for row, label in zip(each.rows, each.labels, strict=True):
        told = {"list_name": name, "name": row.get("name", "")}
        for language in label:
            told["label" if plain else f"label::{language}"] = author.wording(label, language, form.root)
        for kind, addresses in label.media.items():
            for language, address in addresses.items():
                told[f"media::{kind}" if plain else f"media::{kind}::{language}"] = address.rpartition("/")[2]
        found.append(told | {column: value for column, value in row.items() if column not in _OWN})
    return found
