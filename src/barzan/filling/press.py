"""A form on paper as PDF, set by WeasyPrint. Nothing but our font is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext, override
from qrcode.image.svg import SvgPathImage
from qrcode.main import make as qr

from barzan.filling import parts
from barzan.filling.core.conditions import Words
from barzan.filling.core.paper import items
from barzan.filling.errors import PaperMissing
from barzan.forms.models import Form
from barzan.persian.language import is_persian
from barzan.xforms import Form as XForm

FONT = "barzan:vazirmatn"
FONT_FILE = Path("look", "static", "look", "dist", "vazirmatn.woff2")


@dataclass(frozen=True, slots=True)
class Blank:
    """One copy to fill in: its number, and the address that its QR code opens."""

    number: int
    address: str

    @property
    def code(self) -> str:
        """The QR code as SVG."""
        return qr(self.address, image_factory=SvgPathImage, border=0).to_string(encoding="unicode")


def make(form: Form, xform: XForm, version: int, language: str, blanks: Sequence[Blank], rows: int) -> bytes:
    """The paper as PDF, every copy with its own number. Raises ``PaperMissing`` without WeasyPrint."""
    printer = _weasyprint()
    with override(parts.code(language) if parts.code(language) in ("fa", "en") else "fa"):
        context = {
            "form": form,
            "version": version,
            "items": items(xform, language, words(), rows=rows, persian=is_persian()),
            "blanks": blanks,
            "language": parts.code(language),
            "direction": parts.direction_of(language),
            "font": FONT,
            "title": xform.title.in_(language) or form.title,
        }
        text = render_to_string("filling/paper/paper.html", context)
    source = printer.HTML(string=text, base_url=FONT, url_fetcher=_fetcher())
    return bytes(source.write_pdf(pdf_variant="pdf/ua-1"))


def words() -> Words:
    """How conditions are said on paper, in the active language."""
    return Words(
        question=gettext("question {number}"),
        equals=gettext("{question} is “{answer}”"),
        differs=gettext("{question} is not “{answer}”"),
        more=gettext("{question} is more than {answer}"),
        least=gettext("{question} is {answer} or more"),
        less=gettext("{question} is less than {answer}"),
        most=gettext("{question} is {answer} or less"),
        holds=gettext("“{answer}” is ticked in {question}"),
        lacks=gettext("“{answer}” is not ticked in {question}"),
        answered=gettext("{question} is answered"),
        empty=gettext("{question} is not answered"),
        both=gettext(" and "),
        either=gettext(" or "),
    )


def _weasyprint() -> Any:
    try:
        import weasyprint as library
    except (ImportError, OSError) as error:
        raise PaperMissing(type(error).__name__) from error
    return library


def _fetcher() -> Any:
    """Serves the font; every other address is refused."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFont(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url == FONT:
                font = Path(settings.SOURCE) / FONT_FILE
                return URLFetcherResponse(url, font.read_bytes(), {"Content-Type": "font/woff2"})
            return super().fetch(url, headers)

    return OwnFont(allowed_protocols=set(), allow_redirects=False)
