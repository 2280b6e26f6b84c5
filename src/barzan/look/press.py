"""Pages set as PDF by WeasyPrint. Nothing is fetched but the project's own font."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings

from barzan.persian.errors import BilingualError

FONT = "barzan:vazirmatn"
FONT_FILE = Path("look", "static", "look", "dist", "vazirmatn.woff2")


class PressMissing(BilingualError):
    """WeasyPrint, or the system's Pango that it loads, is not installed."""

    def __init__(self, why: str) -> None:
        super().__init__(
            "look.press",
            f"ابزار ساختن PDF روی این رایانه نیست ({why})؛ از راهبر سامانه بخواهید بستهٔ printing را نصب کند.",
            f"What makes PDF is not installed on this machine ({why}): ask the administrator to install the "
            "extra “printing”.",
        )


def pdf(text: str) -> bytes:
    """The page ``text`` (HTML, whose font stands at ``FONT``) as tagged PDF: those who listen find its parts.

    Raises ``PressMissing``.
    """
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        raise PressMissing(type(error).__name__) from error
    source = weasyprint.HTML(string=text, base_url=FONT, url_fetcher=own_font())
    return bytes(source.write_pdf(pdf_variant="pdf/ua-1"))


def font_file() -> Path:
    """The project's own font, which the front end has built."""
    return Path(settings.SOURCE) / FONT_FILE


def own_font() -> Any:
    """Serves the font and what is written in the page itself; every other address is refused."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFont(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url == FONT:
                return URLFetcherResponse(url, font_file().read_bytes(), {"Content-Type": "font/woff2"})
            return super().fetch(url, headers)

    return OwnFont(allowed_protocols={"data"}, allow_redirects=False)
