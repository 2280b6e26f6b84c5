"""The formats of the booklet: what each is called as a file, and what sets it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from barzan.printing import page, pdf, word, workbook
from barzan.printing.book import Book

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Format:
    """``make(book, progress)`` gives the whole file; it may raise ``PrinterMissing``."""

    extension: str
    media_type: str
    make: Callable[[Book, Progress], bytes]


_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS = {
    "pdf": Format("pdf", "application/pdf", pdf.make),
    "docx": Format("docx", f"{_OFFICE}.wordprocessingml.document", word.make),
    "xlsx": Format("xlsx", f"{_OFFICE}.spreadsheetml.sheet", workbook.make),
    "html": Format("html", "text/html", page.make),
}


def file_name(book: Book, form: str) -> str:
    """A name for the file in Latin letters, which every disk and mail program takes."""
    edition = book.colophon.edition
    of = f"edition-{edition.number}" if edition else book.colophon.printed_on.isoformat()
    units = "".join(f"-{unit.code}" for unit in book.selection[:3])
    return f"booklet-{of}{units}.{FORMATS[form].extension}"
