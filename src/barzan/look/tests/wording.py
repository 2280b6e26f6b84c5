"""Finds every sentence that a room hands to gettext, in its Python and its templates."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract
from django.utils.translation.template import templatize

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}

Wording = tuple[str, str | None]  # the (singular) msgid and its context


def wordings(room: Path) -> dict[Wording, str]:
    """Every wording of ``room`` with one place (``file:line``) where it stands."""
    found: dict[Wording, str] = {}
    for path, source in _sources(room):
        for line, message, _comments, context in extract(
            "python", BytesIO(source.encode()), keywords=KEYWORDS
        ):
            msgid = message if isinstance(message, str) else message[0]
            found.setdefault((msgid, context), f"{path.relative_to(room.parent)}:{line}")
    return found


def _sources(room: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(room.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.relative_to(room).parts):
            yield path, path.read_text(encoding="utf-8")
    for path in sorted(room.glob("templates/**/*")):
        if path.is_file():
            yield path, templatize(path.read_text(encoding="utf-8"), origin=str(path))
