"""The calendar in a browser: opened, walked and closed by keyboard alone, under a strict content policy."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.utils.translation import override

import barzan.persian
from barzan.persian.fields import JalaliDateField

pytestmark = pytest.mark.browser

STATIC = Path(barzan.persian.__file__).parent / "static" / "persian"
ADDRESS = "http://picker.test/"
SHELL = """<!doctype html><html lang="{language}" dir="{direction}"><head><title>Picker</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'self'">
<link rel="stylesheet" href="jalali-picker.css"><script type="module" src="jalali-picker.js"></script>
</head><body><main><form><fieldset><legend>Due</legend>{field}</fieldset></form></main></body></html>"""


class Form(forms.Form):
    due = JalaliDateField(initial=date(2026, 12, 2))


def open_calendar(page: Any, language: str) -> None:
    """Shows the field under a strict content policy and opens the calendar with the keyboard."""
    with override(language):
        field = str(Form()["due"])
    direction = "rtl" if language == "fa" else "ltr"
    shell = SHELL.format(language=language, direction=direction, field=field)

    def answer(route: Any) -> None:
        name = route.request.url.removeprefix(ADDRESS)
        if name.startswith("jalali-picker"):
            route.fulfill(path=str(STATIC / name))
        else:
            route.fulfill(body=shell, content_type="text/html; charset=utf-8")

    page.route("**/*", answer)
    page.goto(ADDRESS)
    page.locator(".jp-open").focus()
    page.keyboard.press("Enter")


def focused(page: Any) -> str:
    named: str = page.evaluate("document.activeElement.getAttribute('aria-label')")
    return named


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        ("", "چهارشنبه ۱۱ آذر ۱۴۰۵"),
        ("ArrowLeft", "پنجشنبه ۱۲ آذر ۱۴۰۵"),
        ("ArrowRight", "سه\u200cشنبه ۱۰ آذر ۱۴۰۵"),
        ("ArrowDown", "چهارشنبه ۱۸ آذر ۱۴۰۵"),
        ("ArrowUp ArrowUp", "چهارشنبه ۲۷ آبان ۱۴۰۵"),
        ("Home", "شنبه ۷ آذر ۱۴۰۵"),
        ("End", "جمعه ۱۳ آذر ۱۴۰۵"),
        ("PageDown", "جمعه ۱۱ دی ۱۴۰۵"),
        ("Shift+PageUp", "سه\u200cشنبه ۱۱ آذر ۱۴۰۴"),
    ],
)
def test_keys_move_the_focus(page: Any, keys: str, day: str) -> None:
    open_calendar(page, "fa")
    for key in keys.split():
        page.keyboard.press(key)
    assert focused(page) == day


def test_in_english_the_right_arrow_is_the_next_day(page: Any) -> None:
    open_calendar(page, "en")
    page.keyboard.press("ArrowRight")
    assert focused(page) == "Thursday 12 Azar 1405"


def test_enter_fills_the_fields_and_gives_the_focus_back(page: Any) -> None:
    open_calendar(page, "fa")
    page.keyboard.press("PageDown")
    page.keyboard.press("Enter")
    values = [page.input_value(f"#id_due_{part}") for part in range(3)]
    assert values == ["۱۱", "10", "۱۴۰۵"]
    assert not page.locator("dialog").is_visible()
    assert page.evaluate("document.activeElement.className") == "jp-open"


def test_escape_changes_nothing(page: Any) -> None:
    open_calendar(page, "fa")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.input_value("#id_due_0") == "۱۱"
    assert not page.locator("dialog").is_visible()


def test_a_pointer_changes_the_month_and_chooses_a_day(page: Any) -> None:
    open_calendar(page, "fa")
    page.get_by_label("ماه بعد").click()
    page.get_by_role("gridcell", name="۵ دی ۱۴۰۵").first.click()
    assert [page.input_value(f"#id_due_{part}") for part in range(3)] == ["۵", "10", "۱۴۰۵"]
