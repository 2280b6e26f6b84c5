"""What is no booklet is refused with one clear sentence in each language; never with anything else."""

import pytest

from barzan.catalogue.booklet import BookletError, decode, read
from barzan.catalogue.booklet.tests.booklets import Row, booklet, office

BOOKLET = booklet(office("دفتر نان", Row("پختن نان"), Row("بردن نان"), Row("خوردن نان")))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "booklet.empty"),
        (b"\xef\xbb\xbf", "booklet.empty"),
        (b" \n\t\n", "booklet.empty"),
        (BOOKLET.encode("utf-16"), "booklet.encoding"),
        ("کتابچه".encode("cp1256"), "booklet.encoding"),
        (b"PK\x03\x04\x00\x00", "booklet.encoding"),
        (BOOKLET.encode()[:-3] + "ن".encode()[:1], "booklet.truncated"),
    ],
)
def test_bytes_that_are_no_text_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(BookletError) as refused:
        decode(data)
    assert refused.value.code == code
    assert refused.value.sentence("fa").endswith(".")
    assert refused.value.sentence("en").endswith(".")


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decode(b"\xef\xbb\xbf" + BOOKLET.encode()) == BOOKLET


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("  \n", "booklet.empty"),
        ("# دفتر خاطرات\n\nامروز باران آمد.", "booklet.none"),
        ("| نام | سن |\n|---|---|\n| گربه | ۳ |", "booklet.none"),
        (BOOKLET[: BOOKLET.index("## لیست")], "booklet.truncated"),
    ],
)
def test_texts_that_are_no_booklet_are_refused(text: str, code: str) -> None:
    with pytest.raises(BookletError) as refused:
        read(text)
    assert refused.value.code == code


def test_a_text_that_ends_inside_a_table_says_so() -> None:
    cut = BOOKLET[: BOOKLET.index("خوردن نان") + 4]
    book = read(cut)
    (found,) = [each for each in book.findings if each.code == "text_cut"]
    assert found.line == cut.count("\n") + 1
    assert [each.title for each in book.services[:2]] == ["پختن نان", "بردن نان"]


def test_a_text_that_ends_after_a_row_names_the_rows_that_are_missing() -> None:
    book = read(BOOKLET[: BOOKLET.rindex("| ۳ ")])
    assert [each.values["missing"] for each in book.findings if each.code == "services_missing"] == [1]


@pytest.mark.parametrize("line", ["|---|---|", "|", "||||", "| |", "---|---|---", "|۱"])
@pytest.mark.parametrize("at", range(0, BOOKLET.count("\n"), 3))
def test_a_stray_line_of_a_table_breaks_nothing(line: str, at: int) -> None:
    lines = BOOKLET.split("\n")
    book = read("\n".join([*lines[:at], line, *lines[at:]]))
    assert {"پختن نان", "خوردن نان"} <= {each.title for each in book.services}


def test_a_last_row_with_fewer_cells_is_whole_where_its_line_ends() -> None:
    short = BOOKLET.rstrip("\n").removesuffix("|  |") + "|"
    assert "text_cut" not in {each.code for each in read(short + "\n").findings}
    assert "text_cut" in {each.code for each in read(short).findings}
