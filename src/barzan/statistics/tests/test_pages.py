"""The pages and files of the statistics: few questions, both languages, files that read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.utils.translation import override

from barzan.catalogue.models import Requirement, Service
from barzan.catalogue.tests.factories import make_content, make_service
from barzan.look.tests.browser import axe, in_two_ways, screenshot
from barzan.people.tests.factories import make_unit
from barzan.statistics.charts import share_of
from barzan.statistics.tests.factories import make_various

PAGES = {
    "/services/statistics/": 10,
    "/services/statistics/?unit=root": 11,
    "/services/statistics/papers/": 2,
    "/services/statistics/papers/?paper=birth-certificate": 4,
    "/services/statistics/statistics.csv": 10,
    "/services/statistics/statistics.xlsx": 10,
    "/api/v1/services/statistics": 10,
}


@pytest.mark.django_db
@pytest.mark.parametrize("size", [120, 2_000])
def test_pages_ask_a_fixed_number_of_questions(
    client: Client, django_assert_num_queries: Callable[..., Any], size: int
) -> None:
    make_various(size, 1)
    client.get("/services/corrections/")  # the process learns the institution's name with its first page
    for path, number in PAGES.items():
        with django_assert_num_queries(number, info=path):
            assert client.get(path).status_code == 200, path


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_an_empty_catalogue_has_a_page_too(client: Client, prefix: str) -> None:
    for path in PAGES:
        if "=" not in path and not path.startswith("/api"):
            assert client.get(prefix + path).status_code == 200, path


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["?unit=nowhere", "papers/?paper=nothing", "statistics.csv?unit=nowhere"])
def test_what_never_was_is_not_found(client: Client, path: str) -> None:
    assert client.get(f"/services/statistics/{path}").status_code == 404


@pytest.mark.django_db
def test_the_csv_says_what_the_api_says(client: Client) -> None:
    make_various(150, 2)
    found = client.get("/api/v1/services/statistics").json()
    text = client.get("/services/statistics/statistics.csv").content.decode("utf-8-sig")
    rows = {(row["unit"], row["section"], row["code"]): row for row in csv.DictReader(io.StringIO(text))}
    assert rows["", "all", "total"]["services"] == str(found["total"])
    for section, figures in found["sections"].items():
        for figure in figures:
            assert rows["", section, figure["code"]]["services"] == str(figure["services"])
    for unit in found["units"]:
        for name, services in unit["figures"].items():
            assert rows[unit["code"], *name.split(":")]["services"] == str(services)
    for paper in found["papers"]:
        assert rows["", "paper", paper["key"]]["services"] == str(paper["services"])


@pytest.mark.django_db
@pytest.mark.parametrize(("prefix", "right_to_left"), [("", True), ("/en", False)])
def test_the_workbook_reads_back_and_opens_from_the_right_side(
    client: Client, prefix: str, right_to_left: bool
) -> None:
    make_various(150, 2)
    found = client.get("/api/v1/services/statistics").json()
    data = client.get(f"{prefix}/services/statistics/statistics.xlsx").content
    figures, units, papers = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    assert all(bool(sheet.sheet_view.rightToLeft) is right_to_left for sheet in (figures, units, papers))
    assert figures["C2"].value == found["total"]
    read = {row[0]: row[2:] for row in units.iter_rows(min_row=2, values_only=True)}
    for unit in found["units"]:
        assert read[unit["code"]] == (unit["total"], *unit["figures"].values())
    asked = [row[1] for row in papers.iter_rows(min_row=2, values_only=True)]
    assert asked[: len(found["papers"])] == [paper["services"] for paper in found["papers"]]


@pytest.mark.django_db
def test_no_text_of_the_catalogue_becomes_a_formula(client: Client) -> None:
    unit = make_unit("office")
    service = make_service("AZ-0001", unit)
    assert isinstance(service, Service)
    version = service.current_version
    assert version
    Requirement.objects.create(version=version, number=9, kind="form", text='=HYPERLINK("http://x")')
    text = client.get("/services/statistics/statistics.csv").content.decode("utf-8-sig")
    assert not [cell for row in csv.reader(io.StringIO(text)) for cell in row if cell.startswith("=")]
    data = client.get("/services/statistics/statistics.xlsx").content
    sheets = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if str(cell.value).startswith("=")} == {"s"}


@pytest.mark.django_db
def test_a_service_that_is_retired_is_counted_nowhere(client: Client) -> None:
    from barzan.catalogue import actions
    from barzan.catalogue.tests.factories import LOADER

    service = make_service("AZ-0001", legal_bases=make_content().legal_bases)
    assert client.get("/api/v1/services/statistics").json()["papers"]
    actions.retire_service(LOADER, service, why="دیگر داده نمی‌شود")
    found = client.get("/api/v1/services/statistics").json()
    assert (found["total"], found["papers"], found["units"]) == (0, [], [])


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@in_two_ways
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    live_server: Any, open_page: Callable[..., Any], width: int, prefix: str, scheme: str
) -> None:
    make_various(200, 4)
    page = open_page(width=width, color_scheme=scheme)
    said: list[str] = []
    page.on(
        "console", lambda message: said.append(message.text) if "Content Security" in message.text else None
    )
    paths = ("", "?unit=deputy-2", "papers/", "papers/?paper=birth-certificate")
    for name, path in zip(("whole", "unit", "papers", "paper"), paths, strict=True):
        page.goto(f"{live_server.url}{prefix}/services/statistics/{path}")
        screenshot(page, f"statistics-{name}-{width}-{scheme}{prefix.replace('/', '-')}")
        said += [f"{name}: {violation}" for violation in axe(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            said.append(f"{name} scrolls sideways")
    assert said == []


def test_one_service_is_never_rounded_to_none_nor_all_but_one_to_all() -> None:
    with override("en"):
        assert [share_of(part, 400) for part in (0, 1, 100, 399, 400)] == [
            "0%", "0.3%", "25%", "99.8%", "100%",
        ]  # fmt: skip
