"""The name of a file as it is shown and sent: nothing hidden in it, no folders, not too long. Pure."""

from __future__ import annotations

import unicodedata

from barzan.documents.errors import DocumentRefused
from barzan.persian.text import ZWNJ, normalise

LONGEST = 150
_FORBIDDEN = '<>:"|?*'


def clean_name(name: str) -> str:
    """``name`` without folders, control and direction characters, in one line; its extension is kept.

    Raises ``DocumentRefused`` where nothing is left to name the file by.
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = normalise("".join(letter for letter in last if _is_shown(letter)).replace("\n", " "))
    stem, dot, extension = shown.strip(" .").rpartition(".")
    if not stem.strip(" ."):
        raise DocumentRefused(
            "document.name",
            "فایل نام ندارد؛ نامی با پسوند به آن بدهید.",
            "The file has no name; give it one with an extension.",
        )
    return stem.strip(" .")[: LONGEST - len(extension) - 1] + dot + extension[:10]


def _is_shown(letter: str) -> bool:
    return letter == ZWNJ or (
        unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn") and letter not in _FORBIDDEN
    )
