"""The pages of the exchange: out, in, the dry run, what became of it."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from barzan.access import Role
from barzan.catalogue.models import ServiceVersion
from barzan.catalogue.tests.factories import make_catalogue, make_service
from barzan.exchange.models import Import, State
from barzan.exchange.tests.workbooks import changed, exported, put
from barzan.people.models import Unit
from barzan.people.tests.factories import make_unit, make_user
from barzan.revisions.models import Draft

pytestmark = pytest.mark.django_db
HOME = "/staff/exchange/"
MOST = 12


@pytest.fixture
def unit() -> Unit:
    unit = make_unit("office")
    for number in (1, 2):
        make_service(f"AZ-{number:04}", unit, title=f"خدمت {number}")
    return unit


@pytest.fixture
def head(client: Client, unit: Unit) -> Client:
    client.force_login(make_user(Role.UNIT_HEAD, unit), backend="django.contrib.auth.backends.ModelBackend")
    return client


def hand_in(client: Client, data: bytes, name: str = "catalogue.xlsx"):
    return client.post(HOME, {"file": SimpleUploadedFile(name, data)})


def two_titles(book: object) -> None:
    put(book, "services", 3, "title", "عنوان تازه")
    put(book, "services", 4, "description", "شرح تازه")


def test_the_whole_goes_out_as_workbook_and_as_tables(head: Client) -> None:
    book = load_workbook(BytesIO(head.get(f"{HOME}catalogue.xlsx").content))
    assert book["services"]["C3"].value == "خدمت 1"
    assert head.get(f"{HOME}catalogue.zip").content.startswith(b"PK")
    table = head.get(f"{HOME}catalogue.csv?table=requirements")
    assert "شناسنامه" in table.content.decode()
    assert "requirements.csv" in table["Content-Disposition"]
    assert head.get(f"{HOME}catalogue.pdf").status_code == 404
    assert head.get(f"{HOME}catalogue.csv?table=passwords").status_code == 404


def test_a_unit_goes_out_alone(head: Client) -> None:
    make_service("ZZ-0001", make_unit("other"))
    data = head.get(f"{HOME}catalogue.csv?unit=other").content.decode()
    assert "ZZ-0001" in data
    assert "AZ-0001" not in data


def test_the_template_has_every_column_and_no_service(head: Client) -> None:
    book = load_workbook(BytesIO(head.get(f"{HOME}template.xlsx").content))
    assert book["services"].max_row == 2
    assert book.sheetnames[0] == "راهنما"
    assert book["units"]["A3"].value == "office"


def test_from_a_file_to_drafts_on_pages(head: Client) -> None:
    answer = hand_in(head, changed(two_titles))
    page = head.get(answer.url)
    assert "عنوان تازه" in page.content.decode()
    assert not Draft.objects.exists()
    narrowed = head.get(f"{answer.url}?q=AZ-0002").content.decode()
    assert "شرح تازه" in narrowed
    assert "عنوان تازه" not in narrowed
    refused = head.post(f"{answer.url}confirm/", {"mode": "drafts", "why": ""})
    assert refused.status_code == 422
    done = head.post(f"{answer.url}confirm/", {"mode": "drafts", "why": "نامهٔ ۵"}, follow=True)
    assert "پیش‌نویس شد" in done.content.decode()
    assert Draft.objects.count() == 2
    back = head.post(f"{answer.url}back/", {"why": "اشتباه"}, follow=True)
    assert "۲ پیش‌نویس پس گرفته شد" in back.content.decode()


def test_problems_stand_by_sheet_row_and_column_and_in_the_workbook(head: Client) -> None:
    def wrong(book: object) -> None:
        put(book, "services", 4, "class", "special")
        put(book, "legal_bases", 3, "service", "AZ-0001")

    answer = hand_in(head, changed(wrong))
    page = head.get(answer.url).content.decode()
    assert "special" in page
    assert "<strong>F</strong> · class" in page
    book = load_workbook(BytesIO(head.get(f"{answer.url}problems.xlsx").content))
    assert "special" in book["services"]["F4"].comment.text
    assert book["ایرادها"].max_row == 5
    assert ServiceVersion.objects.count() == 2


def test_formulas_and_merged_cells_are_marked_in_place_too(head: Client) -> None:
    def wrong(book: object) -> None:
        put(book, "services", 3, "title", "=1+1")
        book["services"].merge_cells("J3:J4")

    answer = hand_in(head, changed(wrong))
    assert "<strong>C</strong> · title" in head.get(answer.url).content.decode()
    book = load_workbook(BytesIO(head.get(f"{answer.url}problems.xlsx").content))
    assert "فرمول" in book["services"]["C3"].comment.text
    assert "ادغام" in book["services"]["J3"].comment.text


def test_the_marked_workbook_put_right_is_taken(head: Client) -> None:
    answer = hand_in(head, changed(lambda book: put(book, "services", 4, "class", "special")))
    data = head.get(f"{answer.url}problems.xlsx").content
    mended = changed(lambda book: put(book, "services", 4, "class", "shared"), data)
    again = Import.objects.get(pk=hand_in(head, mended, "mended.xlsx").url.split("/")[-2])
    assert (again.state, again.changed) == (State.PLANNED, 1), list(again.faults.values())


def test_a_file_that_cannot_be_kept_says_why_beside_the_field(head: Client) -> None:
    for name, data in (
        ("a.pdf", b"%PDF-"),
        ("a.xlsx", b"PK\x03\x04x"),
        ("services.csv", "کد".encode("cp1256")),
    ):
        page = hand_in(head, data, name)
        assert page.status_code == 422, name
        assert "field-wrong" in page.content.decode(), name
    assert not Import.objects.exists()


def test_an_import_can_be_laid_aside(head: Client) -> None:
    answer = hand_in(head, changed(two_titles))
    head.post(f"{answer.url}discard/")
    assert Import.objects.get().state == State.DISCARDED
    assert head.post(f"{answer.url}discard/", follow=True).status_code == 200


@pytest.mark.parametrize("size", [20, 1_000])
def test_pages_ask_few_questions_at_any_size(client: Client, size: int) -> None:
    make_catalogue(size)
    user = make_user(Role.ADMINISTRATOR)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    small = exported() if size == 20 else changed(lambda book: None, exported_template())
    answer = hand_in(client, changed(lambda book: put(book, "services", 3, "title", "تازه"), small))
    client.get(HOME)
    for address in (HOME, answer.url, f"{HOME}catalogue.zip", f"{HOME}template.xlsx"):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200, address
        asked = [each["sql"] for each in captured if not each["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        assert len(asked) <= (MOST if not address.endswith(".zip") else 18), (address, len(asked), asked)


def exported_template() -> bytes:
    """A workbook with one row alone."""
    from barzan.exchange.files import as_workbook

    def one(book: object) -> None:
        for key, value in {"code": "ZZ-0001", "unit": "root", "title": "الف"}.items():
            put(book, "services", 3, key, value)

    return changed(one, as_workbook({}, [("root", "", "")]))
