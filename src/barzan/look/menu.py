"""The menu of each face: rooms add their items at start, a page shows those whose rule admits the actor.

The ``portal`` is the main menu: few items, those that most people come for. What else there is stands in the
``footer``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, Protocol

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

Face = Literal["portal", "footer", "desk", "account"]


class Admits(Protocol):
    """What the menu asks of a rule; ``access.Rule`` is one, and lies above this room."""

    def admits(self, actor: Any) -> bool:
        """Whether the actor may open the page at all."""


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One entry: ``url_name`` is reversed without arguments, ``icon`` names one of ``look/icons.svg``.

    ``group`` is the one of ``GROUPS`` that it stands in, on the desk.
    """

    face: Face
    label: str | Promise
    url_name: str
    rule: Admits
    order: int = 100
    icon: str = "list"
    group: str = ""

    @property
    def url(self) -> str:
        return reverse(self.url_name)


@dataclass(frozen=True, slots=True)
class Entry:
    """A menu item as one page shows it; ``current`` is the value of ``aria-current`` or empty."""

    label: str
    url: str
    icon: str
    current: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the rail: one entry by itself, or a group of several under its own name."""

    label: str
    icon: str
    entries: tuple[Entry, ...]

    @property
    def current(self) -> bool:
        return any(entry.current for entry in self.entries)


# What the desk's entries are gathered under, in order; what stands in none comes first.
GROUPS: dict[str, tuple[str | Promise, str]] = {
    "services": (pgettext_lazy("menu", "Services"), "layers"),
    "processes": (pgettext_lazy("menu", "Processes"), "network"),
    "forms": (pgettext_lazy("menu", "Forms"), "file-text"),
    "registers": (pgettext_lazy("menu", "Registers"), "folder"),
    "city": (pgettext_lazy("menu", "City"), "building-2"),
    "system": (pgettext_lazy("menu", "System"), "settings"),
}


_items: dict[tuple[Face, str], MenuItem] = {}


def add(item: MenuItem) -> None:
    """Registers an item; the same face and URL name again replaces it."""
    _items[item.face, item.url_name] = item


def entries(face: Face, actor: Any, path: str) -> list[Entry]:
    """The items of ``face`` that ``actor`` may open, in order; the nearest one above ``path`` is current.

    A home page lies above everything, so it is current only on itself.
    """
    shown = sorted(
        (item for item in _items.values() if item.face == face and item.rule.admits(actor)),
        key=lambda item: (item.order, item.url_name),
    )
    urls = [item.url for item in shown]
    nearest = _nearest(urls, path)
    current = {nearest: "page" if nearest == path else "true"}
    return [
        Entry(str(item.label), url, item.icon, current.get(url, ""), item.group)
        for item, url in zip(shown, urls, strict=True)
    ]


def parts(shown: list[Entry]) -> list[Part]:
    """The entries as the rail shows them: by groups, a group of one as the entry itself."""
    alone = [Part(entry.label, entry.icon, (entry,)) for entry in shown if not entry.group]
    for key, (label, icon) in GROUPS.items():
        inside = tuple(entry for entry in shown if entry.group == key)
        if len(inside) == 1:
            alone.append(Part(inside[0].label, inside[0].icon, inside))
        elif inside:
            alone.append(Part(str(label), icon, inside))
    return alone


def _nearest(urls: list[str], path: str) -> str:
    def is_home(url: str) -> bool:
        return all(other.startswith(url) for other in urls)

    above = [url for url in urls if path.startswith(url) and (url == path or not is_home(url))]
    return max(above, key=len, default="")
