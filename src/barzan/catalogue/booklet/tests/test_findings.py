"""What the reader names: codes, sums, numbers of rows, acts; each finding with its line in both languages."""

import string

import pytest

from barzan.catalogue.booklet import Booklet, Finding, read
from barzan.catalogue.booklet.sentences import SENTENCES
from barzan.catalogue.booklet.tests.booklets import Row, booklet, headed, office

NEEDS = "مدارک/فرمها/رویههای مرتبط و مورد نیاز:"


def of(book: Booklet, code: str) -> list[Finding]:
    return [each for each in book.findings if each.code == code]


def coded(*codes: str | None, parent: str = "گروه آب (۱۰۰۱۷۷۷۷۰۰۰)") -> Booklet:
    rows = [Row(f"خدمت آب شماره {at}", code) for at, code in enumerate(codes)]
    rows[0].parent = parent
    return read(booklet(office("دفتر آب", *rows)))


@pytest.mark.parametrize(
    ("code", "finding"),
    [
        ("1001777710", "code_malformed"),
        ("100177771011", "code_malformed"),
        ("10017777000", "code_is_a_group"),
        ("10018888101", "code_under_wrong_parent"),
    ],
)
def test_a_wrong_code_is_named_with_its_line(code: str, finding: str) -> None:
    book = coded("10017777101", code)
    (found,) = of(book, finding)
    assert (found.line, found.row, found.values["code"]) == (book.services[1].line, 2, code)


def test_right_codes_of_other_places_of_the_tree_are_no_finding() -> None:
    assert not [each for each in coded("10017777101", "19097777102", None).findings if "code" in each.code]


def test_a_code_twice_is_named() -> None:
    (found,) = of(coded("10017777101", None, "10017777101"), "code_repeated")
    assert found.row == 3


@pytest.mark.parametrize("parent", ["گروه آب (۱۰۰۱۷۷۷۷۰۱۰)", "گروه آب (۱۰۰۷۷۷۷۰۰۰)"])
def test_a_malformed_group_is_named(parent: str) -> None:
    assert len(of(coded("10017777101", parent=parent), "parent_code_malformed")) == 1


def test_one_group_with_two_codes_is_named() -> None:
    rows = [
        Row("آب یک", None, parent="گروه آب (۱۰۰۱۷۷۷۷۰۰۰)"),
        Row("باد", parent="گروه باد"),
        Row("آب دو", parent="گروه آب (۱۰۰۱۷۷۷۸۰۰۰)"),
    ]
    assert len(of(read(booklet(office("دفتر آب", *rows))), "group_code_differs")) == 1


def test_gaps_and_repeats_of_row_numbers_are_named() -> None:
    each = office("دفتر آب", *(Row(f"خدمت {name}") for name in ("چاه", "چشمه", "رود", "آبشار")))
    each.rows[1].number, each.rows[3].number = 5, 5
    each.tables = [headed(each.rows)]
    book = read(booklet(each))
    assert [(found.code, found.row) for found in book.findings if found.code.startswith("row_number")] == [
        ("row_number_gap", 5),
        ("row_number_repeated", 5),
    ]


def test_an_office_of_one_place_only_is_named_in_the_other() -> None:
    book = read(booklet(office("دفتر آب", Row("چاه"))).replace("### دفتر آب", "### سازمان بادها و توفان‌ها"))
    assert [each.office for each in of(book, "office_not_in_summary")] == ["سازمان بادها و توفان‌ها"]
    assert [each.values["name"] for each in of(book, "office_without_list")] == ["دفتر آب"]


def test_a_heading_with_another_count_than_the_summary_is_named() -> None:
    book = read(booklet(office("دفتر آب", Row("چاه"))).replace("(۱ خدمت)", "(۲ خدمت)"))
    assert of(book, "listed_count_differs")[0].values == {"listed": 2, "stated": 1}


def acts(*items: str) -> Booklet:
    lines = "\n".join(f"- {item}" for item in items)
    page = f"نمودار گردش کار حفر چاه\n\n{NEEDS}\n\n{lines}"
    return read(booklet(office("دفتر آب", Row("حفر چاه")), pages=page))


@pytest.mark.parametrize("date", ["۱۴۰۱/۱۳/۱", "۱۴۰۱/۷/۳۱", "۱۴۰۰/۱۲/۳۰", "۰۵/۱۰/۱۸/۱۴۰۰", "۳۰/۱۲/۱۴۰۲"])
def test_an_impossible_date_is_named(date: str) -> None:
    assert len(of(acts(f"نامه شماره ۷۴۷۶۱ مورخ {date}"), "date_impossible")) == 1


def test_a_number_and_a_date_in_each_others_place_are_named() -> None:
    book = acts("دستورالعمل چاه به شماره ۱۴۰۰/۲/۲۰ مورخ ۱۶۰/۱/۳۱۴۶")
    assert [each.values["number"] for each in of(book, "number_and_date_swapped")] == ["1400/2/20"]


def test_one_number_with_two_dates_is_named_also_when_its_groups_are_turned_round() -> None:
    book = acts("نامه شماره ۷۴/۱۸۳۹۶ مورخ ۱۳۹۴/۹/۲۲", "بخشنامه شماره ۱۸۳۹۶/۷۴ مورخ ۱۳۹۴/۹/۲۳")
    (found,) = of(book, "act_dates_differ")
    assert found.values["dates"] == ("1394/09/22", "1394/09/23")


def test_one_date_with_two_nearly_equal_numbers_is_named() -> None:
    book = acts(
        "نامه شماره ۱۸۴۷۹۲ مورخ ۱۴۰۱/۸/۲۸",
        "نامه شماره ۱۸۴۷۹۲۰ مورخ ۱۴۰۱/۸/۲۸",
        "نامه شماره ۵۵۰۰۱ مورخ ۱۴۰۱/۸/۲۸",
    )
    (found,) = of(book, "act_numbers_differ")
    assert found.values["numbers"] == ("184792", "1847920")


def test_one_act_cited_alike_is_no_finding() -> None:
    book = acts("نامه شماره ۷۴/۱۸۳۹۶ مورخ ۱۳۹۴/۹/۲۲", "نامه شماره ۱۸۳۹۶/۷۴ مورخ ۲۲/۹/۱۳۹۴")
    assert not [each for each in book.findings if each.code.startswith("act")]


def test_every_finding_has_both_sentences_with_the_same_places() -> None:
    def gaps(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for code, (fa, en) in SENTENCES.items():
        assert gaps(en) - {"kind"} == gaps(fa) - {"kind"}, code
        assert "line" in gaps(fa) or "lines" in gaps(fa) or code == "summary_missing", code


def test_a_finding_names_its_place_in_both_languages() -> None:
    found = of(coded("10017777101", "1001777710"), "code_malformed")[0]
    assert f"(line {found.line})" in found.en
    assert "row 2" in found.en
    assert "ردیف ۲" in found.fa
    assert "1001777710" not in found.fa
