"""What the head of a sheet says to machines."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from barzan.catalogue import actions
from barzan.catalogue.content import ChannelContent, ServiceContent
from barzan.catalogue.tests.factories import LOADER, make_content, make_service
from barzan.opendata import schema_org
from barzan.opendata.tests.strategies import HOSTILE
from barzan.persian import normalise


class Blocks(HTMLParser):
    """The texts of the data blocks of a page, as a browser finds their ends, and its links to other forms."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.links: dict[str, str] = {}
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "link" and given.get("rel") == "alternate" and given.get("type"):
            self.links[str(given["type"])] = str(given["href"])
        self._inside = tag == "script" and given.get("type") == "application/ld+json"
        if self._inside:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.blocks[-1] += data


def told(client: Client, path: str = "/services/AZ-0001/") -> list[dict[str, Any]]:
    [block] = Blocks(client.get(path).content.decode()).blocks
    return json.loads(block)


@pytest.mark.django_db
def test_the_sheet_speaks_schema_org(client: Client) -> None:
    make_service(
        description="شرح", fee_rials=150_000, fee_text="نقدی", standard_days=10, day_kind="calendar",
        channels=(ChannelContent("web", "https://example.org/"), ChannelContent("phone", "028")),
    )  # fmt: skip
    service, path = told(client)
    assert service["@type"] == "GovernmentService"
    assert service["@id"] == "http://testserver/services/AZ-0001/"
    assert service["offers"] == {
        "@type": "Offer", "price": 150_000, "priceCurrency": "IRR", "description": "نقدی",
    }  # fmt: skip
    web, phone = service["availableChannel"]
    assert web == {"@type": "ServiceChannel", "serviceUrl": "https://example.org/", "processingTime": "P10D"}
    assert phone["servicePhone"]["telephone"] == "028"
    assert service["provider"]["@type"] == "GovernmentOrganization"
    assert [step["position"] for step in path["itemListElement"]] == [1, 2, 3, 4]
    assert path["itemListElement"][-1]["item"] == "http://testserver/services/AZ-0001/"


@pytest.mark.django_db
def test_what_is_unknown_is_not_said(client: Client) -> None:
    make_service()
    assert set(told(client)[0]) == {"@context", "@type", "@id", "url", "identifier", "name", "provider"}


@pytest.mark.django_db
@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_ends_the_block(client: Client, text: str) -> None:
    text = f"م{text}"[:400]
    make_service(description=text, channels=(ChannelContent("counter", text),))
    service, _ = told(client)
    tidy = normalise(text)
    assert service["description"] == tidy
    assert service["availableChannel"][0]["serviceLocation"]["name"] == tidy


def test_the_block_holds_no_markup() -> None:
    value = schema_org.content_part(ServiceContent("".join(HOSTILE), description="".join(HOSTILE)))
    assert not re.search("[<>&\u2028\u2029]", schema_org.as_script_text(value))


@pytest.mark.django_db
def test_the_other_forms_are_named_on_the_sheet(client: Client) -> None:
    make_service()
    links = Blocks(client.get("/en/services/AZ-0001/").content.decode()).links
    assert links == {
        "text/turtle": "/services/AZ-0001.ttl", "application/ld+json": "/services/AZ-0001.jsonld",
    }  # fmt: skip
    assert all(client.get(path).status_code == 200 for path in links.values())


@pytest.mark.django_db
def test_an_earlier_version_and_a_retired_service_are_no_answer_to_a_search(client: Client) -> None:
    service = make_service()
    actions.publish_version(LOADER, service, make_content("عنوان تازه"))
    assert Blocks(client.get("/services/AZ-0001/versions/1/").content.decode()).blocks == []
    assert told(client)[0]["name"] == "عنوان تازه"
    actions.retire_service(LOADER, service, why="آزمون")
    page = Blocks(client.get("/services/AZ-0001/").content.decode())
    assert page.blocks == []
    assert "text/turtle" in page.links
