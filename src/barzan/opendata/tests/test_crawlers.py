"""The sitemap and robots.txt."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.test import Client

from barzan.catalogue import actions
from barzan.catalogue.models import Service
from barzan.catalogue.tests.factories import LOADER, make_catalogue, make_service
from barzan.opendata import sitemap
from barzan.opendata.sitemap import Page

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
THEN = datetime(2026, 1, 2, tzinfo=UTC)


def addresses(xml: bytes | str) -> list[str]:
    return [str(each.text) for each in ElementTree.fromstring(xml).iter(f"{MAP}loc")]


def test_files_hold_at_most_so_many_addresses_and_lose_none() -> None:
    pages = [Page(f"/services/{n}/?a&b", THEN) for n in range(60_001)]
    files = sitemap.parts(pages, ["fa", "en"])
    assert [len(file) for file in files] == [25_000, 25_000, 10_001]
    found = [
        address for file in files for address in addresses(sitemap.urlset(file, "https://c", ["fa", "en"]))
    ]
    assert len(set(found)) == len(found) == 120_002
    assert "https://c/en/services/7/?a&b" in found
    text = sitemap.index(files, [f"https://c/sitemap-{n}.xml" for n in (1, 2, 3)])
    assert addresses(text) == [f"https://c/sitemap-{n}.xml" for n in (1, 2, 3)]


@pytest.mark.django_db
def test_every_address_of_the_sitemap_answers(client: Client) -> None:
    make_catalogue(30)
    [part] = addresses(client.get("/sitemap.xml").content)
    listed = addresses(client.get(part.removeprefix("http://testserver")).content)
    assert len(listed) == len(set(listed))
    for address in listed:
        assert client.get(address.removeprefix("http://testserver")).status_code == 200, address
    assert sum("/services/BG-" in address for address in listed) == 60


@pytest.mark.django_db
def test_a_retired_service_leaves_the_sitemap(client: Client) -> None:
    make_service("AZ-0001")
    make_service("AZ-0002")
    actions.retire_service(LOADER, Service.objects.get(code="AZ-0001"), why="آزمون")
    listed = " ".join(addresses(client.get("/sitemap-1.xml").content))
    assert "AZ-0002" in listed
    assert "AZ-0001" not in listed


@pytest.mark.django_db
def test_robots_are_told_where_the_sitemap_is_and_what_is_not_for_them(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Sitemap: http://testserver/sitemap.xml" in lines
    assert "Disallow: /staff/" in lines
    assert "Disallow: /en/staff/" in lines
