"""Kept sheets are true: every command is seen at once, and no more is kept than was allowed."""

from __future__ import annotations

import pytest
from django.test import Client

from barzan.catalogue import actions
from barzan.catalogue.kept import Kept
from barzan.catalogue.models import Service
from barzan.catalogue.tests.factories import LOADER, make_content


def test_a_value_is_made_once_and_the_oldest_makes_room() -> None:
    kept: Kept[str] = Kept(2)
    made: list[str] = []

    def make(key: str) -> str:
        return kept.get(key, lambda: made.append(key) or key)

    for key in ("a", "b", "a", "c", "a", "b"):
        assert make(key) == key
    assert made == ["a", "b", "c", "b"]


@pytest.mark.usefixtures("mehrkuh")
def test_a_sheet_shows_what_changed_about_its_neighbours_at_once(client: Client) -> None:
    assert "بررسی بودجهٔ شهرداری‌ها" in client.get("/services/MK-0007/").content.decode()
    actions.publish_version(LOADER, Service.objects.get(code="MK-0008"), make_content("بررسی بودجهٔ پیشنهادی"))
    said = client.get("/services/MK-0007/").content.decode()
    assert "بررسی بودجهٔ پیشنهادی" in said
    assert "بررسی بودجهٔ شهرداری‌ها" not in said


@pytest.mark.usefixtures("mehrkuh")
def test_a_kept_sheet_costs_one_question(client: Client, django_assert_num_queries: object) -> None:
    client.get("/services/MK-0007/")
    with django_assert_num_queries(1):  # type: ignore[operator]
        client.get("/services/MK-0007/")
