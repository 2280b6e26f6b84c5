"""The real booklet, where its text lies beside the project; nothing of it is copied here."""

import json
import re
import time
from pathlib import Path

import pytest

from barzan.catalogue.booklet import Booklet, decode, read, to_json
from barzan.catalogue.booklet.model import CLASSES, FLAGS

SEEDS = Path(__file__).parents[6] / "shared" / "seeds"
FILES = sorted(SEEDS.glob("002_*.txt")) if SEEDS.is_dir() else []
pytestmark = pytest.mark.skipif(not FILES, reason="the real booklet (../shared/seeds/002_*.txt) is not here")

PRINTED = [12, 16, 26, 11, 25, 47, 10, 35, 12, 14, 11, 16, 8, 1, 15, 57, 9]
MISSING = {"دفتر هماهنگی امور سرمایه‌گذاری و اشتغال": 1, "دفتر امور روستایی و شوراهای": 6}


@pytest.fixture(scope="module")
def text() -> str:
    return decode(FILES[0].read_bytes())


@pytest.fixture(scope="module")
def book(text: str) -> Booklet:
    return read(text)


def test_it_is_read_in_under_three_seconds(text: str) -> None:
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 3


def test_each_of_the_325_printed_rows_stands_in_its_office_with_title_and_code(
    book: Booklet, text: str
) -> None:
    offices = [each.office for each in book.services]
    assert [offices.count(name) for name in dict.fromkeys(offices)] == PRINTED
    lines = text.split("\n")
    for service in book.services:
        raw = lines[service.line - 1]
        assert service.title
        assert service.row
        assert (service.code is None) == ("فاقد شناسه" in raw)
        assert service.code is None or re.fullmatch(r"\d{11}", service.code)
    for name in dict.fromkeys(offices):
        rows = [each.row for each in book.services if each.office == name]
        assert rows == list(range(1, len(rows) + 1))


def test_the_seven_missing_services_are_named_by_office(book: Booklet) -> None:
    found = {each.office: each.values["missing"] for each in book.findings if each.code == "services_missing"}
    assert {(name or "").replace("\u200c", ""): missing for name, missing in found.items()} == {
        name.replace("\u200c", ""): missing for name, missing in MISSING.items()
    }


def test_every_service_has_one_class_or_none_and_no_class_more_services_than_stated(book: Booklet) -> None:
    for service in book.services:
        classes = [getattr(service, name) for name in CLASSES]
        assert (classes.count(True) == 1 and classes.count(None) == 0) or (
            classes.count(True) == 0 and None in classes
        )
    for unit in book.units:
        for flag in FLAGS:
            stated, found = unit.stated.of(flag), unit.found.of(flag)
            assert stated is not None
            assert found is not None
            assert found <= stated, (unit.name, flag)


def test_offices_that_lost_nothing_agree_with_the_summary_in_every_class_or_say_so(book: Booklet) -> None:
    for unit in (each for each in book.units if each.kind == "office"):
        differing = {flag for flag in FLAGS if unit.stated.of(flag) != unit.found.of(flag)}
        named = {
            each.values["figure"]
            for each in book.findings
            if each.code == "class_count_differs" and each.office == unit.name
        }
        assert differing == named


def test_the_summary_adds_up(book: Booklet) -> None:
    assert not [each for each in book.findings if each.code.startswith("summary")]
    (total,) = [each for each in book.units if each.kind == "total"]
    assert (total.stated.services, total.found.services) == (332, 325)


def test_nearly_every_section_finds_its_service(book: Booklet) -> None:
    assert sum(each.row is not None for each in book.sections) >= 0.97 * len(book.sections)
    assert len(book.flows) >= 30
    assert all(flow.complete for flow in book.flows)


def test_nobody_of_the_colophon_is_in_the_result(book: Booklet, text: str) -> None:
    """Words that the text uses in its colophon only must not occur in the result."""
    start, end = (re.search(pattern, text) for pattern in (r"(?m)^## شناسنامه", r"(?m)^## مقدمه"))
    assert start
    assert end
    colophon, rest = text[start.end() : end.start()], text[: start.start()] + text[end.start() :]
    only_there = {word for word in re.findall(r"\w{4,}", colophon) if not re.search(rf"\b{word}\b", rest)}
    written = set(re.findall(r"\w{4,}", json.dumps(to_json(book), ensure_ascii=False)))
    assert len(only_there) > 50
    assert not only_there & written
