"""A code that could not stand in an address would break every page that links to its record."""

from __future__ import annotations

import pytest
from django.test import Client

from barzan.access import Role
from barzan.blueprints.values import Context, Row
from barzan.people.models import Post, Unit
from barzan.people.tests.factories import make_place, make_unit, make_user
from barzan.places.loading import Checks
from barzan.places.models import Place

pytestmark = pytest.mark.django_db
SINCE = {"valid_from_day": "1", "valid_from_month": "1", "valid_from_year": "1404"}
WRONG = ("a/b", "..", "a b", "a\u202eb", "?x", "کد", "a\n")


@pytest.fixture
def administrator(client: Client) -> Client:
    user = make_user(Role.ADMINISTRATOR, make_unit("root"))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("code", WRONG[:-1])
def test_a_form_refuses_it(administrator: Client, code: str) -> None:
    make_place("here")
    given = {"code": code, "name": "نام", "title": "عنوان", "order": "1", **SINCE}
    addresses = {
        "/staff/people/organisations/org/add-unit/": {"kind": "office"},
        "/staff/people/units/root/add-post/": {"kind": "office"},
        "/staff/places/add/municipal/": {"kind": "area"},
    }
    for address, more in addresses.items():
        assert administrator.post(address, given | more).status_code == 422
        assert administrator.post(address, given | more | {"code": "good-1"}).status_code == 302
    codes = [set(model.objects.values_list("code", flat=True)) for model in (Unit, Post, Place)]
    assert all("good-1" in each and code not in each for each in codes)


@pytest.mark.parametrize("order", ["10000", "9" * 30, "9" * 5_000, "-1"])
def test_no_number_passes_its_column(administrator: Client, order: str) -> None:
    given = {"code": "u-1", "name": "نام", "kind": "office", "order": order, **SINCE}
    assert administrator.post("/staff/people/organisations/org/add-unit/", given).status_code == 422


@pytest.mark.parametrize("written", ["0001-01-01", "9999-12-31", "1403-01-01", "2025-02-30", "today"])
def test_a_blueprint_refuses_a_day_that_no_page_could_show(written: str) -> None:
    rows = [Row(2, {"since": written}), Row(3, {"since": ""}), Row(4, {"since": "2026-03-21"})]
    found = Checks(Context("b", "units.csv"), rows).dates("since").found
    assert [problem.row for problem in found] == [2]


@pytest.mark.parametrize("code", WRONG)
def test_a_blueprint_refuses_it(code: str) -> None:
    rows = [Row(2, {"code": code, "order": "9" * 10})]
    checks = Checks(Context("b", "units.csv"), rows).codes("code").numbers("order")
    assert [(problem.row, problem.column) for problem in checks.found] == [(2, "code"), (2, "order")]
