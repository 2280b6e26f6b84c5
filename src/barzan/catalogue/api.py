"""The catalogue over HTTP: keys, digits and dates are Latin and Gregorian, texts are Persian as published."""

from datetime import date as Day
from datetime import datetime
from typing import Literal

from django.http import HttpRequest
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page
from ninja import Field, Query, Router, Schema
from ninja.decorators import decorate_view
from ninja.errors import HttpError

from barzan.access.endpoints import endpoint
from barzan.access.rules import PUBLIC
from barzan.catalogue import after, queries
from barzan.catalogue.filters import Filters
from barzan.catalogue.lists import decided_flags
from barzan.catalogue.models import Service, ServiceVersion
from barzan.people.models import Unit

router = Router()
MOST = 200
# An answer names its bytes by an ETag; who has them already gets 304.
kept = decorate_view(cache_control(public=True, max_age=60), conditional_page)


class UnitOut(Schema):
    code: str
    name: str
    name_en: str
    parent: str | None
    services: int = Field(description="published services of this unit alone")


class ServiceOut(Schema):
    code: str
    title: str
    unit: str
    category: str | None
    national_code: str | None = Field(description="11 digits, or null where the service has none")
    service_class: Literal["specific", "general", "shared"] | None = Field(
        description="null: the source does not say"
    )
    has_client: bool | None = Field(description="null: the source does not say")
    decided: list[Literal["class", "client"]] = Field(
        description="flags that people decided because the booklet leaves them open"
    )
    gap: bool = Field(description="the source has lost the service; only its place is known")
    version: int
    content_hash: str
    published_at: datetime


class PageOut(Schema):
    total: int
    offset: int
    limit: int
    services: list[ServiceOut]


class RequirementOut(Schema):
    kind: str
    text: str
    note: str
    source_line: int | None


class LegalBasisOut(Schema):
    kind: str
    title: str
    document_number: str
    date: Day | None = Field(description="Gregorian; null where the source gives no whole day")
    date_text: str = Field(description="as printed, Jalali")
    issuer: str
    instrument: str = Field(description="code of the instrument that is meant; empty: nobody has said which")
    article: str = Field(description="where in it")
    source_line: int | None


class StepOut(Schema):
    text: str
    who: str
    deadline_days: int | None
    source_line: int | None


class ChannelOut(Schema):
    kind: str
    value: str
    note: str


class DecisionOut(Schema):
    field: Literal["class", "client"]
    value: str
    basis: Literal["source", "judgement"]
    decided_by: str
    reason_fa: str
    reason_en: str
    source_line: int | None


class SheetOut(ServiceOut):
    group: str | None
    group_title: str | None
    description: str
    fee_rials: int | None = Field(description="0 is free of charge; null: the source does not say")
    fee_text: str
    standard_days: int | None
    day_kind: Literal["calendar", "working", ""]
    standard_text: str
    objection: str
    gap_reason: str
    booklet: str
    source_line: int | None
    retired_at: datetime | None
    successors: list[str] = Field(description="codes of the services in which a retired one goes on")
    requirements: list[RequirementOut]
    legal_bases: list[LegalBasisOut]
    steps: list[StepOut]
    channels: list[ChannelOut]
    decisions: list[DecisionOut] = Field(description="why the flags in ``decided`` are what they are")


class CellOut(Schema):
    found: int
    stated: int | None = Field(description="the booklet's own figure; null where it prints none")
    differs: bool
    decided: int = Field(description="how many of those found people decided, the booklet leaving them open")


class SummaryRowOut(Schema):
    unit: str | None = Field(description="null: all units together")
    figures: dict[str, CellOut]


class FiltersIn(Schema):
    unit: str = Field("", description="code of a unit; covers the units under it")
    category: str = ""
    life_event: str = ""
    group: str = ""
    service_class: Literal["", "specific", "general", "shared", "unknown"] = ""
    client: Literal["", "yes", "no", "unknown"] = ""
    coded: Literal["", "yes", "no"] = ""
    gap: Literal["", "yes", "no"] = ""
    missing: Literal["", "code", "description", "basis", "documents", "steps", "time", "fee", "channel"] = ""
    basis: Literal["", "yes", "act", "bylaw", "instruction", "resolution", "circular", "letter", "other"] = ""
    channel: Literal["", "counter", "web", "phone", "sms", "post"] = ""
    overdue: Literal["", "yes", "no"] = Field("", description="not reviewed for three Jalali years")
    age: Literal["", "0", "1", "2", "3"] = Field("", description="whole years of the version; 3 and more")
    sort: Literal["title", "office"] = "title"
    limit: int = Field(50, ge=1, le=MOST)
    offset: int = Field(0, ge=0, le=1_000_000)


@router.get("", response=PageOut, summary="List of services", url_name="services")
@kept
@endpoint(PUBLIC)
def services(request: HttpRequest, filters: Query[FiltersIn]) -> PageOut:
    """Published services that pass the filters, in Persian alphabetical order or by office."""
    asked = Filters(**filters.dict(exclude={"limit", "offset"}))
    rows = queries.listing(request.actor, asked)
    page = rows[filters.offset : filters.offset + filters.limit]
    return PageOut(
        total=rows.count(),
        offset=filters.offset,
        limit=filters.limit,
        services=[
            ServiceOut(**_brief(each, each.current_version), decided=decided_flags(each)) for each in page
        ],
    )


@router.get("/units", response=list[UnitOut], summary="Units that own services", url_name="service-units")
@kept
@endpoint(PUBLIC)
def units(request: HttpRequest) -> list[UnitOut]:
    """The organisation as far as it owns services, parents before children."""
    figures = queries.figures_by_unit(request.actor)
    rows = queries.units(request.actor)
    codes = {row.pk: row.code for row in rows}
    return [_unit(row, codes, figures) for row in rows]


@router.get("/summary", response=list[SummaryRowOut], summary="Summary table", url_name="service-summary")
@kept
@endpoint(PUBLIC)
def summary(request: HttpRequest) -> list[SummaryRowOut]:
    """Services by unit (with those under it), class and client, with what the booklet states."""
    rows, total = queries.summary(request.actor)
    return [
        SummaryRowOut(
            unit=line.code or None,
            figures={
                cell.figure: CellOut(
                    found=cell.found, stated=cell.stated, differs=cell.differs, decided=cell.decided
                )
                for cell in line.cells
            },
        )
        for line in (*(line for _, line in rows), total)
    ]


@router.get("/{code}", response=SheetOut, summary="One service with all its parts", url_name="service")
@kept
@endpoint(PUBLIC)
def service(request: HttpRequest, code: str) -> SheetOut:
    """The current version of a service; a retired one has ``retired_at``."""
    found = queries.sheet(request.actor, code)
    if found is None:
        raise HttpError(404, "no service has this code")
    row, version = found
    content = queries.content_of(version).as_value()
    reasons = [note for note in queries.notes(request.actor, row) if note.field]
    return SheetOut(
        **{**content, **_brief(row, version)},
        decided=[note.field for note in reasons],
        decisions=[_decision(note) for note in reasons],
        group=row.group.code if row.group else None,
        group_title=row.group.title if row.group else None,
        retired_at=row.retired_at,
        successors=after.successors(request.actor, row),
    )


def _brief(row: Service, version: ServiceVersion) -> dict[str, object]:
    return {
        "code": row.code,
        "title": version.title,
        "unit": row.unit.code,
        "category": row.category.code if row.category else None,
        "national_code": version.national_code,
        "service_class": version.service_class,
        "has_client": version.has_client,
        "gap": version.is_gap,
        "version": version.number,
        "content_hash": version.content_hash,
        "published_at": version.published_at,
    }


def _decision(note: queries.Note) -> DecisionOut:
    return DecisionOut(
        field=note.field,
        value=note.value,
        basis=note.basis,
        decided_by=note.decided_by,
        reason_fa=note.fa,
        reason_en=note.en,
        source_line=note.line,
    )


def _unit(row: Unit, codes: dict[int, str], figures: dict[str, dict[str, int]]) -> UnitOut:
    count = figures.get(row.code, {}).get("total", 0)
    parent = codes.get(row.parent_id) if row.parent_id else None
    return UnitOut(code=row.code, name=row.name, name_en=row.name_en, parent=parent, services=count)
