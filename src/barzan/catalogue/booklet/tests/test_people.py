"""Nobody who wrote the booklet gets into the result, wherever the booklet names them."""

import json

import pytest

from barzan.catalogue.booklet import read, to_json
from barzan.catalogue.booklet.tests.booklets import Row, booklet, office

NEEDS = "مدارک/فرمها/رویههای مرتبط و مورد نیاز:"
NAMES = ("فیروز آسمانی‌نژاد", "گلنار دریاپور", "سهراب کوهستانیان")
COLOPHON = (
    f"▪ ویراست: اول\n\n▪ راهبری، تهیه و تدوین کتابچه: {NAMES[0]}\n\n"
    f"▪ رابطان و همکاران دفاتر:\n\n○ دفتر نان: {NAMES[1]}، {NAMES[2]}."
)
PAGE = f"## نمودار گردش کار پختن نان\n\n{NEEDS}\n\n۱. آرد"
TEXT = booklet(office("دفتر نان", Row("پختن نان"), Row("بردن نان")), pages=PAGE)


@pytest.mark.parametrize(
    "heading", ["## شناسنامه کتابچه:", "**شناسنامه کتابچه**", "شناسنامه کتابچه:", "# عوامل تهیه کتابچه"]
)
@pytest.mark.parametrize("place", ["front", "between", "inside", "end"])
def test_a_colophon_is_not_read(heading: str, place: str) -> None:
    colophon = f"{heading}\n\n{COLOPHON}\n\n"
    before = {"front": "# کتابچه خدمات", "between": "## لیست", "inside": "## نمودار", "end": ""}[place]
    text = TEXT.replace(before, colophon + before, 1) if before else f"{TEXT}\n{colophon}"
    book = read(text)
    written = json.dumps(to_json(book), ensure_ascii=False)
    assert not [word for name in NAMES for word in name.split() if word in written]
    assert [each.title for each in book.services] == ["پختن نان", "بردن نان"]
    assert [each.text for each in book.requirements] == ["آرد"]


@pytest.mark.parametrize(
    "label",
    [
        "تهیه و تدوین",
        "تهیه کنندگان",
        "با همکاری",
        "زیر نظر",
        "رابطان دفتر نان",
        "ویراستار",
        "مجری طرح",
        "نگارش",
        "سرپرست",
        "اعضای کارگروه تدوین",
        "کارشناس مسئول",
        "تهیه و تنظیم",
    ],
)
def test_a_line_that_names_people_is_not_read(label: str) -> None:
    book = read(f"{TEXT}\n{label}: {NAMES[0]}\n")
    assert NAMES[0] not in json.dumps(to_json(book), ensure_ascii=False)


@pytest.mark.parametrize(
    "tail",
    [
        f"| نام و نام خانوادگی | سمت |\n|---|---|\n| {NAMES[0]} | کارشناس |",
        f"| تهیه کننده | تأیید کننده |\n|---|---|\n| {NAMES[1]} | {NAMES[2]} |",
        f"با سپاس از {NAMES[0]} و {NAMES[1]}",
        f"اعضای کارگروه تدوین:\n- {NAMES[0]}\n- {NAMES[1]}",
        f"تهیه‌کنندگان:\n\n{NAMES[0]}\n\n{NAMES[1]}",
    ],
)
def test_tables_and_lists_of_people_are_not_read(tail: str) -> None:
    book = read(f"{TEXT}\n\n{tail}\n")
    assert not [name for name in NAMES if name in json.dumps(to_json(book), ensure_ascii=False)]
    assert "table_unread" not in {each.code for each in book.findings}
