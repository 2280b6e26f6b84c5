"""The draft of a form: a workbook that is read each time it is saved; every saving can be undone."""

from __future__ import annotations

from collections.abc import Mapping

from barzan.access import Actor
from barzan.forms.models import DraftSaving, Form


def upload(
    actor: Actor, form: Form, name: str, data: bytes, *, media: Mapping[str, bytes] | None = None, seen: int
) -> DraftSaving:
    """A workbook (.xlsx, .xls) becomes the draft, with pictures and lists (``media`` adds to those there are).

    ``seen`` is the count of the draft that was shown, 0 where there was none. Raises ``xlsform.NotConverted``
    with the findings, ``FormError`` where somebody saved meanwhile. Nothing is kept then.
    """
    raise NotImplementedError


def undo(actor: Actor, form: Form, *, seen: int) -> DraftSaving:
    """Goes back to what the draft said before its last saving."""
    raise NotImplementedError


def drop(actor: Actor, form: Form, *, seen: int) -> None:
    """Throws the draft away; the published version stays."""
    raise NotImplementedError
