"""The booklet as one HTML file: whole in itself, and every link leads somewhere."""

from __future__ import annotations

import re

from barzan.printing import page
from barzan.printing.book import Book
from barzan.printing.tests.conftest import silent


def test_the_file_needs_nothing_from_outside(book: Book) -> None:
    text = page.make(book, silent).decode()
    assert re.findall(r'(?:src|href)="(?!#)([^"]*)"', text) == []
    assert {address.partition(":")[0] for address in re.findall(r'url\("([^"]*)"\)', text)} == {"data"}


def test_every_link_leads_to_a_place_that_is_there_once(book: Book) -> None:
    text = page.make(book, silent).decode()
    places = re.findall(r'\bid="([^"]*)"', text)
    assert len(places) == len(set(places))
    assert set(re.findall(r'href="#([^"]*)"', text)) <= set(places)


def test_what_services_say_is_text_and_never_markup(book: Book) -> None:
    text = page.make(book, silent).decode()
    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_a_code_in_a_text_leads_to_its_sheet_where_that_is_in_the_booklet(book: Book) -> None:
    assert '<a class="code-link" href="#PR-0004"><bdi dir="ltr">PR-0004</bdi></a>' in page.text(book)


def test_what_the_source_does_not_say_is_named_and_not_invented(book: Book) -> None:
    sheet = next(each for each in book.sheets if each.code == "PR-0004")
    assert sheet.words.facts == ()
    assert "گام‌ها" in sheet.words.unsaid
    inner = next(each for each in book.sheets if each.code == "PR-0003")
    assert "راه اعتراض" not in inner.words.unsaid
