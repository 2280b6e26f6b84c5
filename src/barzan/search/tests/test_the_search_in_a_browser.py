"""The results page as people see it: accessible, and suggestions that open while typing."""

import pytest

from barzan.look.tests.browser import axe
from barzan.search.tests.conftest import Fill, entry, unit

pytestmark = pytest.mark.browser


@pytest.fixture
def library(transactional_db: None, fill: Fill) -> None:
    about = "برای گرفتن پروانه، درخواست با سند مالکیت و نقشه به شهرداری می‌رسد و در کمیسیون بررسی می‌شود. " * 3
    fill(
        *[
            entry(f"1003{n}", f"صدور پروانهٔ {what}", body=about, facets=unit(f"دفتر {n % 3}"))
            for n, what in enumerate(("ساختمان", "بهره‌برداری معدن", "بازار روز", "ساخت راه"))
        ]
    )


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("asked", ["", "پروانه ساخمان", "پروانه", "سیمرغ"])
def test_the_page_is_accessible(page, live_server, asked: str) -> None:
    page.goto(f"{live_server.url}/search/?q={asked}")
    assert axe(page) == []


@pytest.mark.usefixtures("library")
def test_suggestions_open_while_typing(page, live_server) -> None:
    page.goto(f"{live_server.url}/search/")
    page.locator("#search-page").press_sequentially("پروانه سا")
    page.locator("#search-page-list [role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
