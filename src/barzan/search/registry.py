"""Providers: what each room lets people find, and who may find it. Registered when a room starts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from barzan.access import Rule


@dataclass(frozen=True, slots=True)
class Name:
    """What people read, in Persian and, where there is one, in English (for the filter ``named``)."""

    text: str
    text_en: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to be found.

    ``key`` is stable and, where it is a code, found by it. ``body`` are the sentences from which an excerpt
    is cut; ``names`` are found too but not shown (office, group). ``facts`` stand under the title of a result
    (code, office). ``weight`` orders equals (0 to 1000). ``facets`` are the filters it answers to: name of
    the facet to its values. Paths are those of its unit and place, for the scope of the provider's rule.
    """

    key: str
    title: str
    url_name: str
    url_args: tuple[str | int, ...] = ()
    title_en: str = ""
    body: str = ""
    names: Sequence[str] = ()
    facts: Sequence[Name] = ()
    unit_path: str = ""
    place_path: str = ""
    weight: int = 0
    facets: Mapping[str, Sequence[Name]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SearchProvider:
    """A kind of entries: ``entries(keys)`` gives those that can be found, all of them without ``keys``.

    ``label`` names the kind in the plural and ``facet_labels`` the facets (lazy translations). ``rule`` says
    who finds which entries.
    """

    kind: str
    label: str
    entries: Callable[[Sequence[str] | None], Iterable[Entry]]
    rule: Rule
    facet_labels: Mapping[str, str] = field(default_factory=dict)


_providers: dict[str, SearchProvider] = {}


def provide(provider: SearchProvider) -> None:
    """Registers ``provider``; raises ``ValueError`` where its kind is taken."""
    if provider.kind in _providers:
        raise ValueError(f"a search provider of kind {provider.kind} is already registered")
    _providers[provider.kind] = provider


def provider(kind: str) -> SearchProvider:
    """The provider of ``kind``; raises ``KeyError``."""
    return _providers[kind]


def providers() -> tuple[SearchProvider, ...]:
    """All providers, in the order of their registration."""
    return tuple(_providers.values())
