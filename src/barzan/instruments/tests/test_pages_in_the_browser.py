"""The pages in a browser: axe finds nothing, nothing scrolls sideways, no scripts are needed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from barzan.access import Role
from barzan.instruments import actions
from barzan.instruments.models import Instrument
from barzan.instruments.tests.factories import STEWARD, cite, make_instrument, make_resting
from barzan.look.tests.browser import axe, in_two_ways, screenshot
from barzan.people.tests.factories import PASSWORD, make_unit, make_user
from barzan.revisions.models import Draft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def gardens() -> tuple[Instrument, Instrument]:
    """Two acts, one amended and cited differently by two services; a citation that names nothing recorded."""
    old = make_instrument("قانون باغ‌ها", number="74/13282", issuer="مجلس آزمون")
    new = make_instrument("قانون باغ‌ها و بوستان‌ها", number="777", date=date(2023, 1, 1))
    actions.relate(
        STEWARD, "amends", make_instrument("اصلاحیهٔ قانون باغ‌ها"), old, on=date(2015, 1, 1), why="متن"
    )
    office = make_unit("gardens", make_unit("root"), name="دفتر باغ‌ها")
    make_resting("AA-0001", cite(old, article="ماده ۳"), unit=office)
    make_resting(
        "AA-0002", cite(old, document_number="74/9999"), cite(None, title="قانون باغ ها"), unit=office
    )
    make_resting("AA-0003", cite(None, title="قوانین و مقررات"), unit=office)
    return old, new


def sign_in(page: Any, base: str, role: Role) -> None:
    user = make_user(role, make_unit("reform"))
    page.goto(f"{base}/account/login/")
    page.fill("input[name=login]", user.username)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")


@in_two_ways
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    live_server: Any, open_page: Callable[..., Any], width: int, prefix: str, scheme: str
) -> None:
    old, new = gardens()
    page = open_page(width=width, color_scheme=scheme)
    said: list[str] = []

    def look(name: str) -> None:
        screenshot(page, f"instruments-{name}-{width}-{scheme}{prefix.replace('/', '-')}")
        said.extend(f"{name}: {violation}" for violation in axe(page))
        if page.evaluate("document.documentElement.scrollWidth") > width:
            said.append(f"{name} scrolls sideways")

    for name, path in {
        "list": "",
        "one": f"{old.code}/",
        "nothing": "?q=هیچ",
        "bare": f"{new.code}/",
    }.items():
        page.goto(f"{live_server.url}{prefix}/instruments/{path}")
        look(name)
    sign_in(page, live_server.url, Role.SECRETARY)
    deeds = ("change", "relate", "attach", "replace")
    for path in ("new/", "proposals/", f"{old.code}/", *(f"{old.code}/{deed}/" for deed in deeds)):
        page.goto(f"{live_server.url}{prefix}/instruments/{path}")
        look(f"steward-{path.strip('/').replace('/', '-')}")
    page.fill("input[name=new]", new.code)
    page.fill("input[name=on_day]", "1")
    page.select_option("select[name=on_month]", "2")
    page.fill("input[name=on_year]", "1403")
    page.click("button[value=preview]")
    look("preview")
    assert said == []


def test_the_steward_replaces_and_accepts_without_scripts(
    live_server: Any, open_page: Callable[..., Any]
) -> None:
    old, new = gardens()
    page = open_page(java_script_enabled=False)
    sign_in(page, live_server.url, Role.SECRETARY)
    page.goto(f"{live_server.url}/instruments/proposals/")
    page.check("input[name=accept]")
    page.click("text=پذیرفتن علامت‌زده‌ها")
    assert Draft.objects.get().code == "AA-0002"
    page.goto(f"{live_server.url}/instruments/{old.code}/replace/")
    page.fill("input[name=new]", "بوستان")
    page.fill("input[name=on_day]", "۱")
    page.select_option("select[name=on_month]", "2")
    page.fill("input[name=on_year]", "۱۴۰۳")
    page.click("button[value=preview]")
    assert new.title in page.inner_text("main")
    page.click("button[value=confirm]")
    assert "دربارهٔ ۰ خدمت از ۱" in page.inner_text("main")
    assert set(Draft.objects.values_list("code", flat=True)) == {"AA-0001", "AA-0002"}
