"""Names that the programs which read our files allow, each once. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

LONGEST_SPSS = 64
LONGEST_SHEET = 31
RESERVED = frozenset(["ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH"])
_NOT_LAWFUL = re.compile(r"[^A-Za-z0-9_]+")
_NOT_IN_SHEETS = re.compile(r"[\[\]:*?/\\']+")


def once(names: Iterable[str], longest: int, parted: str = "_") -> list[str]:
    """The names, those that differ from an earlier one by case only or not at all with a number behind."""
    known: set[str] = set()
    found: list[str] = []
    for name in names:
        unique, number = name[:longest], 2
        while unique.casefold() in known:
            tail = f"{parted}{number}"
            unique, number = name[: longest - len(tail)] + tail, number + 1
        known.add(unique.casefold())
        found.append(unique)
    return found


def spss(names: Sequence[str]) -> list[str]:
    """Variable names: a letter first, letters, digits and ``_``, no reserved word, at most 64 bytes."""
    return once((_lawful(name) for name in names), LONGEST_SPSS)


def _lawful(name: str) -> str:
    plain = _NOT_LAWFUL.sub("_", name).strip("_")
    if not plain[:1].isalpha() or plain.upper() in RESERVED:
        plain = f"v_{plain}" if plain else "v"
    return plain


def sheets(names: Sequence[str]) -> list[str]:
    """Names of sheets: at most 31 characters, none of those a workbook forbids."""
    return once(((_NOT_IN_SHEETS.sub(" ", name).strip() or "-") for name in names), LONGEST_SHEET, " ")


def files(names: Sequence[str]) -> list[str]:
    """Names of files in an archive, without ending."""
    return once((re.sub(r"[^\w.-]+", "-", name).strip("-.") or "table" for name in names), 80, "-")


def heads(labels: Sequence[str], names: Sequence[str]) -> list[str]:
    """Heads in words; where two questions ask the same, with their names behind."""
    often = (
        {label for label in labels if labels.count(label) > 1} if len(set(labels)) < len(labels) else set()
    )
    return [
        f"{label} ({name})" if label in often else label for label, name in zip(labels, names, strict=True)
    ]
