"""axe finds what is wrong in Persian too, whose joined letters it takes for icons when left alone."""

from __future__ import annotations

from typing import Any

import pytest

from barzan.look.tests.browser import axe

PAGE = """<!doctype html><html lang="fa" dir="rtl"><title>آزمون</title>
<style>p { color: %s; background: #fff }</style><main><h1>آزمون</h1>
<p>نشانی</p><p>این متن کم‌رنگ است</p><p>شمارهٔ پرونده</p><p>دارد</p><p>a paragraph</p></main>"""


@pytest.mark.browser
def test_pale_persian_is_found(page: Any) -> None:
    page.set_content(PAGE % "#aaa")
    (found,) = axe(page)
    assert found.startswith("color-contrast")
    assert found.count("<p>") == 5
    page.set_content(PAGE % "#555")
    assert axe(page) == []
