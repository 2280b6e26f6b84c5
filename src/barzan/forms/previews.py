"""How a form looks when it is filled in: a room above (``filling``) registers at start how it is drawn.

Until one does, the preview shows what is asked as an outline.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from barzan.forms.models import Form
from barzan.forms.runnable import Loaded


@dataclass(frozen=True, slots=True)
class Previewer:
    """``template`` is included in the frame of a device with what ``context(loaded, language, media)`` gives.

    ``media`` are the addresses of the form's files by name; ``head`` is a template of styles and scripts for
    the page's head. ``paper(form, of)`` is the address of the PDF of the draft (``of`` is ``draft``) or of a
    version (its number).
    """

    template: str
    context: Callable[[Loaded, str, Mapping[str, str]], Mapping[str, Any]]
    head: str = ""
    paper: Callable[[Form, str], str] | None = None


_previewers: list[Previewer] = []


def provide(previewer: Previewer) -> None:
    """Registers how forms are drawn (called once, at start)."""
    _previewers[:] = [previewer]


def previewer() -> Previewer | None:
    """How forms are drawn, where a room has said so."""
    return _previewers[0] if _previewers else None
