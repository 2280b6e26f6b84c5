"""What search engines ask for: the sitemap and robots.txt."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from barzan.opendata import queries, sitemap
from barzan.opendata.errors import DataError
from barzan.opendata.serving import addresses, document

XML = "application/xml; charset=utf-8"
LANGUAGES = [code for code, _ in settings.LANGUAGES]
# Nothing there is for the public, or it is found by asking.
CLOSED = ("/staff/", "/account/", "/search/")


@document
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The files of the sitemap, each with its newest change."""
    base = addresses(request).base
    files = sitemap.parts(queries.pages(request.actor), LANGUAGES)
    listed = [base + reverse("data:sitemap-part", args=[number]) for number in range(1, len(files) + 1)]
    return HttpResponse(sitemap.index(files, listed), content_type=XML)


@document
def sitemap_part(request: HttpRequest, part: int) -> HttpResponse:
    """One file of the sitemap."""
    files = sitemap.parts(queries.pages(request.actor), LANGUAGES)
    if not 1 <= part <= len(files):
        raise DataError.no_page(str(part), len(files))
    text = sitemap.urlset(files[part - 1], addresses(request).base, LANGUAGES)
    return HttpResponse(text, content_type=XML)


@document
def robots(request: HttpRequest) -> HttpResponse:
    """Which addresses are not for robots, and where the sitemap is."""
    prefixes = ["", *(f"/{language}" for language in LANGUAGES[1:])]
    closed = [f"Disallow: {prefix}{path}" for path in CLOSED for prefix in prefixes]
    named = f"Sitemap: {addresses(request).base}{reverse('data:sitemap')}"
    return HttpResponse(
        "\n".join(["User-agent: *", *closed, named, ""]), content_type="text/plain; charset=utf-8"
    )
