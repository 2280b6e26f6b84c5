"""Each hostile or mistaken file is refused with sentences in both languages; each good one is kept."""

from __future__ import annotations

import random
import zipfile
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from barzan.blueprints import packages
from barzan.config.proof import count
from barzan.documents import pdfs
from barzan.documents.errors import DocumentRefused
from barzan.documents.kinds import KINDS, kind_of
from barzan.documents.names import clean_name
from barzan.documents.tests.files import GOOD, JPEG, PDF, TYPES, docx, misplaced, package, png, with_part

ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
RELATION = (
    '<Relationships><Relationship Type="http://x/%s" Target="y" TargetMode="External"/></Relationships>'
)
TEMPLATE = (RELATION % "attachedTemplate").encode()
LINK = (RELATION % "hyperlink").encode()
DECLARED = package({"[Content_Types].xml": TYPES + b"macroEnabled", "word/document.xml": b""})
MANY = package({f"{number}": b"" for number in range(packages.MAX_ENTRIES + 1)})
UTF16 = ENTITIES.decode().encode("utf-16")


def encrypted() -> bytes:
    """A letter whose entries are flagged as locked."""
    data = bytearray(docx())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def linked() -> bytes:
    """A letter with a symbolic link in it."""
    file = BytesIO(docx())
    with zipfile.ZipFile(file, "a") as archive:
        link = zipfile.ZipInfo("word/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return file.getvalue()


def packed_otherwise(damage: bytes = b"") -> bytes:
    """A letter with a part that is packed as no office program packs, readable or not."""
    file = BytesIO(docx())
    with zipfile.ZipFile(file, "a", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/a.xml", b"<a/>" * 500)
    data = file.getvalue()
    at = data.find(b"word/a.xml") + len("word/a.xml") + 9
    return data[:at] + damage + data[at + len(damage) :]


def report_with_packed(objects: bytes, filtered: bytes = b"/Filter/FlateDecode") -> bytes:
    """A report with a packed object stream."""
    stream = b"2 0 obj<</Type/Obj#53tm/N 1/First 4%s>>stream\r\n%s\nendstream endobj\n" % (filtered, objects)
    return PDF.replace(b"trailer", stream + b"trailer")


NOISE = random.Random(7).randbytes(2**20)
SCRIPT = b"1 0 <</S/JavaScript/JS(app.alert(1))>>"
HOSTILE = {
    "a program": ("run.exe", b"MZ" + b"\0" * 99, "kind"),
    "a program named as a report": ("report.pdf", b"MZ" + b"\0" * 99, "content"),
    "a script": ("run.js", b"alert(1)", "kind"),
    "a drawing that can run": ("map.svg", b"<svg><script/></svg>", "kind"),
    "a drawing named as text": ("map.txt", b"<svg onload='x'/>", "content"),
    "a page named as text": ("page.txt", b" \n<!DOCTYPE html><p>", "content"),
    "a page named as a table": ("page.csv", b"<html>", "content"),
    "an archive": ("all.zip", package({"a": b"b"}), "tables"),
    "a name without extension": ("report", PDF, "kind"),
    "another kind than the name says": ("photo.png", JPEG, "content"),
    "a page that is a report too": ("report.pdf", b"<html><script>x</script>" + PDF, "content"),
    "a report that is a page too": ("report.pdf", PDF[:9] + b"<script>x</script>" + PDF[9:], "polyglot"),
    "a report that is an archive too": ("report.pdf", PDF + package({"a": b"b"}) + b"%%EOF", "polyglot"),
    "a photo that is an archive too": ("photo.jpg", JPEG + package({"a": b"b"}), "polyglot"),
    "a picture that is a page too": ("photo.png", png()[:40] + b"<html>" + png()[40:], "polyglot"),
    "a report cut short": ("report.pdf", PDF[:30], "damaged"),
    "a report with a script": ("report.pdf", PDF.replace(b"/Type", b"/S/JavaScript/Type"), "active"),
    "a report that starts a program": ("report.pdf", PDF.replace(b"/Type", b"/S/Launch/Type"), "active"),
    "a report with files inside": ("report.pdf", PDF.replace(b"/Type", b"/EmbeddedFile/Type"), "active"),
    "a report with a script in a name with escapes": (
        "report.pdf", PDF.replace(b"/Type", b"/S/J#61va#53cript/Type"), "active"
    ),
    "a report with a script among packed objects": (
        "report.pdf", report_with_packed(zlib.compress(SCRIPT)), "active"
    ),
    "a report with objects packed otherwise": ("report.pdf", report_with_packed(b"\x80\x0b\x60"), "active"),
    "a report whose objects grow without end": (
        "report.pdf", report_with_packed(zlib.compress(b" " * (pdfs.MAX_UNPACKED + 1))), "active"
    ),
    "text in another encoding": ("notes.txt", "سلام".encode("windows-1256"), "encoding"),
    "text with a NUL": ("notes.txt", b"a\0b", "content"),
    "a letter with macros": ("letter.docx", with_part("word/vbaProject.bin"), "macro"),
    "a letter with macros in capitals": ("letter.docx", with_part("word/VBAPROJECT.BIN"), "macro"),
    "an open document with macros": ("letter.odt", package({"mimetype": b"x", "Basic/a.xml": b""}), "macro"),
    "macros declared only": ("letter.docx", DECLARED, "content"),
    "a locked letter": ("letter.docx", encrypted(), "encrypted"),
    "a letter packed otherwise": ("letter.docx", packed_otherwise(), "content"),
    "a letter packed otherwise and damaged": ("letter.docx", packed_otherwise(b"\xff" * 4), "content"),
    "a letter whose part lies where no file reaches": ("letter.docx", misplaced(docx(), 2**62), "damaged"),
    "a letter whose part lies beyond a stream": ("letter.docx", misplaced(docx(), 2**63), "damaged"),
    "types that grow": (
        "letter.docx", package({"[Content_Types].xml": TYPES + NOISE, "word/document.xml": b""}), "bomb"
    ),
    "a bomb": ("letter.docx", with_part("word/a.xml", b"\0" * 2**23), "bomb"),
    "too many parts": ("letter.docx", MANY, "bomb"),
    "an archive inside": ("letter.docx", with_part("word/a.zip"), "inside"),
    "an archive hidden inside": ("letter.docx", with_part("word/a.bin", package({"a": b"b"})), "inside"),
    "a program hidden inside": ("letter.docx", with_part("word/a.bin", b"MZ\0\0"), "inside"),
    "a way out of the folder": ("letter.docx", with_part("../../evil.xml"), "path"),
    "an absolute path": ("letter.docx", with_part("/etc/cron.xml"), "path"),
    "a path of another system": ("letter.docx", with_part("C:/evil.xml"), "path"),
    "one name twice": ("letter.docx", with_part("WORD/document.xml"), "path"),
    "a link": ("letter.docx", linked(), "path"),
    "entities": ("letter.docx", with_part("word/a.xml", ENTITIES), "entities"),
    "entities in UTF-16": ("letter.docx", with_part("word/a.xml", UTF16), "entities"),
    "a template from elsewhere": ("letter.docx", with_part("word/_rels/s.xml.rels", TEMPLATE), "remote"),
    "a sheet named as a letter": ("letter.docx", GOOD["table.xlsx"], "content"),
    "a letter cut short": ("letter.docx", docx()[:-30], "damaged"),
    "a letter with bytes before it": ("letter.docx", b"GIF89a" + docx(), "content"),
}  # fmt: skip


def test_a_report_with_plain_packed_objects_passes() -> None:
    check("report.pdf", report_with_packed(zlib.compress(b"1 0 <</Type/Page/S/Link>>")))


def check(name: str, data: bytes) -> None:
    kind_of(name).check(BytesIO(data))


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_passes(name: str) -> None:
    check(name, GOOD[name])


@pytest.mark.parametrize(("name", "data", "code"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_is_refused(name: str, data: bytes, code: str) -> None:
    with pytest.raises(DocumentRefused) as caught:
        check(name, data)
    assert caught.value.code == f"document.{code}"
    assert caught.value.fa
    assert caught.value.en


def test_links_to_pages_are_no_templates() -> None:
    check("letter.docx", with_part("word/_rels/document.xml.rels", LINK))


def test_a_package_that_lies_about_its_sizes_is_refused() -> None:
    data = bytearray(with_part("word/a.xml", b"\0" * 2**23))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    with pytest.raises(DocumentRefused):
        check("letter.docx", bytes(data))


@pytest.mark.proof
@settings(max_examples=count(20_000), deadline=None)
@given(data=st.data())
def test_any_bytes_pass_or_are_refused(data: st.DataObject) -> None:
    """Good files with bytes changed, cut or added never end in another error than a refusal."""
    name = data.draw(st.sampled_from(sorted(GOOD)))
    content = bytearray(GOOD[name])
    for place, byte in data.draw(
        st.lists(st.tuples(st.integers(0, len(content) - 1), st.integers(0, 255)), max_size=6)
    ):
        content[place] = byte
    content = content[: data.draw(st.integers(0, len(content)))] + data.draw(st.binary(max_size=20))
    refused = ""
    try:
        check(name, bytes(content))
    except DocumentRefused as error:
        refused = error.code
    assert refused == "" or refused.startswith("document.")


@given(st.sampled_from(sorted(KINDS)), st.binary(max_size=200))
def test_noise_of_any_extension_passes_or_is_refused(extension: str, content: bytes) -> None:
    refused = ""
    try:
        check(f"a.{extension}", content)
    except DocumentRefused as error:
        refused = error.code
    assert refused == "" or refused.startswith("document.")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("گزارش ماه.pdf", "گزارش ماه.pdf"),
        ("خانه‌ها.pdf", "خانه‌ها.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\users\\a.pdf", "a.pdf"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ("  a  b.pdf. ", "a b.pdf"),
        ('a"<b>.pdf', "ab.pdf"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_names_hide_nothing(given: str, kept: str) -> None:
    assert clean_name(given) == kept


@pytest.mark.parametrize("name", ["", ".pdf", "...", "a/", "\u202e.pdf"])
def test_a_file_needs_a_name(name: str) -> None:
    with pytest.raises(DocumentRefused):
        clean_name(name)


@given(st.text(max_size=300))
def test_any_name_becomes_one_safe_line_or_is_refused(name: str) -> None:
    try:
        kept = clean_name(name)
    except DocumentRefused:
        kept = "refused.txt"
    assert len(kept) <= 150
    assert not set(kept) & set('/\\\n\r\0\u202e"<>')
