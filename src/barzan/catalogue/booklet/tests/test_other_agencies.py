"""Tables as other agencies and other tools print them: the same services come out of every shape."""

from collections.abc import Callable, Sequence

import pytest

from barzan.catalogue.booklet import Booklet, Service, read
from barzan.catalogue.booklet.tests.booklets import (
    ORDER,
    WORDS,
    Row,
    booklet,
    cells,
    headed,
    office,
    summary,
    table,
)
from barzan.persian import persian_digits

NAME = "اداره کتابخانه‌ها"
CLASS_NAMES = {"specific": "اختصاصی", "general": "عمومی", "shared": "مشترک"}
YES_AND_NO = [("✓", "×"), ("☑", "☐"), ("■", "□"), ("بلی", "خیر"), ("دارد", "ندارد"), ("x", "")]


def shelf() -> list[Row]:
    return [
        Row("صدور کارت کتابخوانی", "10014321101", "specific", True, "امور کتاب (۱۰۰۱۴۳۲۱۰۰۰)"),
        Row("امانت کتاب صوتی", None, "general", False),
        Row("مرمت نسخه خطی", "10014321103", "shared", True),
        Row("فهرست‌نویسی نشریات", "10014321104", "shared", False),
    ]


def printed(*tables: str) -> Booklet:
    each = office(NAME, *shelf())
    each.tables = list(tables)
    return read(booklet(each))


def facts(service: Service) -> tuple[object, ...]:
    flags = (service.specific, service.general, service.shared, service.client)
    return (service.office, service.row, service.title, service.code, *flags)


def plain() -> list[tuple[object, ...]]:
    return [facts(service) for service in printed(headed(office(NAME, *shelf()).rows)).services]


def assert_same(book: Booklet, parents: bool = True) -> None:
    """All four services, and nothing to complain of but that no sections follow."""
    assert [facts(service) for service in book.services] == plain()
    assert {each.code for each in book.findings} == {"sections_missing"}
    expected = ("امور کتاب", "10014321000") if parents else (None, None)
    assert {(service.parent_title, service.parent_code) for service in book.services} == {expected}


def grid(
    head: Sequence[str], of_row: Callable[[Row], Sequence[str]], rows: Sequence[Row] | None = None
) -> str:
    return table([of_row(row) for row in rows or office(NAME, *shelf()).rows], head)


def code(row: Row) -> str:
    return persian_digits(row.code) if row.code else "فاقد شناسه"


def number(row: Row) -> str:
    return persian_digits(str(row.number))


def marks(row: Row, yes: str = "*", no: str = "") -> list[str]:
    return [*(yes if row.flag == name else no for name in CLASS_NAMES), yes if row.client else no]


FLAG_WORDS = [*CLASS_NAMES.values(), "ارباب رجوع"]


def test_the_class_may_stand_in_words_in_one_column_and_the_parents_code_in_its_own() -> None:
    head = ["ردیف", "خدمت اصلی", "کد خدمت اصلی", "عنوان خدمت", "کد خدمت", "نوع خدمت", "ارباب رجوع"]
    assert_same(
        printed(
            grid(
                head,
                lambda row: [
                    number(row),
                    *(("امور کتاب", "10014321000") if row.parent else ("", "")),
                    row.title,
                    persian_digits(row.code) if row.code else "-",
                    CLASS_NAMES[row.flag],
                    "دارد" if row.client else "ندارد",
                ],
            )
        )
    )


@pytest.mark.parametrize(("yes", "no"), YES_AND_NO)
def test_a_sign_of_no_beside_a_sign_of_yes_is_no_mark(yes: str, no: str) -> None:
    book = printed(
        grid(
            ["ردیف", "شناسه خدمت", "عنوان خدمت", *FLAG_WORDS],
            lambda row: [number(row), code(row), row.title, *marks(row, yes, no)],
        )
    )
    assert_same(book, parents=False)
    assert book.services[0].printed.cells[3:] == (yes, no, no, yes)


def test_a_head_in_two_lines_is_put_together() -> None:
    upper = ["ردیف", "عنوان خدمت", "شناسه", "نوع خدمت", "", "", "ارباب رجوع", ""]
    lower = ["", "", "", *CLASS_NAMES.values(), "دارد", "ندارد"]
    lines = [
        [number(row), row.title, code(row), *marks(row), "" if row.client else "*"]
        for row in office(NAME, *shelf()).rows
    ]
    assert_same(printed(table([lower, *lines], upper)), parents=False)


def test_columns_of_other_matters_are_left_aside() -> None:
    head = ["ردیف", "عنوان گروه", "عنوان خدمت", "شناسه", "مدت (روز)", "هزینه", *FLAG_WORDS, "ملاحظات"]
    assert_same(
        printed(
            grid(
                head,
                lambda row: [
                    number(row),
                    row.parent,
                    row.title,
                    code(row),
                    "۳",
                    "رایگان",
                    *marks(row),
                    "با نوبت" if row.number == 2 else "",
                ],
            )
        )
    )


def test_a_column_may_name_the_office() -> None:
    head = ["واحد ارائه‌دهنده", "ردیف", "عنوان خدمت", "شناسه خدمت", *FLAG_WORDS]
    rows = office(NAME, *shelf()).rows
    lines = [
        [name, number(row), row.title, code(row), *marks(row)]
        for row, name in zip(rows, [NAME, "", "اداره موزه‌ها", ""], strict=True)
    ]
    book = read("# کتابچه خدمات\n\n" + table(lines, head) + "\n")
    assert [service.office for service in book.services] == [NAME, NAME, "اداره موزه‌ها", "اداره موزه‌ها"]


@pytest.mark.parametrize("reverse", [False, True])
def test_tables_without_bars_at_their_sides_are_tables(reverse: bool) -> None:
    rows = office(NAME, *shelf()).rows
    lines = [cells(row) for row in rows]
    text = [[WORDS[name] for name in ORDER], ["---"] * 8, *lines[:2]]
    more = [[""] * 8, ["---"] * 8, *(each[::-1] if reverse else each for each in lines[2:])]
    assert_same(printed("\n".join(map(" | ".join, text)), "\n".join(map(" | ".join, more))))


def test_a_row_broken_inside_a_cell_is_mended() -> None:
    text = headed(office(NAME, *shelf()).rows)
    assert_same(printed(text.replace("مرمت نسخه خطی", "مرمت\nنسخه خطی")))


@pytest.mark.parametrize(
    "group",
    [
        ["**امور کتاب (۱۰۰۱۴۳۲۱۰۰۰)**", "", ""],
        ["", "امور کتاب (۱۰۰۱۴۳۲۱۰۰۰)", ""],
        ["", "امور کتاب", "۱۰۰۱۴۳۲۱۰۰۰"],
    ],
)
def test_a_line_of_the_table_may_name_the_group_of_the_rows_below(group: list[str]) -> None:
    rows = office(NAME, *shelf()).rows
    lines = [[number(row), row.title, code(row), *marks(row)] for row in rows]
    head = ["ردیف", "عنوان خدمت", "شناسه خدمت", *FLAG_WORDS]
    assert_same(printed(table([[*group, "", "", "", ""], *lines], head)))


def test_a_caption_above_the_head_and_a_sum_below_the_rows_are_no_services() -> None:
    rows = office(NAME, *shelf()).rows
    lines = [[number(row), row.title, code(row), *marks(row)] for row in rows]
    head = ["ردیف", "عنوان خدمت", "شناسه خدمت", *FLAG_WORDS]
    total = ["", "جمع کل", "", "۱", "۱", "۲", "۲"]
    assert_same(printed(table([head, *lines, total], ["خدمات کتابخانه", *[""] * 6])), parents=False)


def test_a_row_printed_again_on_the_next_page_counts_once_and_is_named() -> None:
    rows = office(NAME, *shelf()).rows
    book = printed(headed(rows[:2]), "صفحه ۱۴", headed(rows[1:]))
    assert [facts(service) for service in book.services] == plain()
    (found,) = [each for each in book.findings if each.code == "row_printed_twice"]
    assert (found.row, found.values["first_line"]) == (2, book.services[1].line)


@pytest.mark.parametrize(
    "spelling", ["۱۰۰۱-۴۳۲۱-۱۰۱", "۱۰۰۱ ۴۳۲۱ ۱۰۱", "۱۰۰۱.۴۳۲۱.۱۰۱", "10014321101 (جدید)", "**10014321101**"]
)
def test_a_code_is_read_without_what_is_printed_into_it(spelling: str) -> None:
    assert_same(printed(headed(office(NAME, *shelf()).rows).replace("۱۰۰۱۴۳۲۱۱۰۱", spelling)))


def test_a_remark_in_the_codes_cell_is_neither_code_nor_parent() -> None:
    book = printed(headed(office(NAME, *shelf()).rows).replace("فاقد شناسه", "در دست اقدام"))
    assert {service.parent_title for service in book.services} == {"امور کتاب"}
    assert [each.row for each in book.findings if each.code == "code_unread"] == [2]


@pytest.mark.parametrize("number_cell", ["۲", ""])
def test_a_number_printed_into_the_title_is_the_rows(number_cell: str) -> None:
    text = headed(office(NAME, *shelf()).rows)
    assert_same(printed(text.replace("| ۲ |  | امانت", f"| {number_cell} |  | ۲- امانت")))


def test_a_title_twice_in_its_cell_and_signs_of_html_are_cleaned() -> None:
    text = headed(office(NAME, *shelf()).rows)
    text = text.replace("امانت کتاب صوتی", "امانت کتاب صوتی<br/>امانت کتاب صوتی")
    assert_same(printed(text.replace("مرمت", "&nbsp;مرمت<!-- page 3 -->")))


def test_a_parent_stays_a_parent_where_the_title_is_printed_twice_or_thrice() -> None:
    rows = office(NAME, *shelf()).rows
    lines = [[*cells(row)[:2], *[row.title] * row.number, *cells(row)[3:]] for row in rows]
    longest = max(map(len, lines))
    lines = [[*each, *[""] * (longest - len(each))] for each in lines]
    rows[2].parent, lines[2][1] = "امور نسخه (۱۰۰۱۴۳۲۱۰۰۰)", "امور نسخه (۱۰۰۱۴۳۲۱۰۰۰)"
    head = [*(WORDS[name] for name in ORDER), *[""] * (longest - 8)]
    book = printed(table(lines, head))
    assert [facts(service) for service in book.services] == plain()
    assert [service.parent_title for service in book.services] == ["امور کتاب"] * 2 + ["امور نسخه"] * 2


@pytest.mark.parametrize(
    "heading",
    [
        f"### {NAME} - 4 خدمت",
        f"### {NAME} (۴ مورد)",
        f"جدول ۲: خدمات {NAME} (۴ خدمت)",
        f"**{NAME}**",
        f"### {NAME} (ادامه)",
        f"### فهرست خدمات {NAME} (۴ خدمت)",
    ],
)
def test_a_heading_may_name_the_office_in_other_words(heading: str) -> None:
    text = booklet(office(NAME, *shelf()))
    assert_same(read(text.replace(f"### {NAME} (۴ خدمت)", heading)))


def test_the_heading_of_a_list_may_itself_name_the_office() -> None:
    text = f"# کتابچه\n\n## فهرست خدمات {NAME}\n\n{headed(office(NAME, *shelf()).rows)}\n"
    book = read(text)
    assert {service.office for service in book.services} == {NAME}
    assert "office_unnamed" not in {each.code for each in book.findings}


def test_numbers_that_run_on_over_the_offices_leave_no_gap() -> None:
    one, other = office(NAME, *shelf()[:2]), office("اداره موزه‌ها", *shelf()[2:])
    for row in other.rows:
        row.number += 2
    assert not [each for each in read(booklet(one, other)).findings if each.code.startswith("row_number")]


def test_each_line_beside_the_table_may_name_a_parent() -> None:
    rows = shelf()
    rows[0].parent, rows[2].code = "", "10018888103"
    each = office(NAME, *rows)
    each.tables = ["امور کتاب (۱۰۰۱۴۳۲۱۰۰۰)\nامور نسخه (۱۰۰۱۸۸۸۸۰۰۰)", headed(each.rows)]
    parents = [service.parent_title for service in read(booklet(each)).services]
    assert parents == ["امور کتاب", "امور کتاب", "امور نسخه", "امور کتاب"]


def test_a_summary_behind_the_lists_is_the_summary() -> None:
    each = office(NAME, *shelf())
    behind = f"\n## جدول خلاصه\n\n{summary('معاونت آبادانی', [each])}\n"
    assert_same(read(booklet(each, with_summary=False) + behind))


@pytest.mark.parametrize("first", ["شرح", "دفتر / معاونت"])
def test_a_summary_is_known_by_what_it_counts_whatever_its_first_column_is_called(first: str) -> None:
    each = office(NAME, *shelf())
    counts = table(
        [["معاونت آبادانی", "۴", "۱", "۱", "۲", "۲"], [NAME, "۴", "۱", "۱", "۲", "۲"]],
        [first, "کل خدمات", *(f"خدمات {word}" for word in CLASS_NAMES.values()), "با مراجعه‌کننده"],
    )
    book = read(f"{counts}\n\n{booklet(each, with_summary=False)}")
    assert_same(book)
    assert [unit.stated.client for unit in book.units] == [2, 2]


def test_each_deputy_may_have_a_summary_of_its_own() -> None:
    one, other = office(NAME, *shelf()), office("اداره موزه‌ها", *shelf()[1:])
    counts = f"{summary('معاونت آبادانی', [one])}\n\n## خلاصه دوم\n\n{summary('معاونت میراث', [other])}"
    units = read(f"{counts}\n\n{booklet(one, other, with_summary=False)}").units
    assert [(unit.name, unit.stated.services) for unit in units if unit.kind == "office"] == [
        (NAME, 4),
        ("اداره موزه‌ها", 3),
    ]


def test_a_date_in_a_row_is_no_code() -> None:
    text = headed(office(NAME, *shelf()).rows).replace(
        "امانت کتاب صوتی | فاقد شناسه", "امانت کتاب صوتی | ۱۴۰۲-۱۰-۱۲"
    )
    assert printed(text).services[1].code is None


def test_a_sign_may_head_the_column_of_numbers() -> None:
    assert_same(printed(headed(office(NAME, *shelf()).rows).replace("| ردیف |", "| # |")))


@pytest.mark.parametrize("moved", [{3}, {2, 3}, {1, 2, 3}])
def test_a_continuation_whose_cells_have_moved_is_still_read(moved: set[int]) -> None:
    rows = office(NAME, *shelf()).rows
    lines = [
        [*cells(row)[:2], row.title, *cells(row)[2:]] if at in moved else [*cells(row), ""]
        for at, row in enumerate(rows)
    ]
    assert_same(printed(headed(rows[:1]), table(lines[1:])))
