"""What lists and pages show of a form without reading it again. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from barzan.forms.core.asking import Item, default_code, items
from barzan.forms.core.books import Book
from barzan.forms.core.columns import code_of
from barzan.forms.core.translating import missing

MOST_WORDS = 4_000  # what the search of the desk finds a form by


def facts(book: Book) -> dict[str, Any]:
    """Counts, languages, repeats, lists and personal questions of a book, as plain JSON."""
    found = items(book)
    questions = [item for item in found if item.is_asked]
    return {
        "questions": len(questions),
        "groups": sum(item.opens and item.type == "group" for item in found),
        "repeats": sum(item.opens and item.type == "repeat" for item in found),
        "languages": languages(book),
        "missing": len(missing(book)),
        "personal": [[item.path, item.label("fa") or item.name] for item in questions if item.is_personal],
        "places": sum(item.type in ("geopoint", "geotrace", "geoshape") for item in questions),
        "lists": sorted({item.list_name for item in questions if item.list_name}),
        "types": _counted(questions),
        "words": " ".join(item.label("fa") for item in questions)[:MOST_WORDS],
    }


def languages(book: Book) -> list[str]:
    """The languages of the texts by code, the default one first."""
    default = default_code(book)
    columns = [each for name in ("survey", "choices") for each in book.sheet(name).columns() if each.is_text]
    codes = dict.fromkeys(code_of(each.language, default) for each in columns)
    return sorted(codes, key=lambda code: code != default)


def _counted(questions: Sequence[Item]) -> dict[str, int]:
    found: dict[str, int] = {}
    for item in questions:
        found[item.type] = found.get(item.type, 0) + 1
    return found
