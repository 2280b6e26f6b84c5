"""The library in a browser: axe finds nothing, nothing scrolls sideways, without scripts all is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from barzan.access import Role
from barzan.forms.actions import bank, drafting
from barzan.forms.tests.factories import WRITER, fresh, make_published, publish_next, workbook
from barzan.look.tests.browser import axe, in_two_ways, screenshot
from barzan.people.models import Unit
from barzan.people.tests.factories import PASSWORD, make_unit, make_user
from barzan.xlsform import NotConverted, convert
from barzan.xlsform.tests.building import book, question

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BAD = book([question("select_one nowhere", "q", "پرسش", "Question")])


def library(unit: Unit) -> int:
    """A form with two versions, a draft, a question of the bank; the number of a refusal."""
    form = make_published(unit, key="opinion", consent="پاسخ‌ها بی‌نام می‌ماند.", tags=("محله",))
    publish_next(form, workbook(question("date", "day", "روز", "Day")))
    bank.collect(WRITER, fresh(form), ["/data/content"], ["پایه"])
    drafting.upload(WRITER, form, "next.xlsx", workbook(without=("why",)), seen=0)
    with pytest.raises(NotConverted) as refused:
        convert(BAD, "bad.xlsx")
    return drafting.refuse(WRITER, unit, "bad.xlsx", refused.value, form).pk


def sign_in(page: Any, base: str, unit: Unit) -> None:
    user = make_user(Role.UNIT_HEAD, unit)
    page.goto(f"{base}/account/login/")
    page.fill("input[name=login]", user.username)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")


@in_two_ways
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    live_server: Any, open_page: Callable[..., Any], width: int, prefix: str, scheme: str
) -> None:
    unit = make_unit("PLAN")
    refusal = library(unit)
    page = open_page(width=width, color_scheme=scheme)
    sign_in(page, live_server.url, unit)
    said: list[str] = []
    for path in (
        "",
        "new/",
        "questions/",
        "questions/content/",
        f"refusals/{refusal}/",
        "opinion/",
        "opinion/preview/",
        "opinion/draft/",
        "opinion/publish/",
        "opinion/versions/",
        "opinion/compare/?from=1&to=draft",
        "opinion/translate/?to=az",
        "opinion/collect/",
        "opinion/ask/",
        "opinion/settings/",
    ):
        page.goto(f"{live_server.url}{prefix}/staff/forms/{path}")
        name = path.partition("?")[0].strip("/").replace("/", "-") or "list"
        screenshot(page, f"forms-{name}-{width}-{scheme}{prefix.replace('/', '-')}")
        said.extend(f"{name}: {violation}" for violation in axe(page))
        if page.evaluate("document.documentElement.scrollWidth") > width:
            said.append(f"{name}: scrolls sideways at {width}")
    assert not said, "\n".join(said)


def test_from_workbook_to_publication_without_scripts(
    live_server: Any, open_page: Callable[..., Any], tmp_path: Any
) -> None:
    unit = make_unit("PLAN")
    page = open_page(width=390, java_script_enabled=False)
    sign_in(page, live_server.url, unit)
    (tmp_path / "opinion.xlsx").write_bytes(workbook())
    page.goto(f"{live_server.url}/staff/forms/new/")
    page.set_input_files("[name=workbook]", str(tmp_path / "opinion.xlsx"))
    page.fill("[name=title]", "نظرخواهی")
    page.fill("[name=key]", "opinion")
    page.click("main form button[type=submit]")
    page.goto(f"{live_server.url}/staff/forms/opinion/publish/")
    page.fill("[name=why]", "مصوبه")
    page.click("main form button[type=submit]")
    assert "نسخهٔ ۱" in page.inner_text("main")
