"""Sample records for the generated access test: the open data are public."""

from __future__ import annotations

from itertools import count

from barzan.access.tests.samples import Sample, Where
from barzan.catalogue.tests.factories import make_service

_number = count(1)


def sheet(where: Where) -> Sample:
    return Sample({"code": make_service(f"OD-{next(_number):04}", where.unit).code})


def service(where: Where) -> Sample:
    return Sample({**sheet(where).arguments, "form": "ttl"})


def form(where: Where) -> Sample:
    return Sample({"form": "jsonld"})


def feed(where: Where) -> Sample:
    return Sample({"form": "json"})


def part(where: Where) -> Sample:
    return Sample({"part": 1})


SAMPLES = {
    "opendata:sheet": sheet,
    "data:service": service,
    "data:services": form,
    "data:organisations": form,
    "data:vocabulary": form,
    "data:catalog": form,
    "data:changes": feed,
    "data:sitemap-part": part,
}
