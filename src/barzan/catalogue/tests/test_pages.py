"""What the pages say: the answer first, unknown said as unknown, every code leads somewhere."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.test import Client
from django.utils import translation

from barzan.catalogue import actions, sheet
from barzan.catalogue.lists import safe_cell
from barzan.catalogue.models import Service, ServiceVersion
from barzan.catalogue.tests.factories import LOADER, make_content, make_service

PAGES = (
    "/",
    "/services/",
    "/services/list/",
    "/services/list/?sort=office&service_class=shared",
    "/services/summary/",
    "/services/findings/?kind=services_missing&unit=market",
    "/services/corrections/",
    "/services/offices/works/",
    "/services/categories/safety/",
    "/services/events/disaster/",
    "/services/MK-0001/",
    "/services/MK-0006/",
)


def text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_an_empty_installation_answers_honestly(client: Client, path: str) -> None:
    assert client.get(path).status_code in (200, 404)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_answers_in_both_languages(
    mehrkuh: None, client: Client, path: str, language: str
) -> None:
    response = client.get(language + path)
    assert response.status_code == 200
    assert f'lang="{"en" if language else "fa"}"' in response.content.decode()


def test_english_pages_name_persian_titles_as_persian(mehrkuh: None, client: Client) -> None:
    page = client.get("/en/services/MK-0001/").content.decode()
    assert '<h1><bdi lang="fa">صدور مجوز سرمایه‌گذاری خارجی</bdi></h1>' in page
    assert "Office of Investment and Employment" in page


def test_a_sheet_says_what_is_known(mehrkuh: None, client: Client) -> None:
    said = text(client, "/services/MK-0001/")
    for words in ("رایگان", "۴۵ روز", "۲ مدرک", "طرح توجیهی فنی و مالی", "۱۹ اسفند ۱۳۸۰", "سطر ۴۱ متن"):
        assert words in said
    assert '<svg class="qr"' in client.get("/services/MK-0001/").content.decode()


def test_a_sheet_says_that_something_is_not_known(mehrkuh: None, client: Client) -> None:
    said = text(client, "/services/MK-0012/")
    assert said.count("داده نداریم") == 4
    assert "در کتابچه روشن نیست" in said


def test_a_lost_service_says_why_its_sheet_is_empty(mehrkuh: None, client: Client) -> None:
    assert "در متن اسکن‌شده ردیف ۲ این دفتر افتاده است" in text(client, "/services/MK-0006/")


@pytest.mark.parametrize("code", ["mk-0001", "99010001101"])
def test_small_letters_and_the_national_code_lead_to_the_sheet(
    mehrkuh: None, client: Client, code: str
) -> None:
    assert client.get(f"/services/{code}/")["Location"] == "/services/MK-0001/"


def test_a_typed_code_in_persian_digits_leads_to_the_sheet(mehrkuh: None, client: Client) -> None:
    assert client.get("/services/by-code/", {"code": " mk-۰۰۰۱ "})["Location"] == "/services/MK-0001/"


@pytest.mark.parametrize("code", ["ZZ-9999", "12345678901"])
def test_a_code_that_never_was_is_not_found_with_a_way_on(mehrkuh: None, client: Client, code: str) -> None:
    assert "دیدن همهٔ خدمات" in text(client, f"/services/{code}/", 404)


def test_an_earlier_version_says_that_it_is_no_longer_in_force(mehrkuh: None, client: Client) -> None:
    service = Service.objects.get(code="MK-0003")
    actions.publish_version(LOADER, service, make_content("معرفی فرصت‌های تازه"))
    assert "نسخهٔ ۱ را می‌خوانید که دیگر جاری نیست" in text(client, "/services/MK-0003/versions/1/")
    assert "معرفی فرصت‌های تازه" in text(client, "/services/MK-0003/")
    assert client.get("/services/MK-0003/versions/3/").status_code == 404


def test_a_retired_service_answers_and_says_so(mehrkuh: None, client: Client) -> None:
    actions.retire_service(LOADER, Service.objects.get(code="MK-0003"), why="ادغام")
    assert "این خدمت دیگر ارائه نمی‌شود" in text(client, "/services/MK-0003/")
    assert "MK-0003" not in text(client, "/services/list/")


def test_lists_are_in_persian_alphabetical_order(mehrkuh: None, client: Client) -> None:
    titles = re.findall(
        r'service-row-title"><a[^>]*><bdi>([^<]+)', client.get("/services/list/").content.decode()
    )
    assert titles[:3] == [
        "آموزش همگانی پیشگیری از بحران",
        "بازرسی از بازار و اصناف",
        "برآورد خسارت سیل و زلزله",
    ]
    assert len(titles) == 12


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("service_class=specific", 3), ("service_class=unknown", 3), ("client=yes", 4), ("client=unknown", 2),
        ("coded=yes", 6), ("gap=yes", 1), ("unit=works", 6), ("unit=works&client=no", 4),
        ("group=G-COUNCILS", 3), ("category=safety&coded=no", 2),
        ("service_class=nonsense", 12), ("unit=nowhere", 0),
    ],
)  # fmt: skip
def test_filters_narrow_the_list(mehrkuh: None, client: Client, query: str, count: int) -> None:
    assert client.get(f"/services/list/?{query}").context["list"].page.paginator.count == count


def test_every_figure_of_the_summary_opens_the_list_that_it_counts(mehrkuh: None, client: Client) -> None:
    page = client.get("/services/summary/").content.decode()
    figures = re.findall(r'<a href="(/services/list/\?[^"]*)">([۰-۹]+)</a>', page)
    assert len(figures) > 20
    for address, figure in figures:
        listed = client.get(address.replace("&amp;", "&")).context["list"].page.paginator.count
        assert listed == int(figure), address


def test_stated_figures_stand_beside_where_they_differ(mehrkuh: None, client: Client) -> None:
    context = client.get("/services/summary/").context
    cells = {(unit.code, cell.figure): cell for unit, line in context["rows"] for cell in line.cells}
    assert (cells["urban", "shared"].found, cells["urban", "shared"].stated) == (2, 3)
    assert cells["urban", "shared"].differs
    assert not cells["urban", "total"].differs
    assert cells["economy", "total"].found == 6
    assert context["total"].cells[0].found == 12


def test_the_list_is_a_csv_that_no_spreadsheet_executes(mehrkuh: None, client: Client) -> None:
    service = make_service("AZ-0001", title="=HYPERLINK(0)")
    data = client.get("/services/list.csv").content
    assert data.startswith(b"\xef\xbb\xbf")
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig")))}
    assert len(rows) == 13
    assert rows[service.code]["title"] == "'=HYPERLINK(0)"
    assert rows["MK-0012"]["class"] == ""


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_never_begins_like_a_formula(start: str) -> None:
    assert safe_cell(f"{start}1+1").startswith("'")
    assert safe_cell("1+1") == "1+1"


def test_findings_are_narrowed_and_tell_their_line(mehrkuh: None, client: Client) -> None:
    said = text(client, "/services/findings/?kind=class_count_differs")
    assert "سطر ۲۴" in said
    assert "جدول می‌گوید دفتر بازار" not in said


@pytest.mark.parametrize(
    ("days", "kind", "fa", "en"),
    [(1, "working", "۱ روز کاری", "1 working day"), (30, "calendar", "۳۰ روز", "30 days")],
)
def test_a_time_names_its_days(days: int, kind: str, fa: str, en: str) -> None:
    with translation.override("fa"):
        assert sheet.duration(days, kind) == fa
    with translation.override("en"):
        assert sheet.duration(days, kind) == en


def test_a_fee_of_zero_is_free_and_no_fee_is_no_data() -> None:
    with translation.override("en"):
        assert sheet._cost(ServiceVersion(fee_rials=0))[0] == "Free"
        assert sheet._cost(ServiceVersion(fee_rials=1_500_000))[0] == "1,500,000 rials"
        assert sheet._cost(ServiceVersion())[0] == "No data"
