"""Sample records for the generated access test: every page of the catalogue is public."""

from __future__ import annotations

from itertools import count

from barzan.access.tests.samples import Sample, Where
from barzan.catalogue.models import Category, LifeEvent
from barzan.catalogue.tests.factories import make_service

_number = count(1)


def service(where: Where) -> Sample:
    return Sample({"code": make_service(f"SM-{next(_number):04}", where.unit).code})


def version(where: Where) -> Sample:
    return Sample({**service(where).arguments, "number": 1})


def office(where: Where) -> Sample:
    return Sample({"code": where.unit.code})


def category(where: Where) -> Sample:
    made = Category.objects.create(
        code=f"subject-{next(_number)}", title="موضوع", title_en="Subject", icon="list"
    )
    return Sample({"code": made.code})


def life_event(where: Where) -> Sample:
    made = LifeEvent.objects.create(
        code=f"event-{next(_number)}", title="رویداد", title_en="Event", icon="list"
    )
    return Sample({"code": made.code})


SAMPLES = {
    "catalogue:service": service,
    "catalogue:version": version,
    "catalogue:office": office,
    "catalogue:category": category,
    "catalogue:life-event": life_event,
    "api-1:service": service,
}
