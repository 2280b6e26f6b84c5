"""Hostile and foreign files: bounded, clear, nothing but a refusal with a cure."""

from __future__ import annotations

import struct
import time
import zipfile
from io import BytesIO

import pytest

from barzan.documents.tests.files import misplaced
from barzan.xlsform import Converted, NotConverted, convert, reading
from barzan.xlsform.book import MAX_FINDINGS
from barzan.xlsform.tests.building import Row, book, grid_of, question, sheets_of

GOOD = [["type", "name", "label"], ["text", "a", "A"]]


def refused(data: bytes, name: str = "form.xlsx") -> list[tuple[str, str, int]]:
    begun = time.process_time()
    with pytest.raises(NotConverted) as caught:
        convert(data, name)
    assert time.process_time() - begun < 20
    for each in caught.value.findings:
        assert each.fa
        assert each.cure_en
    return [(each.code, each.sheet, each.row) for each in caught.value.findings]


def repacked(data: bytes, **changed: bytes | None) -> bytes:
    """The package with entries changed, added or (None) left out; ``__`` stands for ``/``."""
    names = {name.replace("__", "/"): content for name, content in changed.items()}
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as package, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in package.infolist():
            if entry.filename not in names:
                new.writestr(entry, package.read(entry))
        for name, content in names.items():
            if content is not None:
                new.writestr(name, content)
    return made.getvalue()


def sheet_xml(rows: str) -> bytes:
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f"{rows}</sheetData></worksheet>"
    ).encode()


def test_a_document_named_as_a_workbook_is_refused() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<w/>")
    assert refused(made.getvalue()) == [("file_refused", "", 0)]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7 no workbook",
        b"PK\x03\x04 cut short",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 4096,
        "برگه‌ای که متن است".encode(),
    ],
    ids=["empty", "pdf", "cut", "old and empty", "old and wild", "text"],
)
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    assert refused(data) == [("file_unreadable", "", 0)]


@pytest.mark.parametrize("name", ["form.csv", "form.md"])
def test_texts_that_are_no_forms_are_refused(name: str) -> None:
    assert refused(b"\xff\xfe\x00", name)
    assert refused(b"a,b\n1,2\n", name)


def test_a_workbook_that_swells_is_refused_before_it_is_opened() -> None:
    bomb = repacked(grid_of(survey=GOOD), xl__worksheets__sheet9=b"0" * (reading.MAX_UNPACKED + 1))
    assert len(bomb) < 2**20
    assert refused(bomb) == [("file_swells", "", 0)]


def test_an_entry_that_packs_far_too_well_is_refused() -> None:
    bomb = repacked(grid_of(survey=GOOD), **{"xl__media__a.bin": b"0" * 40_000_000})
    assert refused(bomb) == [("file_refused", "", 0)]


def test_a_file_beyond_the_bound_is_refused_unread() -> None:
    assert refused(b"PK\x03\x04" + bytes(reading.MAX_BYTES)) == [("file_too_large", "", 0)]


def test_entities_in_the_xml_are_refused() -> None:
    xml = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet/>'
    assert refused(repacked(grid_of(survey=GOOD), **{"xl__worksheets__sheet1.xml": xml})) == [
        ("file_refused", "", 0)
    ]


def test_a_million_rows_are_refused_in_time() -> None:
    cell = '<row><c t="inlineStr"><is><t>x</t></is></c></row>'
    data = repacked(grid_of(survey=GOOD), **{"xl__worksheets__sheet1.xml": sheet_xml(cell * 1_000_000)})
    assert refused(data) == [("file_swells", "", 0)]


def test_more_rows_than_a_form_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(reading.MAX_ROWS, "survey", 10)
    rows = [question("text", f"q{number}", "پ", "Q") for number in range(12)]
    assert refused(book(rows)) == [("too_many_rows", "survey", 0)]


def test_ten_thousand_nested_groups_are_refused() -> None:
    rows: list[Row] = [question("begin_group", f"g{number}", "گ", "G") for number in range(9_000)]
    rows += [question("text", "a", "الف", "A"), *(question("end_group") for _ in range(9_000))]
    assert ("too_deep", "survey", 42) in refused(book(rows))


def test_macros_are_left_out_and_said() -> None:
    types = zipfile.ZipFile(BytesIO(grid_of(survey=GOOD))).read("[Content_Types].xml")
    enabled = types.replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    data = repacked(
        grid_of(survey=GOOD), **{"[Content_Types].xml": enabled, "xl__vbaProject.bin": b"\xd0\xcf\x11\xe0"}
    )
    converted = convert(data, "form.xlsm")
    assert [each.code for each in converted.warnings] == ["file_macros"]


def test_formulas_give_their_saved_values_and_are_said() -> None:
    words = '<c r="{0}" t="inlineStr"><is><t>{1}</t></is></c>'
    head = "".join(words.format(*each) for each in (("A1", "type"), ("B1", "name"), ("C1", "label")))
    row = "".join(words.format(*each) for each in (("A2", "text"), ("B2", "a")))
    formula = '<c r="C2" t="str"><f>WEBSERVICE("http://x.invalid/")</f><v>Saved</v></c>'
    cells = f'<row r="1">{head}</row><row r="2">{row}{formula}</row>'
    converted = convert(
        repacked(grid_of(survey=GOOD), **{"xl__worksheets__sheet1.xml": sheet_xml(cells)}), "f.xlsx"
    )
    assert converted.form.nodes["/data/a"].label.in_(None) == "Saved"
    assert [(each.code, each.row, each.column, each.letter) for each in converted.warnings] == [
        ("cell_formula", 2, "label", "C")
    ]


def test_rows_far_below_are_said() -> None:
    converted = convert(grid_of(survey=[*GOOD, *([[]] * 70), ["text", "b", "B"]]), "form.xlsx")
    assert isinstance(converted, Converted)
    assert "/data/b" not in converted.form.nodes
    assert [(each.code, each.row) for each in converted.warnings] == [("rows_far_below", 73)]


def test_invisible_characters_and_texts_without_end_are_refused_at_their_cell() -> None:
    data = sheets_of({"survey": [{"type": "text", "name": "a", "label": "A_x0001_"}]})
    data = repacked(data, **{"xl__sharedStrings.xml": _shared(data).replace(b"_x005F_x0001_", b"_x0001_")})
    assert ("cell_control", "survey", 2) in refused(data)


def test_labels_that_look_like_xml_stay_words() -> None:
    label = "<script>alert(1)</script> & ]]> &amp;"
    form = convert(grid_of(survey=[GOOD[0], ["text", "a", label]]), "form.xlsx").form
    assert form.nodes["/data/a"].label.in_(None) == label


def test_findings_have_an_end_and_warnings_hide_no_error() -> None:
    rows = [question("text", f"bad name {number}", "پ", "Q") for number in range(2_000)]
    found = refused(book(rows))
    assert len(found) == MAX_FINDINGS + 1
    assert found[-1] == ("too_many_findings", "", 0)
    rows = [question("text", f"q{number}", "پ", "") for number in range(2_000)]
    found = refused(book([*rows, question("prose", "last", "پ", "Q")]))
    assert found[0] == ("type_unknown", "survey", 2_002)


def test_parts_that_end_too_early_are_refused() -> None:
    """The list of the package names more bytes than it holds."""
    data = bytearray(_stored(grid_of(survey=GOOD)))
    at = data.rindex(b"PK\x01\x02")
    packed, whole = struct.unpack_from("<LL", data, at + 20)
    struct.pack_into("<LL", data, at + 20, packed + len(data), whole + len(data))
    assert refused(bytes(data)) == [("file_unreadable", "", 0)]


@pytest.mark.parametrize("place", [2**63 - 1, 2**63, 2**64 - 1])
def test_parts_at_impossible_places_are_refused(place: int) -> None:
    """ZIP64 gives the place of a part in 64 bits: more than a stream has."""
    assert refused(misplaced(_stored(grid_of(survey=GOOD)), place)) == [("file_unreadable", "", 0)]


def test_a_cell_without_an_end_in_a_text_is_refused() -> None:
    """Python's reader of CSV has a bound of its own."""
    data = b'survey,,\n,type,name,label\n,text,a,"' + b"x" * 200_000
    assert refused(data, "form.csv") == [("file_unreadable", "", 0)]


def test_a_file_that_only_begins_as_excel_97_is_refused() -> None:
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHH", 0x3E, 3, 0xFFFE)
    assert refused(header + bytes(1_000), "form.xls") == [("file_unreadable", "", 0)]


def _stored(data: bytes) -> bytes:
    """The package with its parts as they are, none packed."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as package, zipfile.ZipFile(made, "w") as new:
        for name in package.namelist():
            new.writestr(name, package.read(name))
    return made.getvalue()


def _shared(data: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read("xl/sharedStrings.xml")
