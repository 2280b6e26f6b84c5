"""The workbook of a form as rows: of its draft, else of its current version."""

from __future__ import annotations

from functools import lru_cache

from barzan.forms.core import books
from barzan.forms.models import Content, DraftSaving, Form, FormDraft, FormVersion


def written(form: Form) -> DraftSaving | FormVersion | None:
    """What the form says: its draft, else its current version; None where it has neither."""
    drafts = FormDraft.objects.filter(form=form).select_related("saving__workbook")
    draft = drafts.defer("saving__xml", "saving__workbook__data").first()
    if draft and draft.saving:
        return draft.saving
    versions = FormVersion.objects.filter(pk=form.current_id).select_related("workbook")
    return versions.defer("xml", "workbook__data").first()


def book_of(form: Form) -> books.Book | None:
    """The rows of the draft, else of the current version. Nobody changes them: whoever edits takes a copy."""
    found = written(form)
    return rows_of(found) if found else None


def rows_of(source: DraftSaving | FormVersion) -> books.Book:
    """The rows of a saving or a version, read once a process."""
    return _rows(source.workbook.sha256, source.workbook_name)


@lru_cache(maxsize=16)
def _rows(sha256: str, name: str) -> books.Book:
    return books.read(bytes(Content.objects.values_list("data", flat=True).get(sha256=sha256)), name)
