"""The pages in a browser: axe finds nothing, nothing scrolls sideways, scripts are not needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from barzan.blueprints import actions as blueprints
from barzan.catalogue.tests.conftest import MEHRKUH
from barzan.catalogue.tests.factories import LOADER
from barzan.look.tests.browser import axe, in_two_ways, screenshot

PAGES = {
    "home": "/",
    "browse": "/services/",
    "list": "/services/list/",
    "office": "/services/offices/investment/",
    "category": "/services/categories/business/",
    "sheet": "/services/MK-0001/",
    "gap": "/services/MK-0006/",
    "summary": "/services/summary/",
    "findings": "/services/findings/",
    "corrections": "/services/corrections/",
    "decisions": "/services/decisions/",
    "unknown": "/services/ZZ-0001/",
}
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@in_two_ways
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    live_server: Any, open_page: Callable[..., Any], width: int, prefix: str, scheme: str
) -> None:
    blueprints.load(LOADER, MEHRKUH)
    page = open_page(width=width, color_scheme=scheme)
    said: list[str] = []
    page.on(
        "console", lambda message: said.append(message.text) if "Content Security" in message.text else None
    )
    for name, path in PAGES.items():
        page.goto(f"{live_server.url}{prefix}{path}")
        screenshot(page, f"catalogue-{name}-{width}-{scheme}{prefix.replace('/', '-')}")
        said += [f"{name}: {violation}" for violation in axe(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            said.append(f"{name} scrolls sideways")
    assert said == []


def test_the_essentials_work_without_scripts(live_server: Any, open_page: Callable[..., Any]) -> None:
    blueprints.load(LOADER, MEHRKUH)
    page = open_page(java_script_enabled=False)
    page.goto(live_server.url)
    page.fill("#code", "mk-0010")
    page.click(".hero-form button")
    assert "برآورد خسارت سیل و زلزله" in page.inner_text("h1")
    page.goto(f"{live_server.url}/services/list/")
    page.click(".filters >> text=اختصاصی")
    assert page.locator(".service-row").count() == 3
