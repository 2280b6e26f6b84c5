"""No page asks more than 12 questions of the database, whatever the size of the catalogue."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from barzan.access import Role
from barzan.catalogue.tests.factories import make_catalogue
from barzan.people.tests.factories import make_user

MOST = 12
PAGES = {
    "/": 6,
    "/services/": 5,
    "/services/list/?page=3": 4,
    "/services/list/?unit=office-3&client=yes&sort=office": 4,
    "/services/offices/office-3/": 6,
    "/services/categories/shelf-1/": 5,
    "/services/events/shelf-1/": 5,
    "/services/BG-00007/": 9,
    "/services/summary/": 7,
    "/services/findings/": 3,
    "/services/corrections/": 1,
    "/services/decisions/": 2,
    "/api/v1/services?limit=200": 2,
    "/api/v1/services/BG-00007": 6,
    "/api/v1/services/summary": 5,
    "/api/v1/services/units": 3,
}


@pytest.fixture(autouse=True)
def nothing_worded_before() -> None:
    """The first reader of a sheet asks most: its parts are not worded yet."""
    caches["template_fragments"].clear()


@pytest.mark.django_db
@pytest.mark.parametrize("size", [332, 10_000])
def test_pages_ask_a_fixed_number_of_questions(
    client: Client, django_assert_num_queries: Callable, size: int
) -> None:
    make_catalogue(size)
    client.get("/services/corrections/")  # the process learns the institution's name with its first page
    for path, number in PAGES.items():
        with django_assert_num_queries(number, info=path):
            assert client.get(path).status_code == 200, path


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.UNIT_HEAD, Role.ADMINISTRATOR])
def test_signed_in_readers_stay_under_the_ceiling(client: Client, role: Role) -> None:
    make_catalogue(40)
    client.force_login(make_user(role), backend="django.contrib.auth.backends.ModelBackend")
    client.get("/")
    for path in (*PAGES, "/staff/"):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path.replace("BG-00007", "BG-00001")).status_code == 200, path
        # Only the test's own transaction makes savepoints of what begins and commits otherwise.
        asked = [each["sql"] for each in captured if not each["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        assert len(asked) <= MOST, (path, asked)
