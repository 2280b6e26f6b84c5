"""A flag is set where marks and summary agree on it, and nowhere else."""

from barzan.catalogue.booklet import Booklet, read
from barzan.catalogue.booklet.tests.booklets import (
    ORDER,
    WORDS,
    Row,
    booklet,
    cells,
    continued,
    headed,
    lists,
    office,
    summary,
    table,
)


def flags(book: Booklet) -> list[str]:
    """One letter a row: S, G, H, or ? where no class is known."""
    return [
        "S" if each.specific else "G" if each.general else "H" if each.shared else "?"
        for each in book.services
    ]


def clients(book: Booklet) -> list[bool | None]:
    return [each.client for each in book.services]


def lamps(*classes: str) -> list[Row]:
    names = {"S": "specific", "G": "general", "H": "shared"}
    return [
        Row(f"روشن کردن چراغ {at} خیابان", None, names[mark[0]], "c" in mark)
        for at, mark in enumerate(classes)
    ]


def findings(book: Booklet, code: str) -> list[dict[str, object]]:
    return [dict(each.values) for each in book.findings if each.code == code]


def test_marks_pushed_from_the_middle_are_put_back_by_the_summary() -> None:
    each = office("دفتر روشنایی", *lamps("Sc", "H", "H", "Sc", "Hc", "S"))
    each.tables = [headed(each.rows, push_from=2, spare=1)]
    book = read(booklet(each))
    assert flags(book) == ["S", "H", "H", "S", "H", "S"]
    assert clients(book) == [True, False, False, True, True, False]


def test_clients_pushed_off_the_table_are_not_invented() -> None:
    each = office("دفتر روشنایی", *lamps("Sc", "H", "H", "Hc", "Hc", "H"))
    each.tables = [headed(each.rows, push_from=2)]
    book = read(booklet(each))
    assert flags(book) == ["S", "H", "H", "H", "H", "H"]
    assert clients(book) == [True, False, None, None, None, None]
    assert len(findings(book, "flag_undecided")) == 4


def test_a_column_lost_in_a_continuation_is_the_one_that_the_summary_forces() -> None:
    each = office("دفتر روشنایی", *lamps("G", "Hc", "Gc", "H", "G"))
    each.tables = [headed(each.rows[:2]), continued(each.rows[2:], lose=["specific"])]
    book = read(booklet(each))
    assert flags(book) == ["G", "H", "G", "H", "G"]
    assert clients(book) == [False, True, True, False, False]


def test_a_row_with_two_classes_gets_the_one_that_the_numbers_leave() -> None:
    each = office("دفتر روشنایی", *lamps("S", "H", "S"))
    each.tables = [headed(each.rows).replace("| * |  |  |  |", "| * |  | * |  |", 1)]
    assert flags(read(booklet(each))) == ["S", "H", "S"]


def test_marks_that_no_reading_brings_to_the_stated_numbers_stay_undecided() -> None:
    """Three shared are printed and two stated: which of the three is general cannot be known."""
    each = office("دفتر روشنایی", *lamps("S", "G", "H", "H"))
    each.tables = [headed(lamps_numbered("S", "H", "H", "H"))]
    book = read(booklet(each))
    assert flags(book) == ["S", "?", "?", "?"]
    assert {"figure": "shared", "stated": 2, "found": 0, "open": 3} in findings(book, "class_count_differs")


def test_more_client_marks_than_stated_decide_no_client() -> None:
    each = office("دفتر روشنایی", *lamps("S", "Hc", "H"))
    each.tables = [headed(lamps_numbered("S", "Hc", "Hc"))]
    assert clients(read(booklet(each))) == [False, None, None]


def test_fewer_client_marks_than_stated_deny_no_client() -> None:
    each = office("دفتر روشنایی", *lamps("S", "Hc", "Hc"))
    each.tables = [headed(lamps_numbered("S", "Hc", "H"))]
    assert clients(read(booklet(each))) == [None, True, None]


def test_without_a_summary_clear_marks_count_and_pushed_ones_do_not() -> None:
    clear = office("دفتر روشنایی", *lamps("S", "Gc", "H"))
    pushed = office("دفتر آب‌نما", *lamps("S", "H", "Gc", "H"))
    pushed.tables = [headed(pushed.rows, push_from=1)]
    book = read(booklet(clear, pushed, with_summary=False))
    assert flags(book) == ["S", "G", "H", "S", "?", "?", "?"]
    assert clients(book)[:3] == [False, True, False]
    assert [each.code for each in book.findings].count("summary_missing") == 1


def test_a_summary_without_some_columns_leaves_those_to_the_marks() -> None:
    each = office("دفتر روشنایی", *lamps("S", "Gc", "H"))
    text = booklet(each, with_summary=False)
    book = read(summary("معاونت آبادانی", [each], lose=["general", "client"]) + "\n\n" + text)
    assert flags(book) == ["S", "G", "H"]
    assert clients(book) == [False, True, False]
    assert {str(each["figure"]) for each in findings(book, "summary_column_missing")} == {"general", "client"}


def test_a_summary_that_does_not_add_up_is_named_and_the_offices_are_still_read() -> None:
    each = office("دفتر روشنایی", *lamps("S", "Gc", "H"))
    table = summary("معاونت آبادانی", [each], wrong_total=2)
    book = read(f"{table}\n\n{lists('معاونت آبادانی', [each])}\n")
    assert flags(book) == ["S", "G", "H"]
    (found,) = findings(book, "summary_deputy_sum")
    assert found == {"name": "معاونت آبادانی", "figure": "services", "stated": 5, "sum": 3}


def test_missing_services_are_named_by_office() -> None:
    each = office("دفتر روشنایی", *lamps("S", "H"), lost=lamps("G", "H")[:1])
    book = read(booklet(each))
    (found,) = findings(book, "services_missing")
    assert (found["stated"], found["found"], found["missing"]) == (3, 2, 1)
    assert flags(book) == ["S", "H"]


def test_deputies_are_known_from_the_lists_where_the_bold_print_is_lost() -> None:
    one, other = office("دفتر روشنایی", *lamps("S")), office("معاونت آبادانی", *lamps("G"))
    table = summary("معاونت آبادانی", [other, one], bold=False)
    book = read(f"{table}\n\n{lists('معاونت آبادانی', [other, one])}\n")
    assert [(unit.kind, unit.stated.services) for unit in book.units] == [
        ("deputy", 2),
        ("office", 1),
        ("office", 1),
        ("total", 2),
    ]


def test_marks_are_kept_as_printed() -> None:
    each = office("دفتر روشنایی", *lamps("Sc", "H", "H"))
    each.tables = [headed(each.rows, push_from=1)]
    printed = [
        [(mark.cell, mark.under) for mark in service.printed.marks]
        for service in read(booklet(each)).services
    ]
    assert printed == [[(4, "specific"), (7, "client")], [(7, "client")], [(7, "client")]]


def lamps_numbered(*classes: str) -> list[Row]:
    return office("", *lamps(*classes)).rows


def test_a_push_that_stops_again_proves_nothing_of_the_rows_above_it() -> None:
    """Rows 3 and 4 are pushed, row 3 looks clear; the rows below stand right, so row 3 may be pushed too."""
    each = office("دفتر روشنایی", *lamps("H", "G", "G", "Hc", "Gc", "G", "H"))
    right, pushed = (
        headed(each.rows, spare=1).split("\n"),
        headed(each.rows, push_from=2, spare=1).split("\n"),
    )
    each.tables = ["\n".join([*right[:4], *pushed[4:6], *right[6:]])]
    book = read(booklet(each))
    wrong = [
        row.title
        for row, service in zip(each.rows, book.services, strict=True)
        for name in ("specific", "general", "shared")
        if getattr(service, name) not in (None, row.flag == name)
    ]
    assert wrong == []


def test_a_written_no_outside_its_columns_shows_that_the_row_was_pushed() -> None:
    """Row 2 reads «مشترک» as printed, but the last «ندارد» of its four stands beyond the table's head."""
    each = office("دفتر روشنایی", *lamps("S", "G", "S"))
    words = {"S": ["دارد", "ندارد", "ندارد", "ندارد", ""], "G": ["", "ندارد", "دارد", "ندارد", "ندارد"]}
    lines = [[*cells(row)[:4], *words["G" if row.flag == "general" else "S"]] for row in each.rows]
    each.tables = [table(lines, [*(WORDS[name] for name in ORDER), ""])]
    assert read(booklet(each, with_summary=False)).services[1].shared is None
    assert flags(read(booklet(each))) == ["S", "G", "S"]


def test_a_title_printed_twice_between_code_and_marks_moves_the_marks() -> None:
    order = ("row", "code", "title", "specific", "general", "shared", "client")
    each = office("دفتر روشنایی", *lamps("S", "G", "S"))
    head, rule, *rows = headed(each.rows, order, spare=1).split("\n")
    twice = (
        rows[1]
        .replace(each.rows[1].title, f"{each.rows[1].title} | {each.rows[1].title}")
        .removesuffix(" |  |")
    )
    each.tables = ["\n".join([head, rule, rows[0], twice + " |", rows[2]])]
    assert flags(read(booklet(each, with_summary=False))) == ["S", "G", "S"]


def test_a_pushed_mark_in_a_continuation_does_not_move_the_column_of_clients() -> None:
    each = office("دفتر روشنایی", *lamps("S", "G", "S", "S", "Sc"))
    order = [*ORDER, ""]
    lines = [cells(row, order, push=int(row.client)) for row in each.rows[2:]]
    each.tables = [headed(each.rows[:2], spare=1), table(lines)]
    assert flags(read(booklet(each))) == ["S", "G", "S", "S", "S"]


def test_a_row_with_two_marks_may_be_a_pushed_one() -> None:
    """With clients before the classes, client and «عمومی» pushed by one look like two classes."""
    order = ["row", "parent", "title", "code", "client", "specific", "general", "shared"]
    each = office("دفتر روشنایی", *lamps("S", "Gc", "S"))
    each.lost = lamps("H", "G")
    lines = [cells(row, order, push=int(row.client)) for row in each.rows]
    each.tables = [table(lines, [WORDS[name] for name in order])]
    second = read(booklet(each)).services[1]
    assert second.general is not False
    assert not second.specific
    assert not second.shared
