"""The home page answers first, counts at the moment, and is honest while it is empty."""

from __future__ import annotations

import re

import pytest
from django.conf import LazySettings
from django.test import Client

from barzan.catalogue import actions
from barzan.catalogue.models import Category
from barzan.catalogue.tests.factories import LOADER, make_catalogue, make_service

pytestmark = pytest.mark.django_db


def figures(client: Client) -> list[int]:
    return [figure.value for figure in client.get("/").context["figures"]]


def test_an_empty_installation_says_what_will_stand_here(client: Client) -> None:
    said = client.get("/en/").content.decode()
    assert "No services are here yet" in said
    assert figures(client) == []


def test_the_figures_are_counted_at_the_moment(client: Client) -> None:
    make_service("AZ-0001", has_client=True, national_code="12345678901")
    service = make_service("AZ-0002", has_client=True)
    assert figures(client) == [2, 0, 1]
    actions.retire_service(LOADER, service, why="ادغام")
    assert figures(client) == [1, 0, 1]


def test_every_figure_and_bar_opens_a_list_of_as_many(client: Client) -> None:
    make_catalogue(40)
    for figure in client.get("/").context["figures"]:
        for bar in figure.bars:
            listed = client.get(bar.url).context["list"].page.paginator.count
            assert bar.share == pytest.approx(100 * listed / 40)
        assert sum(bar.share for bar in figure.bars) == pytest.approx(100)


def test_the_essentials_are_links_and_forms(client: Client) -> None:
    make_catalogue(40)
    page = client.get("/").content.decode()
    assert re.search(r'<form[^>]+action="/search/"', page)
    assert 'action="/services/by-code/"' in page
    assert 'href="/services/categories/shelf-1/"' in page


def test_subjects_stand_in_their_own_order(client: Client) -> None:
    make_catalogue(40)
    orders = [each.order for each in client.get("/").context["categories"]]
    assert len(orders) > 2
    assert orders == sorted(orders)
    Category.objects.filter(order=orders[0]).update(order=max(orders) + 1)
    assert [each.order for each in client.get("/").context["categories"]] == [*orders[1:], max(orders) + 1]


def test_a_telephone_is_shown_only_where_it_was_entered(client: Client, settings: LazySettings) -> None:
    settings.CONTACT_PHONE = ""
    assert "Call" not in client.get("/en/").content.decode()
    settings.CONTACT_PHONE = "137"
    assert 'Call <bdi dir="ltr">137</bdi>' in client.get("/en/").content.decode()
