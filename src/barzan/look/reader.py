"""What a signed-in reader is called in the bar of the desk; the room that knows registers itself at start."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

TitleOf = Callable[[Any, str], str]
_title_of: TitleOf = lambda actor, language: ""  # noqa: E731 - replaced at start by the provider


def provide(title_of: TitleOf) -> None:
    """Registers how the post of an actor is called in a language; empty where they hold none."""
    global _title_of
    _title_of = title_of


def title(actor: Any, language: str) -> str:
    """The title of the post in which ``actor`` works, empty for nobody and without a post."""
    return _title_of(actor, language)
