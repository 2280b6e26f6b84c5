"""Whose installation this is: shown under the brand. The room that knows registers itself at start."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import get_language, gettext

NameOf = Callable[[str], str]
_name_of: NameOf = lambda language: ""  # noqa: E731 - replaced at start by the provider


def provide(name_of: NameOf) -> None:
    """Registers how the institution's name in a language is found; empty where there is none."""
    global _name_of
    _name_of = name_of


def name() -> str:
    """The institution's name in the page's language, else what Barzan is."""
    return _name_of(get_language() or "fa") or gettext("The city, with answers")
