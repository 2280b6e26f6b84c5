"""The booklet as one HTML file: the font and the style are in it, nothing is fetched from anywhere."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from urllib.parse import quote

from django.template.loader import render_to_string

from barzan.look.press import font_file
from barzan.printing import phrases
from barzan.printing.book import Book

Progress = Callable[[int, int, str], None]
_SVG = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='{}'>{}</svg>"
_STAR = "m24 1 6.7 6.7h9.6v9.6L47 24l-6.7 6.7v9.6h-9.6L24 47l-6.7-6.7H7.7v-9.6L1 24l6.7-6.7V7.7h9.6z"
DRAWINGS = {
    # The band at the head of public pages, the star behind a number, the lattice of the home page.
    "band": _SVG.format(
        "0 0 15 12",
        "<path fill='#1E3D8F' d='m7.5-1 2 2.1h2.8v2.8l2 2.1-2 2.1v2.8H9.5l-2 2.1-2-2.1H2.7V8.1L.7 6l2-2.1"
        "V1.1h2.8z'/>"
        "<circle cx='7.5' cy='6' r='1.7' fill='#FFFFFF'/>",
    ),
    "star": _SVG.format("0 0 48 48", f"<path fill='#1E3D8F' d='{_STAR}'/>"),
    "lattice": _SVG.format(
        "-2 -2 52 52", f"<path fill='none' stroke='#8FE0DA' stroke-opacity='.16' d='{_STAR}'/>"
        "<path fill='none' stroke='#8FE0DA' stroke-opacity='.16' d='M-2 24H1M47 24h3M24-2v3M24 47v3'/>",
    ),
}  # fmt: skip


def make(book: Book, progress: Progress) -> bytes:
    """The booklet as one page that needs nothing beside it."""
    return text(book).encode()


def text(book: Book, font: str = "") -> str:
    """The booklet as a page; ``font`` is the address of its font, which is in the page where empty."""
    context = {
        "book": book,
        "codes": frozenset(sheet.code for sheet in book.sheets),
        "title": phrases.title(book),
        "described": phrases.described(book),
        "heads": phrases.heads(),
        "agreement": phrases.agreement(book),
        "method": phrases.method(book),
        "about": phrases.about(book),
        "font": font or _embedded(),
        **{name: f"data:image/svg+xml,{quote(drawing)}" for name, drawing in DRAWINGS.items()},
    }
    return render_to_string("printing/book/book.html", context)


def _embedded() -> str:
    return "data:font/woff2;base64," + b64encode(font_file().read_bytes()).decode()
