"""No page of upkeep asks more than 12 questions of the database, whatever the size of the catalogue."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from barzan.access import ANONYMOUS, Role
from barzan.catalogue.models import Service
from barzan.catalogue.tests.factories import make_catalogue
from barzan.people import called
from barzan.people.models import Unit
from barzan.people.tests.factories import make_user
from barzan.upkeep import actions
from barzan.upkeep.models import Proposal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("size", [40, 10_000])
def test_pages_ask_a_fixed_number_of_questions(
    client: Client, django_assert_num_queries: Callable, size: int
) -> None:
    make_catalogue(size)
    for service in Service.objects.all()[:40]:
        actions.propose(ANONYMOUS, service=service, unit=service.unit, about="other", text="پیشنهاد")
    client.force_login(
        make_user(Role.SECRETARY, Unit.objects.get(code="root")),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    called.forget()
    client.get("/staff/upkeep/")  # the process learns names with its first page
    pages = {
        "/proposals/": 5,
        "/proposals/new/?service=BG-00007": 3,
        "/staff/upkeep/": 7,
        "/staff/upkeep/?when=later&unit=office-3&page=2": 7,
        "/staff/upkeep/proposals/": 6,
        f"/staff/upkeep/proposals/{Proposal.objects.values_list('pk', flat=True)[0]}/": 9,
    }
    for path, number in pages.items():
        with django_assert_num_queries(number, info=path):
            assert client.get(path).status_code == 200, path
