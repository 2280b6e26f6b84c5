"""How the documents of the open data are answered: base address, ETag and 304, caching, refusals."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import conditional_page

from barzan.access.endpoints import endpoint
from barzan.access.rules import PUBLIC
from barzan.opendata import writing
from barzan.opendata.addresses import Addresses
from barzan.opendata.errors import DataError
from barzan.opendata.nodes import Node

SECONDS_KEPT = 60
WRITERS = ("addresses", "graph", "nodes", "terms", "vocabulary", "writing")
FORMS: dict[str, tuple[str, Callable[[Iterable[Node], str], Iterator[str]]]] = {
    "ttl": ("text/turtle; charset=utf-8", writing.turtle),
    "jsonld": ("application/ld+json", writing.json_ld),
}

View = Callable[..., HttpResponseBase]


def addresses(request: HttpRequest) -> Addresses:
    """The addresses of this installation: those of ``BARZAN_ADDRESS``, else as the request names it."""
    return Addresses(settings.ADDRESS or request.build_absolute_uri("/").removesuffix("/"))


def document(view: View) -> View:
    """A document for anybody, from any site: ETag over its bytes, 304 where the asker has them already.

    ``Last-Modified`` is told but does not answer ``If-Modified-Since``: a renamed office changes a document
    and has no time of its own, its bytes have.
    """

    @endpoint(PUBLIC)
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = conditional_page(view)(request, *args, **kwargs)
        except DataError as error:
            return _refused(error)
        changed = getattr(request, "changed_at", None)
        if changed:
            response["Last-Modified"] = http_date(changed.timestamp())
        return open_to_all(response)

    return answered


def open_to_all(response: HttpResponseBase) -> HttpResponseBase:
    """May be kept for a while and read by the scripts of any site."""
    patch_cache_control(response, public=True, max_age=SECONDS_KEPT)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def changed_at(request: HttpRequest, at: datetime | None) -> None:
    """Tells ``document`` when what it answers was last published."""
    request.changed_at = at  # type: ignore[attr-defined]


def written(nodes: Iterable[Node], form: str, base: str) -> HttpResponse:
    """The nodes as one document in a form of ``FORMS``."""
    media_type, write = FORMS[form]
    return HttpResponse("".join(write(nodes, base)), content_type=media_type)


def streamed(
    request: HttpRequest, nodes: Iterable[Node], form: str, base: str, fingerprint: str
) -> HttpResponseBase:
    """The nodes as they come; the ETag is taken over what they are made of and over how they are written."""
    media_type, write = FORMS[form]
    made_of = "\n".join((fingerprint, _writers(), base, form))
    etag = quote_etag(hashlib.sha256(made_of.encode()).hexdigest())
    pieces = (piece.encode() for piece in write(nodes, base))
    response = StreamingHttpResponse(pieces, content_type=media_type, headers={"ETag": etag})
    return get_conditional_response(request, etag=etag, response=response)


def number(given: str, refuse: Callable[[str], DataError], least: int, most: int) -> int:
    """A number of the address; raises what ``refuse`` makes of it where it is none or out of bounds."""
    plain = given.isascii() and given.isdigit() and len(given) < 19
    if not plain or not least <= int(given) <= most:
        raise refuse(given)
    return int(given)


def _refused(error: DataError) -> HttpResponse:
    text = f"{error.fa}\n{error.en}\n"
    return HttpResponse(text, status=404, content_type="text/plain; charset=utf-8")


@lru_cache(maxsize=1)
def _writers() -> str:
    """A digest of the code that writes the documents: another release may write other bytes."""
    here = Path(__file__).parent
    return hashlib.sha256(
        b"".join(
            (here / f"{name}.py").read_bytes() for name in ("terms", "addresses", "nodes", "graph", "writing")
        )
    ).hexdigest()
