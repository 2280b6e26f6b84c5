"""The search over HTTP: what answers a question, as JSON."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router, Schema

from barzan.access.endpoints import endpoint
from barzan.access.rules import PUBLIC
from barzan.search import queries
from barzan.search.web import url_of
from barzan.search.words import MAX_QUESTION

router = Router()


class Hit(Schema):
    """One entry; ``key`` is stable within its ``kind``, ``url`` is the address of its page."""

    kind: str
    key: str
    title: str
    title_en: str
    url: str


class Answer(Schema):
    """The best ``limit`` entries from ``offset`` on, of ``total``.

    ``corrected`` is the question as it was probably meant, or empty; ``partly`` says that no entry holds all
    words.
    """

    total: int
    corrected: str
    partly: bool
    took_ms: float
    hits: list[Hit]


@router.get("/", response=Answer, summary="Find services and pages", url_name="search")
@endpoint(PUBLIC)
def search(
    request: HttpRequest,
    q: str = Query(..., max_length=MAX_QUESTION, description="The question, in any spelling."),
    kind: str | None = Query(None, description="Only entries of this kind."),
    limit: int = Query(20, ge=1, le=queries.MAX_LIMIT),
    offset: int = Query(0, ge=0, le=100_000),
) -> Answer:
    """Finds «سرمایه گذاری», «سرمایه‌گذاری» and «سرمایهگذاری» alike and forgives a typing error."""
    found = queries.find(request.actor, q, kind=kind, limit=limit, offset=offset)  # type: ignore[attr-defined]
    hits = [
        Hit(kind=each.kind, key=each.key, title=each.title, title_en=each.title_en, url=url_of(each))
        for each in found.hits
    ]
    return Answer(
        total=found.total,
        corrected=found.corrected,
        partly=found.partly,
        took_ms=round(found.took_ms, 1),
        hits=hits,
    )
