"""The search box follows the combobox pattern: arrows choose, Escape closes, Enter opens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from barzan.look.tests.browser import AXE, BUNDLE, axe

pytestmark = pytest.mark.browser

SCRIPT = BUNDLE.with_suffix(".js")
PAGE = """<!doctype html><html lang="en" dir="rtl"><head><title>Search</title>
<meta name="htmx-config" content='{"includeIndicatorStyles": false, "allowEval": false}'></head>
<body><main><h1>Search</h1><form role="search" action="/results"><label for="box">Search</label>
<input id="box" type="search" name="q" data-combobox="box-list"
 hx-get="/suggest" hx-trigger="input changed delay:20ms" hx-target="#box-list">
<button>Find</button><div id="box-list" aria-label="Suggestions" hidden></div></form></main>
<script src="/barzan.js"></script></body></html>"""
OPTIONS = "".join(
    f'<a role="option" tabindex="-1" aria-selected="false" href="/{name}">{name}</a>'
    for name in ("one", "two")
)


@pytest.fixture
def box(open_page: Callable[..., Any]) -> Any:
    """The box on a page of its own, with a server that always suggests two things."""
    page = open_page()
    answers = {"/": PAGE, "/suggest": OPTIONS, "/barzan.js": SCRIPT.read_text(encoding="utf-8")}

    def answer(route: Any) -> None:
        path = "/" + route.request.url.split("/", 3)[3].partition("?")[0]
        kind = "text/javascript" if path.endswith(".js") else "text/html"
        route.fulfill(body=answers.get(path, f"<title>{path}</title>"), content_type=kind)

    page.route("**/*", answer)
    page.goto("http://search.test/")
    return page


def typed(page: Any) -> Any:
    page.locator("#box").press_sequentially("ab")
    page.locator("#box-list").wait_for(state="visible")
    return page.locator("#box")


def test_typing_opens_a_list_that_the_input_owns(box: Any) -> None:
    field = typed(box)
    assert AXE.exists()
    assert axe(box) == []
    assert field.get_attribute("role") == "combobox"
    assert field.get_attribute("aria-expanded") == "true"
    assert field.get_attribute("aria-controls") == "box-list"
    assert field.get_attribute("aria-activedescendant") is None


def test_the_arrows_go_round_through_the_input(box: Any) -> None:
    field = typed(box)
    seen = []
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp"):
        field.press(key)
        seen.append(field.get_attribute("aria-activedescendant"))
    assert seen == ["box-list-0", "box-list-1", None, "box-list-1"]
    assert box.locator("#box-list-1").get_attribute("aria-selected") == "true"
    assert box.evaluate("document.activeElement.id") == "box"


def test_enter_opens_the_chosen_one_and_else_sends_the_form(box: Any) -> None:
    field = typed(box)
    field.press("ArrowDown")
    field.press("Enter")
    box.wait_for_url("http://search.test/one")
    box.goto("http://search.test/")
    typed(box).press("Enter")
    box.wait_for_url("http://search.test/results?q=ab")


def test_escape_closes_the_list_first_and_keeps_the_words(box: Any) -> None:
    field = typed(box)
    field.press("Escape")
    assert not box.locator("#box-list").is_visible()
    assert field.get_attribute("aria-expanded") == "false"
    assert field.input_value() == "ab"
    field.press("ArrowDown")
    assert box.locator("#box-list").is_visible()


def test_leaving_the_form_closes_the_list(box: Any) -> None:
    typed(box)
    box.locator("h1").click()
    assert not box.locator("#box-list").is_visible()
