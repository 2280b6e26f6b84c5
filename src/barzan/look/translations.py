"""Compiles the translations of all rooms: ``python -m barzan.look.translations`` (needs the extra ``build``).

A catalogue is written again only when its text is newer; a broken one is named with its line and nothing is
written for it. Called by ``make`` and by the tests.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

ROOMS = Path(__file__).resolve().parents[1]
PLACE = re.compile(r"%\((\w+)\)[sd]")


def texts(rooms: Path = ROOMS) -> list[Path]:
    """Every ``.po`` of the rooms."""
    return sorted(rooms.glob("*/locale/*/LC_MESSAGES/django.po"))


def read(text: Path) -> Catalog:
    """The catalogue in ``text``.

    Raises ``PoFileError`` for a text that is no catalogue, ``ValueError`` for a translation that lost or
    invented a placeholder.
    """
    with text.open("rb") as file:
        catalog = read_po(file, locale=text.parents[1].name, abort_invalid=True)
    for message in catalog:
        if message.id and not _same_places(_forms(message.id), _forms(message.string or "")):
            raise ValueError(
                f"{text}:{message.lineno}: the placeholders differ from those of the English text"
            )
    return catalog


def _forms(text: str | Sequence[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def _same_places(english: list[str], persian: list[str]) -> bool:
    """Whether a translation fills the same places; a singular may leave its number unsaid ("one thing")."""
    wanted = set(PLACE.findall(english[-1]))
    *singular, last = (set(PLACE.findall(form)) for form in persian)
    return not any(persian) or (last == wanted and all(places <= wanted for places in singular))


def compile_all(rooms: Path = ROOMS) -> list[Path]:
    """Writes the ``.mo`` beside every ``.po`` that is newer than it; returns what was written."""
    stale = [text for text in texts(rooms) if not _fresh(text)]
    for text in stale:
        catalog = read(text)
        with text.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)
    return [text.with_suffix(".mo") for text in stale]


def _fresh(text: Path) -> bool:
    compiled = text.with_suffix(".mo")
    return compiled.exists() and compiled.stat().st_mtime >= text.stat().st_mtime


def main() -> int:
    try:
        written = compile_all()
    except (PoFileError, ValueError, OSError) as error:
        print(f"این ترجمه خوانده نشد. / This translation cannot be read: {error}", file=sys.stderr)  # noqa: T201
        return 1
    print(f"{len(written)} of {len(texts())} translations compiled")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
