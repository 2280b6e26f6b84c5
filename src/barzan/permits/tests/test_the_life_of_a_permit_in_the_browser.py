"""A permit from nothing, on pages alone: a register is made, filled from a file, its entries are worked, a
certificate is signed, and a stranger with a phone is told what it is worth. axe finds nothing on the way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader

from barzan.access import Role
from barzan.look.tests.browser import axe, screenshot
from barzan.people.tests.factories import PASSWORD, make_unit, make_user
from barzan.registers.actions import importing
from barzan.registers.models import Entry, Import
from barzan.registers.tests.factories import MAKER, TRADES
from barzan.xlsform.tests.building import book, question

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SURVEY = (
    question("text", "holder", "نام دست‌فروش", "Vendor", required="yes", personal="yes"),
    question("text", "stall", "نام بساط", "Stall", required="yes"),
    question("select_one trades", "trade", "رسته", "Trade"),
    question("integer", "area", "مساحت", "Area", constraint=". <= 12"),
)
SETTINGS = {"form_title": "پروانهٔ دست‌فروشی", "form_id": "vendors", "default_language": "فارسی (fa)"}
ROWS = "نام دست‌فروش,نام بساط,رسته,مساحت\nسارا,بساط یک,خیاطی,{area}\nرضا,بساط دو,قالی‌بافی,۸\n"
TEXT = "به {holder} اجازه داده می‌شود که با بساط «{stall}» کار کند."


class Walk:
    """One person's way through the pages; ``said`` is what axe and the width of the page object to."""

    def __init__(self, page: Any, base: str) -> None:
        self.page, self.base, self.said = page, base, []

    def to(self, name: str, *args: Any) -> None:
        self.page.goto(self.base + reverse(name, args=args))

    def send(self, **fields: str) -> None:
        """Fills in the first form of the page by the names of its fields, and sends it."""
        form = self.page.locator("main form.form").first
        for name, value in fields.items():
            given = form.locator(f"[name='{name}']").first
            if given.evaluate("e => e.tagName") == "SELECT":
                given.select_option(value)
            elif given.get_attribute("type") == "checkbox":
                form.locator(f"[name='{name}'][value='{value}']").check()
            else:
                given.fill(value)
        form.locator("button[type=submit]").last.click()
        self.page.wait_for_load_state()

    def look(self, name: str) -> str:
        """What the page says, after axe has looked at it."""
        width = self.page.viewport_size["width"]
        screenshot(self.page, f"permit-{name}-{width}")
        self.said += [f"{name}: {violation}" for violation in axe(self.page)]
        if self.page.evaluate("document.documentElement.scrollWidth") > width:
            self.said.append(f"{name}: scrolls sideways")
        return str(self.page.inner_text("main"))


@pytest.fixture
def head(live_server: Any, open_page: Callable[..., Any]) -> Iterator[Walk]:
    """Who heads a unit, signed in."""
    user = make_user(Role.UNIT_HEAD, make_unit("office"))
    walk = Walk(open_page(), live_server.url)
    walk.page.goto(f"{live_server.url}/account/login/")
    walk.page.fill("input[name=login]", user.username)
    walk.page.fill("input[name=password]", PASSWORD)
    walk.page.click("main button[type=submit]")
    walk.page.wait_for_load_state()
    yield walk
    assert walk.said == []


def test_a_permit_from_nothing_to_the_eyes_of_a_stranger(
    head: Walk, live_server: Any, open_page: Callable[..., Any]
) -> None:
    defined(head)
    imported(head)
    code = signed(head)
    stranger = Walk(open_page(width=390, height=844), live_server.url)
    entry = Entry.objects.get(title="بساط یک")
    assert "امروز معتبر است" in verified(stranger, code)
    head.to("registers:pass", "vendors", entry.pk, "suspend")
    head.send(why="شکایت همسایه‌ها")
    assert "تعلیق" in verified(stranger, code)
    forged = code[:-1] + ("A" if code[-1] != "A" else "B")
    assert "کد را نادرست نوشته‌اید" in verified(stranger, forged)
    assert stranger.said == []


def defined(head: Walk) -> None:
    """A register with a form from a workbook, a state more than it begins with, and a validity."""
    head.to("registers:new")
    head.look("new")
    workbook = {"name": "v.xlsx", "mimeType": "application/vnd.ms-excel", "buffer": made_workbook()}
    head.page.set_input_files("[name=workbook]", workbook)
    head.send(title="پروانهٔ دست‌فروشی", key="vendors")
    head.to("registers:part", "vendors", "states", "new")
    head.send(title="معلق", key="suspended", standing="suspended")
    assert "نخست باید ۲ چیز درست شود" in head.look("draft")
    head.to("registers:part", "vendors", "transitions", "new")
    head.look("transition")
    head.send(title="تعلیق", key="suspend", sources="in-force", to="suspended", roles="unit_head")
    head.to("registers:part", "vendors", "transitions", "new")
    head.send(title="رفع تعلیق", key="resume", sources="suspended", to="in-force", roles="unit_head")
    head.to("registers:part", "vendors", "transitions", "approve")
    head.send(condition="area <= 10", validity="begin")
    head.page.check("[name='settings-public'][value=stall]")
    head.page.fill("[name='settings-amount']", "1")
    head.page.locator("form:has([name='settings-amount']) button[type=submit]").click()
    head.page.wait_for_load_state()
    head.to("registers:publish", "vendors")
    head.send(why="مصوبهٔ شورا")
    head.look("about")


def made_workbook() -> bytes:
    return book(SURVEY, TRADES, SETTINGS)


def imported(head: Walk) -> None:
    """A file with a wrong row is told by its place; the corrected one opens two entries."""
    for area, told in (("۴۰", "مساحت"), ("۹", "همهٔ ردیف‌ها درست‌اند")):
        head.to("registers:imports", "vendors")
        file = {"name": "rows.csv", "mimeType": "text/csv", "buffer": ROWS.format(area=area).encode()}
        head.page.set_input_files("[name=file]", file)
        head.send()
        head.page.locator("form:has([name=column0]) button[type=submit]").click()
        head.page.wait_for_load_state()
        importing.check_rows(Import.objects.latest("pk"), lambda *_: None)
        head.page.reload()
        assert told in head.look(f"import-{area}")
    assert not Entry.objects.exists()
    head.page.locator("form[action$='start/'] button").click()
    head.page.wait_for_load_state()
    importing.take_rows(MAKER, Import.objects.latest("pk"), lambda *_: None)
    head.to("registers:register", "vendors")
    assert "۲ رکورد" in head.look("list")


def signed(head: Walk) -> str:
    """The code of a certificate, as the paper has it."""
    head.to("permits:template", "vendors")
    head.look("template")
    head.send(body=TEXT, why="نمونهٔ نخست")
    entry = Entry.objects.get(title="بساط یک")
    head.to("registers:pass", "vendors", entry.pk, "approve")
    head.look("pass")
    head.send()
    head.look("entry")
    head.page.locator("form[action*='/permits/of/'] button").click()
    head.page.wait_for_load_state()
    head.look("certificate")
    with head.page.expect_download() as download:
        head.page.locator("main .buttons a.button-primary").click()
    text = PdfReader(BytesIO(download.value.path().read_bytes())).pages[0].extract_text()
    # Where the font draws two letters closer or wider, the reader sees a space: "4F JT0".
    found = re.search(r"/verify/([A-Z0-9]{20})/", re.sub(r"\s", "", text))
    assert found is not None, text
    return found[1]


def verified(stranger: Walk, code: str) -> str:
    stranger.to("verify:certificate", code)
    return stranger.look("verified")
