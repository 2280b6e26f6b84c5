"""The instruments over HTTP: keys, digits and dates are Latin and Gregorian, texts are Persian."""

from datetime import date as Day
from typing import Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError

from barzan.access.endpoints import endpoint
from barzan.access.rules import PUBLIC
from barzan.instruments import queries
from barzan.instruments.models import Instrument, Relation
from barzan.instruments.standing import Standing, standing

router = Router()
MOST = 200
Kind = Literal["act", "bylaw", "instruction", "resolution", "circular", "letter", "other"]
State = Literal["in_force", "amended", "replaced", "repealed", "not_yet", "unknown"]


class InstrumentOut(Schema):
    code: str
    kind: Kind
    title: str
    number: str
    date: Day | None = Field(description="Gregorian; null where no whole day is known")
    date_text: str = Field(description="as printed, Jalali")
    effective_on: Day | None = Field(description="first day in force, where it is another than ``date``")
    issuer: str
    approved_by: str
    source: str = Field(description="the official source in words or as an address")
    note: str
    state: State = Field(description="today, as far as relations are recorded; unknown: its day is not known")
    state_since: Day | None
    state_by: str = Field(description="code of the instrument that brought this state about")


class PageOut(Schema):
    total: int
    offset: int
    limit: int
    instruments: list[InstrumentOut]


class RelationOut(Schema):
    kind: Literal["replaces", "repeals", "amends", "implements", "cites"]
    source: str
    target: str
    on: Day | None
    why: str


class RestingOut(Schema):
    service: str
    title: str
    article: str


class WholeOut(InstrumentOut):
    relations: list[RelationOut]
    services: list[RestingOut] = Field(description="citations by published services, by office and title")


class AskedIn(Schema):
    kind: Kind | None = None
    limit: int = Field(50, ge=1, le=MOST)
    offset: int = Field(0, ge=0, le=1_000_000)


@router.get("", response=PageOut, summary="List of legal instruments", url_name="instruments")
@endpoint(PUBLIC)
def instruments(request: HttpRequest, asked: Query[AskedIn]) -> PageOut:
    """Acts, by-laws, circulars and letters, by code."""
    rows = queries.instruments(request.actor)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    page = list(rows[asked.offset : asked.offset + asked.limit])
    facts = queries.facts_of(request.actor, [each.code for each in page])
    today = timezone.localdate()
    return PageOut(
        total=rows.count(),
        offset=asked.offset,
        limit=asked.limit,
        instruments=[
            InstrumentOut(**_brief(each, standing(today, each.begins, facts.get(each.code, ()))))
            for each in page
        ],
    )


@router.get("/{code}", response=WholeOut, summary="One legal instrument", url_name="instrument")
@endpoint(PUBLIC)
def instrument(request: HttpRequest, code: str) -> WholeOut:
    """An instrument with its relations, those withdrawn left out, and the services that rest on it."""
    found = queries.instrument(request.actor, code)
    if found is None:
        raise HttpError(404, "no instrument has this code")
    relations = queries.relations_of(request.actor, found)
    return WholeOut(
        **_brief(found, queries.standing_of(request.actor, found)),
        relations=[_relation(each) for each in relations if not hasattr(each, "withdrawal")],
        services=[
            RestingOut(service=each.key, title=each.label, article=each.article)
            for each in queries.resting(request.actor, found)
        ],
    )


def _brief(shown: Instrument, now: Standing) -> dict[str, object]:
    names = set(InstrumentOut.model_fields) - {"state", "state_since", "state_by", "source"}
    state = {"state": now.state, "state_since": now.since, "state_by": now.by}
    return {**{name: getattr(shown, name) for name in names}, **state, "source": shown.url}


def _relation(relation: Relation) -> RelationOut:
    return RelationOut(
        kind=relation.kind,
        source=relation.source.code,
        target=relation.target.code,
        on=relation.on,
        why=relation.why,
    )
