"""The pages of the open data in a browser: axe finds nothing, nothing is refused, scripts are not needed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from barzan.blueprints import actions as blueprints
from barzan.catalogue.tests.conftest import MEHRKUH
from barzan.catalogue.tests.factories import LOADER
from barzan.look.tests.browser import axe, in_two_ways, screenshot

PAGES = {"data": "/data/", "vocabulary": "/data/vocabulary/", "sheet": "/services/MK-0001/"}
INTERFACE = "/api/v1/docs"  # in one language
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@in_two_ways
def test_axe_finds_nothing_and_the_policy_refuses_nothing(
    live_server: Any, open_page: Callable[..., Any], width: int, prefix: str, scheme: str
) -> None:
    blueprints.load(LOADER, MEHRKUH)
    page, here = open_page(width=width, color_scheme=scheme), (live_server.url, "data:")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda asked: said.append(asked.url) if not asked.url.startswith(here) else None)
    for name, path in {**{name: prefix + path for name, path in PAGES.items()}, "api": INTERFACE}.items():
        page.goto(live_server.url + path)
        screenshot(page, f"opendata-{name}-{width}-{scheme}{prefix.replace('/', '-')}")
        said += [f"{name}: {violation}" for violation in axe(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            said.append(f"{name} scrolls sideways")
    assert said == []


def test_a_reader_without_scripts_finds_the_data_from_any_page(
    live_server: Any, open_page: Callable[..., Any]
) -> None:
    blueprints.load(LOADER, MEHRKUH)
    page = open_page(java_script_enabled=False)
    page.goto(live_server.url)
    page.click(".site-footer >> text=دادهٔ باز")
    assert "دادهٔ باز" in page.inner_text("h1")
    address = page.get_attribute("a[href$='.jsonld']", "href")
    assert json.loads(page.request.get(address).text())["@graph"][0]["type"] == "cpsv:PublicService"
