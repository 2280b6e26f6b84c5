"""A CSV file that cannot be read says where, why and how to cure it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barzan.blueprints import tables
from barzan.blueprints.registry import Columns
from barzan.blueprints.tables import column_problems, read_csv
from barzan.blueprints.values import BlueprintRefused, Problem

PERSIAN = "کد,عنوان\n۱,سرمایه‌گذاری\n۲,راه\n"
# A Windows-1256 keyboard writes the Arabic yeh and kaf.
ARABIC_LETTERS = "كد,عنوان\n1,سرمايه گذاري\n2,راه\n"


def problems_of(data: bytes) -> tuple[Problem, ...]:
    with pytest.raises(BlueprintRefused) as caught:
        read_csv(data, "units.csv")
    return caught.value.problems


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_right_file_is_read(encoding: str, end: str) -> None:
    rows = read_csv(PERSIAN.replace("\n", end).encode(encoding), "units.csv")
    assert [(row.number, row["کد"], row["عنوان"]) for row in rows] == [
        (2, "۱", "سرمایه‌گذاری"),
        (3, "۲", "راه"),
    ]


def test_texts_are_normalised_and_absent_columns_are_empty() -> None:
    row = read_csv("title\nسرمايه‌گذاري  \n".encode(), "units.csv")[0]
    assert row["title"] == "سرمایه‌گذاری"
    assert row["parent"] == ""


def test_rows_are_numbered_as_a_spreadsheet_shows_them() -> None:
    rows = read_csv(b'a,b\n1,"two\nlines"\n\n,\n2,x\n', "units.csv")
    assert [row.number for row in rows] == [2, 5]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (ARABIC_LETTERS.encode("windows-1256"), "Windows-1256"),
        (PERSIAN.encode("utf-16"), "UTF-16"),
        (PERSIAN.encode("utf-16-le"), "UTF-16 LE"),
        (PERSIAN.encode("utf-16-be"), "UTF-16 BE"),
        ("code,title\n1,road\n".encode("utf-16-le"), "UTF-16 LE"),
        ("code,title\n1,road\n".encode("utf-16-be"), "UTF-16 BE"),
    ],
)
def test_another_encoding_is_named_with_the_cure(data: bytes, name: str) -> None:
    (problem,) = problems_of(data)
    assert name in problem.en
    assert name in problem.fa
    assert "CSV UTF-8" in problem.fa


def test_bytes_of_no_known_encoding_are_refused() -> None:
    (problem,) = problems_of(b"code,title\n1,\xff\xfe\xe9\xe8\xe0\n")
    assert "not UTF-8" in problem.en
    assert "looks like" not in problem.en


@pytest.mark.parametrize(
    ("text", "row", "column", "says"),
    [
        ("", 0, "", "empty"),
        (" \n ", 0, "", "empty"),
        ("a,b\n1\n", 2, "", "1 cells"),
        ("a,b\n1,2\n1,2,3\n", 3, "", "3 cells"),
        ("a,a\n1,2\n", 1, "a", "twice"),
        ("a,\n1,2\n", 1, "", "Column number 2"),
        ("a;b\n1;2\n", 1, "", "commas"),
        ('a,b\n1,"2\n', 2, "", "quotation"),
        ("a,b\n1,\0\n", 2, "", "NUL"),
        ("a\n" + "x" * (tables.MAX_CELL + 1), 2, "a", "longer"),
        ("a\n" + "x" * 200_000, 2, "", "far too long"),
        (",".join(f"c{n}" for n in range(101)), 1, "", "100 columns"),
    ],
)
def test_a_wrong_file_names_the_place(text: str, row: int, column: str, says: str) -> None:
    (problem,) = problems_of(text.encode())
    assert (problem.row, problem.column) == (row, column)
    assert says in problem.en


def test_all_rows_are_told_of_and_a_hopeless_file_only_so_far() -> None:
    assert [problem.row for problem in problems_of(b"a,b\n1\n1,2\n3\n")] == [2, 4]
    assert len(problems_of(b"a,b\n" + b"1\n" * 10_000)) == tables.MAX_PROBLEMS


def test_too_large_a_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_BYTES", 2**20)
    assert "over 1 MB" in problems_of(b"a" * (2**20 + 1))[0].en
    monkeypatch.setattr(tables, "MAX_ROWS", 3)
    assert "over 3 rows" in problems_of(b"a\n1\n2\n3\n")[0].en


def test_columns_are_held_against_those_of_the_provider() -> None:
    rows = read_csv(b"code,colour\n1,red\n,blue\n", "units.csv")
    problems = column_problems(rows, Columns(("code", "title"), ("parent",)), "units.csv")
    assert [(problem.row, problem.column) for problem in problems] == [
        (1, "title"),
        (1, "colour"),
        (3, "code"),
    ]
    assert "code, title, parent" in problems[1].fa
    assert column_problems([], Columns(("code",)), "units.csv")[0].row == 0


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_sentences(data: bytes) -> None:
    problems: tuple[Problem, ...] = ()
    try:
        read_csv(data, "units.csv")
    except BlueprintRefused as refused:
        problems = refused.problems
    assert all(problem.fa and problem.en for problem in problems)


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=9),
            min_size=2,
            max_size=2,
        ),
        max_size=9,
    )
)
def test_what_a_spreadsheet_writes_is_read_back(records: list[list[str]]) -> None:
    import csv
    import io

    from barzan.persian import normalise

    file = io.StringIO()
    csv.writer(file).writerows([["a", "b"], *records])
    rows = read_csv(file.getvalue().encode(), "units.csv")
    expected = [
        [normalise(cell) for cell in cells] for cells in records if any(cell.strip() for cell in cells)
    ]
    assert [[row["a"], row["b"]] for row in rows] == expected
