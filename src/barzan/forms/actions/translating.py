"""Translating: texts of another language become a new saving of the draft."""

from __future__ import annotations

from collections.abc import Mapping

from barzan.access import Actor
from barzan.forms.actions.drafting import rewrite
from barzan.forms.core.translating import translated
from barzan.forms.errors import FormError
from barzan.forms.models import DraftSaving, Form
from barzan.forms.rules import FORM_EDIT
from barzan.forms.written import book_of


def translate(actor: Actor, form: Form, language: str, words: Mapping[str, str], *, seen: int) -> DraftSaving:
    """Saves ``words`` (by ``core.translating.Text.id``) as the texts in ``language``; others stay."""
    FORM_EDIT.require(actor, form.target)
    written = book_of(form)
    if written is None:
        raise FormError.no_draft()
    book = translated(written, language, words)
    return rewrite(actor, form, book, deed="translated", note=language, seen=seen)
