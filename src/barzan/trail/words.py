"""What verbs, kinds of objects, roles and parts of the program are called on the page: each room says it.

Where no room does, the stable English name is shown: an old event outlives the room that wrote it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from django.urls import NoReverseMatch
from django.utils.functional import Promise

What = Literal["verb", "kind", "role", "system"]
_words: dict[What, dict[str, str | Promise]] = {"verb": {}, "kind": {}, "role": {}, "system": {}}
_pages: dict[str, Callable[[str], str]] = {}


def provide(what: What, words: Mapping[str, str | Promise]) -> None:
    """Registers words by their stable names; a room calls it at start."""
    _words[what].update(words)


def provide_page(kind: str, address: Callable[[str], str]) -> None:
    """Registers where objects of ``kind`` are shown: the address of the page by the object's key."""
    _pages[kind] = address


def word(what: What, name: str) -> str:
    """The word in the reader's language, else ``name`` itself."""
    return str(_words[what].get(name, name))


def known(what: What, name: str) -> bool:
    """Whether a room has a word for ``name``; what has none is shown as English."""
    return name in _words[what]


def all_of(what: What) -> dict[str, str]:
    """Every registered name with its word, in the order of the rooms."""
    return {name: str(said) for name, said in _words[what].items()}


def page(kind: str, key: str) -> str:
    """The address of the page that shows an object; empty where its room has none."""
    try:
        return _pages[kind](key) if kind in _pages else ""
    except (NoReverseMatch, ValueError):
        return ""
