"""The desk in a browser: a review by the keyboard alone, and the same without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from barzan.access import Role
from barzan.look.tests.browser import axe, in_two_ways, screenshot
from barzan.people.tests.factories import make_user
from barzan.review.models import Item, Reading
from barzan.review.tests.factories import make_reading, make_units

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Opened = Callable[..., Any]
PAGES = ("", "desk/", "items/1/?state=all", "units/", "publish/", "clean/1/", "log/", "give-up/", "../")


@pytest.fixture
def desk(live_server: Any, open_page: Callable[..., Any]) -> Opened:
    """Opens the desk of a new reading for somebody signed in."""

    def opened(**options: Any) -> tuple[Any, Reading, str]:
        reading = make_reading(make_units())
        client = Client()
        user = make_user(Role.SECRETARY, reading.unit)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        page, name = open_page(**options), settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
        page.context.add_cookies([cookie])
        address = f"{live_server.url}/staff/review/{reading.pk}"
        page.goto(f"{address}/desk/")
        return page, reading, address

    return opened


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def follow(page: Any, key: str) -> None:
    """Presses a key that leads to another page, and waits for it."""
    with page.expect_navigation():
        page.keyboard.press(key)


def item(reading: Reading, order: int) -> Item:
    return reading.items.get(order=order)


def test_a_review_by_the_keyboard_alone(desk: Opened) -> None:
    page, reading, _ = desk()
    assert page.locator("h1").inner_text() == "ردیفی بی‌عنوان", "the lost row needs a person most"
    press(page, "e")
    page.keyboard.type("خدمت گم‌شده")
    press(page, "Escape", "3", "c", "4")
    assert "اصلاح" in page.locator("[data-label]").inner_text()
    follow(page, "a")
    lost = item(reading, 6)
    assert (lost.state, lost.title, lost.service_class, lost.has_client) == (
        "corrected", "خدمت گم‌شده", "shared", True,
    )  # fmt: skip
    assert lost.decisions.get().reason == "original"
    follow(page, "u")
    assert item(reading, 6).state == "open"
    follow(page, "j")
    follow(page, "k")
    assert "/items/6/" in page.url
    press(page, "r")
    page.keyboard.type("از دفتر می‌پرسم")
    press(page, "Escape")
    follow(page, "q")
    assert item(reading, 6).state == "questioned"


def test_keys_rest_in_fields_and_can_be_switched_off(desk: Opened) -> None:
    page, reading, _ = desk()
    press(page, "e")
    page.keyboard.type("1 a u c")
    assert page.locator("[name=service_class]:checked").count() == 0
    press(page, "Escape", "?")
    page.locator("[data-keys-switch]").uncheck()
    page.locator("h1").click()
    press(page, "1", "a")
    assert page.locator("[name=service_class]:checked").count() == 0
    assert item(reading, 6).state == "open"
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    press(page, "1")
    assert page.locator("[name=service_class]:checked").count() == 0, "the choice is remembered"


def test_what_is_typed_ahead_decides_nothing_twice(desk: Opened) -> None:
    page, reading, address = desk()
    page.goto(f"{address}/items/1/")
    press(page, "a", "a", "a")
    page.wait_for_url(lambda url: "/items/1/" not in url)
    assert item(reading, 1).number == 1
    assert sum(each.number for each in reading.items.all()) == 1


def test_the_desk_works_without_scripts(desk: Opened) -> None:
    page, reading, address = desk(java_script_enabled=False)
    page.goto(f"{address}/items/1/")
    page.click("[name=deed][value=decide]")
    assert item(reading, 1).state == "accepted"
    page.click(".review-last button")
    assert item(reading, 1).state == "open"


@in_two_ways
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    desk: Opened, width: int, prefix: str, scheme: str
) -> None:
    page, reading, address = desk(width=width, color_scheme=scheme)
    said = []
    for name in (
        "",
        "desk/",
        "items/1/?state=all",
        "units/",
        "publish/",
        "clean/1/",
        "log/",
        "give-up/",
        "../",
    ):
        page.goto(f"{address}/{name}".replace("/staff", f"{prefix}/staff"))
        page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
        screenshot(page, f"review-{name.split('/')[0] or 'reading'}-{width}-{scheme}{prefix[1:]}")
        said += [f"{name}: {violation}" for violation in axe(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            said.append(f"{name} scrolls sideways")
    assert said == []
    assert reading.is_open
