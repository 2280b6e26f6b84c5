"""The booklet as one HTML file: whole in itself, and every link leads somewhere."""

from __future__ import annotations

import re

import pytest

from barzan.printing import page
from barzan.printing.book import Book
from barzan.printing.tests.conftest import silent
from barzan.printing.wording import shown

pytestmark = pytest.mark.one_engine


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ماده 77 قانون", "ماده ۷۷ قانون"),
        ("شماره 12/345 مورخ 1401/5/8", "شماره ۱۲/۳۴۵ مورخ ۱۴۰۱/۵/۸"),
        ("برگهٔ PR-0004 و GIS2", "برگهٔ PR-0004 و GIS2"),
    ],
)
def test_digits_are_persian_but_for_latin_words_and_codes(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_the_reason_of_a_decision_is_printed(book: Book) -> None:
    text = page.text(book)
    assert "ارباب‌رجوع داشتن خوانده نشده" in text
    assert "۲ نشان خوانده نشده" in text
    assert '<span class="decided-count">۱</span>' in text
