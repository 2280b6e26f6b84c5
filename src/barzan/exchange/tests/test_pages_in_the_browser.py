"""The pages in a browser: axe finds nothing, nothing scrolls sideways, scripts are not needed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from barzan.access import Role
from barzan.blueprints import actions as blueprints
from barzan.catalogue.tests.conftest import MEHRKUH
from barzan.catalogue.tests.factories import LOADER
from barzan.exchange.tests.workbooks import changed, put
from barzan.look.tests.browser import axe, in_two_ways, screenshot
from barzan.people.models import Unit
from barzan.people.tests.factories import PASSWORD, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOME = "/staff/exchange/"


def sign_in(page: Any, server: str, role: Role) -> None:
    user = make_user(role, Unit.objects.get(parent=None))
    page.goto(f"{server}{HOME}")
    page.fill("[name=login]", user.username)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"**{HOME}")


def another_title(book: object) -> None:
    put(book, "services", 3, "title", "عنوان دیگری برای آزمون")
    put(book, "services", 4, "client", "no")


def wrong_class(book: object) -> None:
    put(book, "services", 4, "class", "special")


@in_two_ways
def test_axe_finds_nothing_from_the_file_to_the_drafts(
    live_server: Any, open_page: Callable[..., Any], tmp_path: Path, width: int, prefix: str, scheme: str
) -> None:
    blueprints.load(LOADER, MEHRKUH)
    good, bad = tmp_path / "good.xlsx", tmp_path / "bad.xlsx"
    good.write_bytes(changed(another_title))
    bad.write_bytes(changed(wrong_class))
    page = open_page(width=width, color_scheme=scheme)
    sign_in(page, live_server.url, Role.UNIT_HEAD)
    said: list[str] = []

    def look(name: str) -> None:
        screenshot(page, f"exchange-{name}-{width}-{scheme}{prefix.replace('/', '-')}")
        said.extend(f"{name}: {violation}" for violation in axe(page))
        if page.evaluate("document.documentElement.scrollWidth") > width:
            said.append(f"{name} scrolls sideways")

    for file, name in ((bad, "problems"), (good, "plan")):
        page.goto(f"{live_server.url}{prefix}{HOME}")
        look("home")
        page.set_input_files("[name=file]", file)
        page.click("form[data-upload] button")
        page.wait_for_url("**/imports/*/")
        look(name)
    page.fill("#confirm [name=why]", "نامهٔ ۱۲")
    page.click("#confirm button")
    page.wait_for_selector("#back")
    look("done")
    assert said == []


def test_a_file_is_handed_in_and_confirmed_without_scripts(
    live_server: Any, open_page: Callable[..., Any], tmp_path: Path
) -> None:
    blueprints.load(LOADER, MEHRKUH)
    file = tmp_path / "good.xlsx"
    file.write_bytes(changed(another_title))
    page = open_page(java_script_enabled=False)
    sign_in(page, live_server.url, Role.UNIT_HEAD)
    page.set_input_files("[name=file]", file)
    page.click("form[data-upload] button")
    assert "عنوان دیگری برای آزمون" in page.inner_text("main")
    page.fill("#confirm [name=why]", "نامهٔ ۱۲")
    page.click("#confirm button")
    assert "پیش‌نویس شد" in page.inner_text("main")
