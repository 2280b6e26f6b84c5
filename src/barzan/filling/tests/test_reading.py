"""What a page posts becomes answers: digits of all kinds, dates in pieces, points, rows; nothing else."""

from __future__ import annotations

import pytest

from barzan.filling.core import dates, geo, numbers, reading
from barzan.filling.core.places import id_of, path_of
from barzan.filling.core.values import Act
from barzan.xlsform import convert
from barzan.xlsform.tests.building import book, choices, question


@pytest.fixture(scope="module")
def form():
    survey = [
        question("text", "name", "نام"),
        question("integer", "age", "سن"),
        question("decimal", "area", "مساحت"),
        question("date", "born", "زادروز"),
        question("time", "at", "ساعت"),
        question("datetime", "moment", "هنگام"),
        question("select_multiple wishes", "wishes", "خواسته‌ها"),
        question("rank wishes", "order", "ترتیب"),
        question("geopoint", "point", "جا"),
        question("geoshape", "land", "زمین"),
        question("image", "photo", "عکس"),
        question("begin_group", "home", "خانه"),
        question("begin_repeat", "member", "عضو"),
        question("text", "called", "نام"),
        question("end_repeat"),
        question("end_group"),
    ]
    lists = choices("wishes", [("park", "بوستان", "Park"), ("bus", "اتوبوس", "Bus")])
    return convert(book(survey, lists, {"form_id": "data", "form_title": "نمونه"}), "a.xlsx").form


@pytest.mark.parametrize(
    ("name", "sent", "answer"),
    [
        ("name", {"": ["  مریم  "]}, "مریم"),
        ("name", {"": ["۰۹۱۲ ۳۴۵"]}, "0912 345"),
        ("name", {"": ["پلاک ۱۲"]}, "پلاک ۱۲"),
        ("age", {"": ["۳۴"]}, "34"),
        ("age", {"": ["۱٬۲۰۰"]}, "1200"),
        ("age", {"": ["سی"]}, "سی"),
        ("area", {"": ["۷۲٫۵"]}, "72.5"),
        ("area", {"": ["۷۲/۵"]}, "72.5"),
        ("born", {"day": ["۱۱"], "month": ["9"], "year": ["۱۴۰۵"]}, "2026-12-02"),
        ("born", {"day": ["11"], "month": ["9"], "year": ["05"]}, "2026-12-02"),
        ("born", {"day": [""], "month": [""], "year": [""]}, None),
        ("born", {"day": ["31"], "month": ["9"], "year": ["1405"]}, "~1405|9|31"),
        ("at", {"hour": ["۸"], "minute": ["۳۰"]}, "08:30:00.000"),
        ("at", {"hour": ["25"], "minute": [""]}, "~|||25|0"),
        (
            "moment",
            {"day": ["11"], "month": ["9"], "year": ["1405"], "hour": ["8"], "minute": ["5"]},
            "2026-12-02T08:05:00.000+03:30",
        ),
        ("wishes", {"": ["", "bus", "park", "bus"]}, "bus park"),
        ("wishes", {"": [""]}, None),
        ("order", {"": ["", "park", "bus"]}, "park bus"),
        ("point", {"lat": ["۳۵٫۷"], "lon": ["51.4"], "alt": [""], "acc": [""]}, "35.7 51.4 0 0"),
        ("point", {"lat": ["35.7"], "lon": [""], "alt": [""], "acc": [""]}, "35.7 ? 0 0"),
        ("land", {"": ["۳۵٫۱، ۵۱٫۱\n35.2 51.2\n35 5"]}, "35.1 51.1 0 0;35.2 51.2 0 0;35 5 0 0;35.1 51.1 0 0"),
        ("photo", {"": ["a.jpg"]}, "a.jpg"),
        ("photo", {"": ["a.jpg", ""]}, "a.jpg"),
        ("photo", {"": ["a.jpg"], "gone": ["1"]}, None),
    ],
)  # fmt: skip
def test_what_was_typed_is_read(form, name, sent, answer):
    post = {f"/data/{name}" + (f"|{key}" if key else ""): values for key, values in sent.items()}
    assert reading.posted(form, post).get(name) == answer


def test_what_a_page_did_not_ask_stays_and_what_it_emptied_goes(form):
    base = {"name": "مریم", "age": "30", "home": {"member": [{"called": "الف"}]}}
    sent = reading.posted(form, {"/data/age": [""]}, base)
    assert sent == {"name": "مریم", "home": {"member": [{"called": "الف"}]}}
    assert base["age"] == "30"


def test_rows_are_kept_also_empty_ones(form):
    post = {"/data/home/member|rows": ["3"], "/data/home/member[2]/called": ["ب"]}
    assert reading.posted(form, post) == {"home": {"member": [{}, {"called": "ب"}, {}]}}


@pytest.mark.parametrize(
    "name",
    [
        "/data/unknown",
        "/data/home/member/called",
        "/data/name[2]",
        "/data/home[1]/member[1]/called",
        "/data/home/member[0]/called",
        "/data/home/member[99999]/called",
        "/data/home/member[1]",
        "/other/name",
        "name",
        "/data/../name",
        "/data/home/member[1]/called/x",
    ],
)
def test_names_that_are_no_questions_change_nothing(form, name):
    assert reading.posted(form, {name: ["x"], f"{name}|rows": ["9"]}) in ({}, {"home": {"member": []}})


def test_the_button_that_was_pressed():
    assert reading.act_of({"act": ["check", "add /data/home/member"]}) == Act("add", "/data/home/member")
    assert reading.act_of({"act": ["up /data/order a b"]}) == Act("up", "/data/order", "a b")
    assert reading.act_of({"act": ["drop everything"]}) == Act("check")
    assert reading.act_of({}) == Act("check")


def test_a_ranking_moves():
    names = ["a", "b", "c"]
    assert reading.moved("", names, "c", "up") == "a c b"
    assert reading.moved("c a", names, "c", "up") == "c a b"
    assert reading.moved("c a b", names, "c", "down") == "a c b"
    assert reading.moved("c gone", names, "", "keep") == "c a b"


def test_what_is_typed_wrong_comes_back_in_its_pieces():
    assert dates.day_parts("~1405|9|31") == {"year": "1405", "month": "9", "day": "31"}
    assert dates.time_parts("~|||25|0")["hour"] == "25"
    assert dates.day_parts("2026-12-02") == {"year": "1405", "month": "9", "day": "11"}
    assert geo.point_parts("35.7 ? 0 0") == {"lat": "35.7", "lon": "", "alt": "", "acc": ""}
    assert geo.line_shown("1 2 0 0;3 4 0 0;5 6 0 0;1 2 0 0") == "1 2\n3 4\n5 6"


def test_numbers_are_shown_in_the_digits_of_the_reader():
    assert numbers.in_words("-1234567.5", persian=True) == "−۱٬۲۳۴٬۵۶۷٫۵"
    assert numbers.in_words("1234", persian=False) == "1,234"
    assert numbers.in_words("abc 12", persian=True) == "abc 12"


def test_places_have_ids_for_selectors():
    assert path_of("/data/home/member[2]/called") == "/data/home/member/called"
    assert id_of("/data/home/member[2]/called") == "q-data-home-member.2-called"
