"""The pages in Chromium: accessible, calm under a strict policy, usable by keyboard and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from barzan.look.tests.browser import axe, screenshot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OpenPage = Callable[..., Any]
LANGUAGES = {"fa": "/look/", "en": "/en/look/"}


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_the_component_page(
    open_page: OpenPage, live_server: Any, language: str, theme: str, width: int
) -> None:
    page = open_page(width=width, color_scheme=theme)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(live_server.url + LANGUAGES[language], wait_until="networkidle")
    screenshot(page, f"components-{language}-{theme}-{width}")
    assert axe(page) == []
    assert complaints == [], "the console stays empty: no error, nothing that the policy refused"
    assert page.evaluate("document.documentElement.dir") == ("rtl" if language == "fa" else "ltr")


@pytest.mark.parametrize("width", [390, 640], ids=["phone", "1280 at 200 % zoom"])
@pytest.mark.parametrize("path", [*LANGUAGES.values(), "/no-such-page/"])
def test_no_page_scrolls_sideways(open_page: OpenPage, live_server: Any, path: str, width: int) -> None:
    page = open_page(width=width)
    page.goto(live_server.url + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_large_letters_do_not_break_the_phone(phone_page: Any, live_server: Any) -> None:
    phone_page.goto(live_server.url + "/look/")
    phone_page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    assert phone_page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_first_tab_reaches_the_skip_link_and_it_leads_to_the_content(page: Any, live_server: Any) -> None:
    page.goto(live_server.url + "/look/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_phone_menu_opens_by_keyboard_and_without_scripts(open_page: OpenPage, live_server: Any) -> None:
    page = open_page(width=390, java_script_enabled=False)
    page.goto(live_server.url + "/look/")
    menu = page.locator(".phone-tools summary").last
    menu.focus()
    page.keyboard.press("Enter")
    assert page.locator(".phone-tools details[open] .phone-panel").is_visible()


def test_the_theme_stays_chosen_without_scripts(open_page: OpenPage, live_server: Any) -> None:
    page = open_page(color_scheme="light", java_script_enabled=False)
    page.goto(live_server.url + "/look/?q=1")
    page.get_by_role("button", name="تیره").click()
    assert page.url == live_server.url + "/look/?q=1"
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.locator("body").evaluate("body => getComputedStyle(body.parentElement).backgroundColor") == (
        "rgb(15, 21, 36)"
    )


def test_the_other_language_is_one_click_away(page: Any, live_server: Any) -> None:
    page.goto(live_server.url + "/look/")
    page.get_by_role("link", name="English").click()
    assert page.url == live_server.url + "/en/look/"
    page.get_by_role("link", name="فارسی").click()
    assert page.url == live_server.url + "/look/"


def test_paper_shows_no_navigation_and_keeps_light_colours(open_page: OpenPage, live_server: Any) -> None:
    page = open_page(color_scheme="dark")
    page.goto(live_server.url + "/look/")
    page.emulate_media(media="print", color_scheme="dark")
    for part in (".site-footer", ".site-tools", ".skip-link", ".pager"):
        assert not page.locator(part).first.is_visible()
    assert page.locator("h1").evaluate("title => getComputedStyle(title).color") == "rgb(26, 34, 56)"
    assert len(page.pdf(format="A4")) > 10_000
