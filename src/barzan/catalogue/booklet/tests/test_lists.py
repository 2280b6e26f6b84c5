"""Each printed row is found in its office, with number, title, code and parent, whatever the scan did."""

import pytest

from barzan.catalogue.booklet import Booklet, read
from barzan.catalogue.booklet.tests.booklets import (
    ORDER,
    Row,
    booklet,
    cells,
    continued,
    headed,
    office,
    table,
)


def services(book: Booklet, name: str) -> list[tuple[int | None, str, str | None]]:
    return [(each.row, each.title, each.code) for each in book.services if each.office == name]


def codes(book: Booklet) -> set[str]:
    return {each.code for each in book.findings}


def garden() -> list[Row]:
    return [
        Row("صدور پروانه کاشت نهال", "10014321101", "specific", True, "اداره باغ‌ها (۱۰۰۱۴۳۲۱۰۰۰)"),
        Row("بازدید از باغ‌های کهن", None, "general", False),
        Row("تحویل بذر رایگان", "12014321102", "shared", True),
        Row("گردآوری برگ‌های پاییزی", None, "shared", False),
    ]


def test_a_plain_list_is_read_row_by_row() -> None:
    book = read(booklet(office("دفتر باغبانی", *garden())))
    assert services(book, "دفتر باغبانی") == [
        (1, "صدور پروانه کاشت نهال", "10014321101"),
        (2, "بازدید از باغ‌های کهن", None),
        (3, "تحویل بذر رایگان", "12014321102"),
        (4, "گردآوری برگ‌های پاییزی", None),
    ]
    assert {each.parent_title for each in book.services} == {"اداره باغ‌ها"}
    assert {each.parent_code for each in book.services} == {"10014321000"}
    assert [each.specific for each in book.services] == [True, False, False, False]
    assert [each.client for each in book.services] == [True, False, True, False]
    assert codes(book) == {"sections_missing"}


def test_the_head_decides_where_each_column_stands() -> None:
    each = office("دفتر باغبانی", *garden())
    each.tables = [
        headed(each.rows, ("client", "shared", "row", "code", "title", "general", "specific", "parent"))
    ]
    assert read(booklet(each)).services[0].specific is True
    assert services(read(booklet(each)), each.name) == services(
        read(booklet(office(each.name, *garden()))), each.name
    )


def test_a_continuation_runs_backwards_and_without_a_head() -> None:
    each = office("دفتر باغبانی", *garden())
    each.tables = [headed(each.rows[:2]), continued(each.rows[2:])]
    book = read(booklet(each))
    assert services(book, each.name)[2:] == [
        (3, "تحویل بذر رایگان", "12014321102"),
        (4, "گردآوری برگ‌های پاییزی", None),
    ]
    assert [service.shared for service in book.services] == [False, False, True, True]
    assert book.services[2].client is True
    assert {service.parent_title for service in book.services} == {"اداره باغ‌ها"}


def test_a_head_whose_rows_are_lost_still_rules_the_continuation() -> None:
    order = ("row", "parent", "title", "code", "client", "shared", "general", "specific")
    each = office("دفتر باغبانی", *garden())
    each.tables = [headed([], order), continued(each.rows, order)]
    book = read(booklet(each))
    assert [service.specific for service in book.services] == [True, False, False, False]
    assert [service.client for service in book.services] == [True, False, True, False]


def test_a_continuation_may_begin_with_a_row_where_markdown_wants_a_head() -> None:
    each = office("دفتر باغبانی", *garden())
    first, *rest = [cells(row, tuple(reversed(ORDER))) for row in each.rows[2:]]
    each.tables = [headed(each.rows[:2]), table(rest, first)]
    assert len(services(read(booklet(each)), each.name)) == 4


def test_a_title_printed_twice_moves_the_code_and_the_marks() -> None:
    each = office("دفتر باغبانی", *garden())
    lines = [[*cells(row), ""] for row in each.rows]
    for moved in lines[2:]:
        moved[1:] = ["", moved[2], *moved[2:-1]]
    each.tables = [table(lines, [*map(str, _heads()), ""])]
    book = read(booklet(each))
    assert services(book, each.name) == services(read(booklet(office(each.name, *garden()))), each.name)
    assert [service.client for service in book.services] == [True, False, True, False]


def test_a_slip_of_the_scan_that_repeats_a_neighbours_title_is_not_taken_for_the_title() -> None:
    each = office("دفتر باغبانی", *garden())
    lines = [[*cells(row), ""] for row in each.rows]
    for moved in lines[2:]:
        moved[1:] = ["", moved[2], "آبیاری شبانه", *moved[3:-1]]
    each.tables = [table(lines, [*_heads(), ""])]
    book = read(booklet(each))
    assert [title for _, title, _ in services(book, each.name)[2:]] == [
        "تحویل بذر رایگان",
        "گردآوری برگ‌های پاییزی",
    ]
    assert "title_doubtful" in codes(book)


def test_a_row_number_is_found_in_another_cell_or_inferred_between_its_neighbours() -> None:
    each = office("دفتر باغبانی", *garden())
    lines = [cells(row) for row in each.rows]
    lines[1][0], lines[1][1] = "", lines[1][0]
    lines[2][0], lines[2][1] = "بذرها", ""
    each.tables = [table(lines, _heads())]
    book = read(booklet(each))
    assert [service.row for service in book.services] == [1, 2, 3, 4]
    assert book.services[2].parent_title == "بذرها"
    assert "row_number_inferred" in codes(book)


def test_a_parent_cut_over_rows_is_put_together() -> None:
    rows = garden()
    rows[0].parent, rows[1].parent, rows[2].parent = (
        "نظارت بر باغ‌ها",
        "در راستای سبزی شهر",
        "(ادامه)<br>(۱۰۰۱۴۳۲۱۰۰۰)",
    )
    book = read(booklet(office("دفتر باغبانی", *rows)))
    assert {each.parent_title for each in book.services} == {"نظارت بر باغ‌ها در راستای سبزی شهر"}
    assert {each.parent_code for each in book.services} == {"10014321000"}


def test_a_text_with_a_groups_code_is_the_parent_wherever_it_stands() -> None:
    each = office("دفتر باغبانی", *garden())
    order = ("row", "code", "parent", "title", "specific", "general", "shared", "client")
    head, rule, first, *rest = headed(each.rows, order, spare=1).split("\n")
    moved = first.replace(" | اداره باغ‌ها", " |  | اداره باغ‌ها").removesuffix("  |")
    each.tables = ["\n".join([head, rule, moved, *rest])]
    service = read(booklet(each)).services[0]
    assert (service.title, service.parent_title) == ("صدور پروانه کاشت نهال", "اداره باغ‌ها")


def test_a_title_cut_over_lines_of_the_table_is_put_together() -> None:
    each = office("دفتر باغبانی", *garden())
    lines = [cells(row) for row in each.rows]
    lines.insert(2, ["", "", "و باغچه‌های نو", "", "", "", "", ""])
    each.tables = [table(lines, _heads())]
    assert read(booklet(each)).services[1].title == "بازدید از باغ‌های کهن و باغچه‌های نو"


def test_parents_outside_the_table_are_given_by_the_group_of_the_code() -> None:
    each = office("دفتر باغبانی", *garden())
    each.rows[2].code = "12015555102"
    without = tuple(name for name in ORDER if name != "parent")
    each.tables = [
        headed(each.rows, without),
        "نگهداری  \nباغ‌ها  \n(۱۰۰۱۴۳۲۱۰۰۰)",
        "بذر و نهال (۱۰۰۱۵۵۵۵۰۰۰)",
    ]
    each.rows[0].parent = ""
    titles = [service.parent_title for service in read(booklet(each)).services]
    assert titles == ["نگهداری باغ‌ها", "نگهداری باغ‌ها", "بذر و نهال", "بذر و نهال"]


@pytest.mark.parametrize("spelling", ["arabic", "latin", "crlf", "spare columns", "bold heading"])
def test_spellings_of_the_file_change_nothing(spelling: str) -> None:
    each = office("دفتر باغبانی", *garden())
    text = booklet(each)
    if spelling == "arabic":
        text = text.translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹یک", "٠١٢٣٤٥٦٧٨٩يك"))
    elif spelling == "latin":
        text = text.translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789"))
    elif spelling == "crlf":
        text = text.replace("\n", "\r\n")
    elif spelling == "spare columns":
        each.tables = [headed(each.rows, spare=2)]
        text = booklet(each)
    else:
        text = text.replace("## لیست", "**لیست").replace(
            "معاونت آبادانی\n\n### دفتر", "معاونت آبادانی**  \n**دفتر"
        )
        text = text.replace("خدمت)", "خدمت)**")
    book, plain = read(text), read(booklet(office("دفتر باغبانی", *garden())))
    assert services(book, "دفتر باغبانی") == services(plain, "دفتر باغبانی")
    assert [one.shared for one in book.services] == [one.shared for one in plain.services]


def test_two_offices_of_one_name_stay_apart() -> None:
    one, other = office("دفتر پشتیبانی", *garden()), office("دفتر پشتیبانی", *garden()[:2])
    first, second = booklet(one, deputy="معاونت آب"), booklet(other, deputy="معاونت خاک", with_summary=False)
    offices = [each.office for each in read(first + second).services]
    assert len(set(offices)) == 2
    assert [offices.count(name) for name in dict.fromkeys(offices)] == [4, 2]


@pytest.mark.parametrize(
    "heading", ["### دفتر باغبانی", "### دفتر باغبانی (تعداد خدمات: ۴)", "**دفتر باغبانی (۴ خدمت)**"]
)
def test_a_heading_names_the_office_with_or_without_its_number(heading: str) -> None:
    book = read(booklet(office("دفتر باغبانی", *garden())).replace("### دفتر باغبانی (۴ خدمت)", heading))
    assert {each.office for each in book.services} == {"دفتر باغبانی"}
    assert not codes(book) & {"office_unnamed", "office_without_list"}


def test_a_list_without_its_heading_is_named_by_the_summary_and_reported() -> None:
    one, other = office("دفتر باغبانی", *garden()), office("دفتر روشنایی", Row("نصب چراغ"), Row("تعمیر چراغ"))
    text = booklet(one, other)
    book = read(text.replace("## لیست خدمات احصاء شده معاونت آبادانی\n\n### دفتر روشنایی (۲ خدمت)", ""))
    assert [title for _, title, _ in services(book, "دفتر روشنایی")] == ["نصب چراغ", "تعمیر چراغ"]
    assert "office_unnamed" in codes(book)


def _heads() -> list[str]:
    return headed([Row("x")]).split("\n")[0].strip("| ").split(" | ")
