"""The HTML booklet as a file in a browser: axe finds nothing, nothing scrolls sideways or is fetched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from barzan.look.tests.browser import axe
from barzan.printing import page as booklet
from barzan.printing.book import Book
from barzan.printing.tests.conftest import silent

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.mark.parametrize("width", [1280, 390])
def test_the_file_is_accessible_and_fits(
    book: Book, tmp_path: Path, open_page: Callable[..., Any], width: int
) -> None:
    file = tmp_path / "booklet.html"
    file.write_bytes(booklet.make(book, silent))
    page = open_page(width=width)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [each for each in asked if not each.startswith("data:")] == [file.as_uri()]
