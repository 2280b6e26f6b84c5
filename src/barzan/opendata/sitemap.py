"""The sitemap (sitemaps.org, protocol 0.9): an index, and files of at most 50,000 addresses each. Pure.

A page is listed in each of its languages, and each says which the others are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

MOST = 50_000
NAMESPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True, slots=True)
class Page:
    """A page by its path in the first language, and when what it says was last published."""

    path: str
    changed: datetime | None = None


def parts(pages: Sequence[Page], languages: Sequence[str], most: int = MOST) -> list[Sequence[Page]]:
    """The pages in files: each holds at most ``most`` addresses."""
    size = max(1, most // len(languages))
    return [pages[start : start + size] for start in range(0, len(pages), size)]


def index(files: Sequence[Sequence[Page]], addresses: Sequence[str]) -> str:
    """The index of the files, each with its newest change."""
    rows = "".join(
        f"<sitemap><loc>{escape(address)}</loc>{_changed(_newest(pages))}</sitemap>\n"
        for pages, address in zip(files, addresses, strict=True)
    )
    return f"{HEAD}<sitemapindex {NAMESPACES.split(' ')[0]}>\n{rows}</sitemapindex>\n"


def urlset(pages: Sequence[Page], base: str, languages: Sequence[str]) -> str:
    """One file; the first of the languages has no prefix in its addresses."""
    return f"{HEAD}<urlset {NAMESPACES}>\n{''.join(_rows(pages, base, languages))}</urlset>\n"


def _rows(pages: Sequence[Page], base: str, languages: Sequence[str]) -> Iterator[str]:
    prefixes = {language: f"/{language}" if number else "" for number, language in enumerate(languages)}
    for page in pages:
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{language}" href="{escape(base + prefix + page.path)}"/>'
            for language, prefix in prefixes.items()
        )
        for prefix in prefixes.values():
            location = escape(base + prefix + page.path)
            yield f"<url><loc>{location}</loc>{_changed(page.changed)}{others}</url>\n"


def _newest(pages: Sequence[Page]) -> datetime | None:
    return max((page.changed for page in pages if page.changed), default=None)


def _changed(at: datetime | None) -> str:
    return f"<lastmod>{at.isoformat(timespec='seconds')}</lastmod>" if at else ""
