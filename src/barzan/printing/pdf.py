"""The booklet as PDF: the page that ``page`` writes, set by WeasyPrint. Nothing but our font is fetched."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from typing import Any

from django.utils.translation import gettext

from barzan.look.press import FONT, own_font
from barzan.printing import page
from barzan.printing.book import Book
from barzan.printing.errors import PrinterMissing

Progress = Callable[[int, int, str], None]
EPOCH = "SOURCE_DATE_EPOCH"
# How a booklet grows, measured on 332 services: what the bar needs to know before the pages are there.
PAGES_A_SHEET, FRONT, ROUNDS = 0.5, 8, 3


def make(book: Book, progress: Progress) -> bytes:
    """The booklet as PDF. Raises ``PrinterMissing`` where WeasyPrint or Pango is not installed."""
    printer = weasyprint()
    expected = ROUNDS * (round(book.colophon.services * PAGES_A_SHEET) + FRONT)
    source = printer.HTML(string=page.text(book, FONT), base_url=FONT, url_fetcher=own_font())
    with _told(progress, expected), _dated(book), _few_collections():
        # Tagged: those who listen to a booklet find its headings, lists and tables.
        made = bytes(source.write_pdf(pdf_variant="pdf/ua-1"))
    progress(expected, expected, gettext("pages"))
    return made


def weasyprint() -> Any:
    """The library, which loads the system's Pango. Raises ``PrinterMissing`` where one of them is missing."""
    try:
        import weasyprint as library
    except (ImportError, OSError) as error:
        raise PrinterMissing("pdf", type(error).__name__) from error
    return library


class _Steps(logging.Handler):
    """Turns what WeasyPrint logs into progress: it sets most pages again, once their numbers are known."""

    def __init__(self, progress: Progress, expected: int) -> None:
        super().__init__()
        self.progress, self.expected, self.done = progress, expected, 0

    def emit(self, record: logging.LogRecord) -> None:
        if "Page" in record.msg:
            self.done += 1
            self.progress(self.done, max(self.expected, self.done), gettext("pages"))


@contextmanager
def _told(progress: Progress, expected: int) -> Iterator[None]:
    log, handler = logging.getLogger("weasyprint.progress"), _Steps(progress, expected)
    level, passed = log.level, log.propagate
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(level)
        log.propagate = passed


@contextmanager
def _dated(book: Book) -> Iterator[None]:
    """The fonts in the file bear the day of printing, so that one booklet makes one file, byte by byte."""
    day = datetime.combine(book.colophon.printed_on, time.min, UTC)
    kept = os.environ.get(EPOCH)
    os.environ[EPOCH] = str(round(day.timestamp()))
    try:
        yield
    finally:
        os.environ.pop(EPOCH) if kept is None else os.environ.update({EPOCH: kept})


@contextmanager
def _few_collections() -> Iterator[None]:
    """Millions of boxes are made and few thrown away: looking for garbage takes a sixth of the time."""
    kept = gc.get_threshold()
    gc.set_threshold(200_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*kept)
