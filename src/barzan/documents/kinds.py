"""The kinds of files that are accepted, told by their content and held against their extension. Pure.

All functions take a seekable binary file and leave its position anywhere.
"""

from __future__ import annotations

import codecs
import re
import zipfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import BinaryIO

import filetype

from barzan.blueprints.packages import PackageRefused, check_office, check_open_document, check_tables
from barzan.documents.errors import DocumentRefused
from barzan.documents.pdfs import is_active

MEGABYTE = 2**20
_CHUNK = 2**20
_PAGE = re.compile(rb"<\s*(!doctype|html|head|body|script|svg|iframe|\?php)", re.IGNORECASE)
_MARKUP = re.compile(rb"<\s*(\?xml|!--)|" + _PAGE.pattern, re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Kind:
    """An accepted kind: its media type, the largest size in bytes, and the check of its content."""

    media_type: str
    limit: int
    check: Callable[[BinaryIO], None]


def kind_of(name: str) -> Kind:
    """The kind that the extension of ``name`` stands for; raises ``DocumentRefused`` for others."""
    kind = KINDS.get(extension(name))
    if kind is None:
        known = "، ".join(KINDS)
        raise DocumentRefused(
            "document.kind",
            f"این گونهٔ فایل پذیرفته نیست؛ این‌ها پذیرفته‌اند: {known}",
            f"This kind of file is not accepted; these are: {', '.join(KINDS)}",
        )
    return kind


def extension(name: str) -> str:
    """The extension of ``name`` in small letters, without the dot; empty where there is none."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def check_pdf(file: BinaryIO) -> None:
    """A PDF from the first byte on, ended as one, without actions that run and files inside."""
    _must_be(("application/pdf",), file)
    file.seek(0)
    if not file.read(5) == b"%PDF-":
        raise _other_content()
    file.seek(0, 2)
    file.seek(max(0, file.tell() - 2048))
    if b"%%EOF" not in file.read():
        raise DocumentRefused(
            "document.damaged",
            "فایل PDF تا پایان نرسیده است؛ دوباره آن را بسازید یا بارگذاری کنید.",
            "The PDF file is cut short; make it or send it again.",
        )
    file.seek(0)
    if is_active(file.read()):
        raise DocumentRefused(
            "document.active",
            "این PDF دستور اجرایی یا فایل پیوست دارد؛ با «چاپ در PDF» نسخهٔ ساده‌ای از آن بسازید.",
            "This PDF holds scripts or attached files; make a plain copy with “Print to PDF”.",
        )
    _no_second_face(file)


def check_media(*media_types: str) -> Callable[[BinaryIO], None]:
    """An image, a recording of one of ``media_types`` that is nothing else as well."""

    def check(file: BinaryIO) -> None:
        _must_be(media_types, file)
        _no_second_face(file)

    return check


def check_text(file: BinaryIO) -> None:
    """UTF-8 text without control characters, and no page in disguise."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    file.seek(0)
    if _MARKUP.match(file.read(1024).removeprefix(codecs.BOM_UTF8).lstrip()):
        raise _other_content()
    file.seek(0)
    try:
        while chunk := file.read(_CHUNK):
            if _CONTROL.search(decoder.decode(chunk)):
                raise _other_content()
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise DocumentRefused(
            "document.encoding",
            "این متن UTF-8 نیست؛ در برنامهٔ ویرایش «ذخیره به نام» و UTF-8 را برگزینید.",
            "This text is not UTF-8; in the editor choose “Save as” and UTF-8.",
        ) from error


def check_package(check: Callable[[BinaryIO], None]) -> Callable[[BinaryIO], None]:
    """A check of a package, in the words of this room."""

    def checked(file: BinaryIO) -> None:
        try:
            check(file)
        except PackageRefused as refused:
            code = refused.code.replace("package.", "document.", 1)
            raise DocumentRefused(code, refused.fa, refused.en) from refused

    return checked


def _must_be(media_types: Collection[str], file: BinaryIO) -> None:
    file.seek(0)
    guessed = filetype.guess(file.read(8192))
    if guessed is None or guessed.mime not in media_types:
        raise _other_content()


def _no_second_face(file: BinaryIO) -> None:
    """Refuses a file that is a page at its start, or an archive at its end, beside what it shows."""
    file.seek(0)
    if _PAGE.search(file.read(4096)) or zipfile.is_zipfile(file):
        raise DocumentRefused(
            "document.polyglot",
            "این فایل همزمان گونهٔ دیگری هم هست؛ آن را در برنامهٔ خودش باز و از نو ذخیره کنید.",
            "This file is another kind of file at the same time; open it in its program and save it anew.",
        )


def _other_content() -> DocumentRefused:
    return DocumentRefused(
        "document.content",
        "آنچه در فایل است با پسوند آن نمی‌خواند؛ فایل را از برنامهٔ خودش دوباره ذخیره کنید.",
        "What is in the file does not match its extension; save it again from its own program.",
    )


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TEXT_ODF = "application/vnd.oasis.opendocument.text"
_SHEET_ODF = "application/vnd.oasis.opendocument.spreadsheet"
KINDS = {
    "pdf": Kind("application/pdf", 50 * MEGABYTE, check_pdf),
    "png": Kind("image/png", 20 * MEGABYTE, check_media("image/png")),
    "jpg": Kind("image/jpeg", 20 * MEGABYTE, check_media("image/jpeg")),
    "jpeg": Kind("image/jpeg", 20 * MEGABYTE, check_media("image/jpeg")),
    "webp": Kind("image/webp", 20 * MEGABYTE, check_media("image/webp")),
    "mp3": Kind("audio/mpeg", 50 * MEGABYTE, check_media("audio/mpeg")),
    # Telephones write sound alone into the container of films as well.
    "m4a": Kind("audio/mp4", 50 * MEGABYTE, check_media("audio/mp4", "video/mp4", "video/3gpp")),
    "aac": Kind("audio/aac", 50 * MEGABYTE, check_media("audio/aac")),
    "amr": Kind("audio/amr", 50 * MEGABYTE, check_media("audio/amr")),
    "ogg": Kind("audio/ogg", 50 * MEGABYTE, check_media("audio/ogg")),
    "wav": Kind("audio/x-wav", 50 * MEGABYTE, check_media("audio/x-wav")),
    "mp4": Kind("video/mp4", 50 * MEGABYTE, check_media("video/mp4")),
    "3gp": Kind("video/3gpp", 50 * MEGABYTE, check_media("video/3gpp", "video/mp4")),
    "webm": Kind("video/webm", 50 * MEGABYTE, check_media("video/webm")),
    "txt": Kind("text/plain", 10 * MEGABYTE, check_text),
    "md": Kind("text/markdown", 10 * MEGABYTE, check_text),
    "csv": Kind("text/csv", 20 * MEGABYTE, check_text),
    "zip": Kind("application/zip", 20 * MEGABYTE, check_package(check_tables)),
    "docx": Kind(_WORD, 30 * MEGABYTE, check_package(check_office("word/document.xml"))),
    "xlsx": Kind(_SHEET, 30 * MEGABYTE, check_package(check_office("xl/workbook.xml"))),
    "odt": Kind(_TEXT_ODF, 30 * MEGABYTE, check_package(check_open_document(_TEXT_ODF))),
    "ods": Kind(_SHEET_ODF, 30 * MEGABYTE, check_package(check_open_document(_SHEET_ODF))),
}
