"""Invented services to search, and a room that provides them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from barzan.access import Role
from barzan.access.rules import PUBLIC, Rule
from barzan.search import actions, registry
from barzan.search.registry import Entry, Name, SearchProvider

Fill = Callable[..., None]
ENGLISH = {"دفتر یک": "Office one", "دفتر دو": "Office two"}


def entry(key: str, title: str, body: str = "", **more) -> Entry:
    return Entry(key=key, title=title, body=body, url_name="search:results", **more)


def unit(*names: str) -> dict[str, list[Name]]:
    """The units of an entry as its facet, with English names where they are plain to say."""
    return {"unit": [Name(name, ENGLISH.get(name, "")) for name in names]}


@pytest.fixture(autouse=True)
def providers(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Entry]]:
    """The entries of the kinds ``service`` (public) and ``file`` (of officers), to be filled by the test."""
    shelves: dict[str, list[Entry]] = {"service": [], "file": []}
    monkeypatch.setattr(registry, "_providers", {})
    officers = Rule("files", frozenset({Role.OFFICER}))
    for kind, rule in (("service", PUBLIC), ("file", officers)):
        labels = {"unit": "واحد"}
        registry.provide(SearchProvider(kind, f"{kind}s", _entries(shelves[kind]), rule, labels))
    return shelves


def _entries(shelf: list[Entry]) -> Callable[[Sequence[str] | None], list[Entry]]:
    return lambda keys: [each for each in shelf if keys is None or each.key in keys]


@pytest.fixture
def fill(db: None, providers: dict[str, list[Entry]]) -> Fill:
    """Indexes entries of a kind."""

    def filled(*entries: Entry, kind: str = "service") -> None:
        providers[kind][:] = entries
        actions.rebuild()

    return filled
