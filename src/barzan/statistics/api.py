"""The statistics over HTTP: figures by stable keys, each with the filters of the list that it counts."""

from datetime import date as Day

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError

from barzan.access.endpoints import endpoint
from barzan.access.rules import PUBLIC
from barzan.catalogue import queries as catalogue
from barzan.statistics import queries
from barzan.statistics.charts import filters_of
from barzan.statistics.values import Paper, Place, Shelf

router = Router()
MOST_PAPERS = 200


class FigureOut(Schema):
    code: str
    services: int
    filters: dict[str, str] = Field(description="parameters of /api/v1/services that list these services")


class ShelfOut(Schema):
    code: str | None = Field(description="null: the services that stand under none")
    title: str
    title_en: str
    services: int


class PaperOut(Schema):
    key: str
    title: str
    services: int
    wordings: list[str] = Field(
        description="the texts that were taken for one paper, the most frequent first"
    )
    issuer: str = Field(description="the agency of the state that has issued the paper; empty: not known")


class PlaceOut(Schema):
    code: str
    name: str
    name_en: str
    total: int
    figures: dict[str, int] = Field(description="by section:code; the unit and those under it")


class StatisticsOut(Schema):
    day: Day
    unit: str | None
    total: int
    sections: dict[str, list[FigureOut]]
    categories: list[ShelfOut]
    life_events: list[ShelfOut]
    papers: list[PaperOut] = Field(description=f"the {MOST_PAPERS} asked for by most services")
    units: list[PlaceOut]


class StatisticsIn(Schema):
    unit: str = Field("", description="code of a unit; covers the units under it")


@router.get("", response=StatisticsOut, summary="Statistics of the catalogue", url_name="statistics")
@endpoint(PUBLIC)
def statistics(request: HttpRequest, asked: Query[StatisticsIn]) -> StatisticsOut:
    """How many services there are of each class, kind and age, what they lack, which papers they ask for."""
    unit = catalogue.unit(request.actor, asked.unit) if asked.unit else None
    if asked.unit and unit is None:
        raise HttpError(404, "no unit has this code")
    found = queries.statistics(request.actor, unit)
    return StatisticsOut(
        day=found.day,
        unit=unit.code if unit else None,
        total=found.total,
        sections={
            section: [
                FigureOut(code=code, services=services, filters=filters_of(section, code))
                for code, services in figures.items()
            ]
            for section, figures in found.sections.items()
        },
        categories=[_shelf(each) for each in found.categories],
        life_events=[_shelf(each) for each in found.life_events],
        papers=[_paper(each) for each in found.papers[:MOST_PAPERS]],
        units=[_place(each) for each in found.places],
    )


def _shelf(shelf: Shelf) -> ShelfOut:
    return ShelfOut(
        code=shelf.code or None, title=shelf.title, title_en=shelf.title_en, services=shelf.services
    )


def _paper(paper: Paper) -> PaperOut:
    wordings = [text for text, _ in paper.wordings]
    return PaperOut(
        key=paper.key, title=paper.title, services=paper.services, wordings=wordings, issuer=paper.issuer
    )


def _place(place: Place) -> PlaceOut:
    figures = {name: services for name, services in place.counts.items() if name != "total"}
    return PlaceOut(
        code=place.code, name=place.name, name_en=place.name_en, total=place.counts["total"], figures=figures
    )
