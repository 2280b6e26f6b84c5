"""The order of results, as a table: the first key comes before the second."""

import pytest

from barzan.access import ANONYMOUS
from barzan.search import queries, rank
from barzan.search.rank import Candidate
from barzan.search.tests.conftest import Fill, entry

PERMIT = "پروانه ساختمان"
CASES = [
    ("a title before a body", "مجوز", entry("1", "مجوز ساخت"), entry("2", "گواهی کار", body="مجوز لازم است")),
    ("a whole word before a beginning", "کار", entry("1", "صدور اجازهٔ کار"), entry("2", "صدور کارت")),
    ("a beginning in a title before a body", "کار", entry("1", "صدور کارت"), entry("2", "راه", body="کار")),
    ("the whole title first", PERMIT, entry("1", "پروانهٔ ساختمان"), entry("2", "پروانهٔ ساختمان شهر")),
    ("neighbours first", PERMIT, entry("1", "تمدید پروانه ساختمان شهر"), entry("2", "پروانه شهر و ساختمان")),
    ("a code before a title", "۱۰۰۳۱۲", entry("100312", "راه"), entry("2", "راه 100312")),
    ("the weight of its room among equals", "راه", entry("1", "راه شهر", weight=5), entry("2", "راه روستا")),
    ("the shorter title among equals", "راه", entry("1", "شهر راه"), entry("2", "ساخت و نگهداری راه")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "first", "second"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_the_better_comes_first(fill: Fill, asked: str, first, second) -> None:
    fill(second, first)
    assert [hit.key for hit in queries.find(ANONYMOUS, asked).hits] == [first.key, second.key]


@pytest.mark.parametrize("asked", ["10031204", "۱۰۰۳۱۲۰۴", "١٠٠٣١٢٠٤", "1003-12-04", "100312"])
def test_a_code_is_found_in_any_digits_and_by_its_beginning(fill: Fill, asked: str) -> None:
    fill(entry("1003-12-04", "راه"), entry("9", "شهر"))
    assert [hit.key for hit in queries.find(ANONYMOUS, asked).hits] == ["1003-12-04"]


def test_words_of_every_text_are_not_asked_for(fill: Fill) -> None:
    fill(entry("1", "مجوز بازار روز"))
    assert queries.find(ANONYMOUS, "مجوز در بازار").total == 1
    assert queries.find(ANONYMOUS, "در").total == 0


def test_some_of_the_words_are_better_than_nothing(fill: Fill) -> None:
    fill(entry("1", "پروانه ساختمان"), entry("2", "پروانه بازار"), entry("3", "مجوز"))
    found = queries.find(ANONYMOUS, "پروانه ساختمان سیمرغ")
    assert [hit.key for hit in found.hits] == ["1"]
    assert found.partly


@pytest.mark.parametrize("asked", ["", "  ", "؟!", "٪", "سیمرغ", "' OR 1=1 --", "ا" * 5000, "\0"])
def test_nothing_found_is_no_error(fill: Fill, asked: str) -> None:
    fill(entry("k", "پروانه"))
    assert queries.find(ANONYMOUS, asked).total == 0


def test_pages_follow_one_another(fill: Fill) -> None:
    fill(*[entry(str(number), f"راه {'ا' * number}") for number in range(25)])
    whole = [hit.key for hit in queries.find(ANONYMOUS, "راه", limit=25).hits]
    parts = [
        hit.key
        for start in (0, 10, 20)
        for hit in queries.find(ANONYMOUS, "راه", limit=10, offset=start).hits
    ]
    assert parts == whole
    assert len(set(whole)) == 25


def test_a_search_takes_few_queries(fill: Fill, django_assert_max_num_queries) -> None:
    fill(entry("1", "پروانه ساختمان"))
    for asked in ("پروانه ساختمان", "پروانه ساخمان", "سیمرغ پروانه"):
        with django_assert_max_num_queries(5):
            queries.find(ANONYMOUS, asked)


def test_the_last_word_may_be_a_beginning(fill: Fill) -> None:
    fill(entry("1", "پروانه ساختمان"), entry("2", "پروانه بازار"))
    assert [hit.key for hit in queries.suggest(ANONYMOUS, "پروانه سا")] == ["1"]


@pytest.mark.parametrize(
    ("phrase", "title", "bonus"),
    [
        ("پروانه", "پروانه", rank.WHOLE_TITLE),
        ("پروانه", "پروانهساختمان", rank.TITLE_BEGINS),
        ("پروانه", "صدورپروانه", rank.TITLE_HOLDS),
        ("پروانه", "مجوز", 0),
        ("پر", "پر", 0),
    ],
)
def test_the_bonus_of_a_phrase(phrase: str, title: str, bonus: int) -> None:
    assert rank.bonus(phrase, title) == bonus


def test_equals_are_ordered_by_weight_then_length_then_title() -> None:
    rows = [("ببب", 0), ("ااا", 0), ("اا", 0), ("پپپپ", 9)]
    candidates = [
        Candidate(pk, "service", weight, title, "{}", (100,)) for pk, (title, weight) in enumerate(rows)
    ]
    assert rank.best(candidates, "سیمرغ", 4) == [3, 2, 1, 0]
