"""The press: gathers a booklet and sets it, in Persian whatever the language of whoever asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils import translation

from barzan.access import Actor
from barzan.printing.book import Book
from barzan.printing.formats import FORMATS
from barzan.printing.queries import gather

LANGUAGE = "fa"


def print_book(
    actor: Actor,
    form: str,
    selection: Sequence[str] = (),
    edition: int | None = None,
    progress: Callable[[int, int, str], None] = lambda done, total, note: None,
) -> tuple[Book, bytes]:
    """The booklet and the file in the format ``form``; what may be raised: see ``gather`` and ``Format``."""
    with translation.override(LANGUAGE):
        book = gather(actor, selection, edition)
        return book, FORMATS[form].make(book, progress)
