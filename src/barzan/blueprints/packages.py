"""Checks the packages (zip) of office documents: nothing that runs, hides, grows or leaves its folder. Pure.

Every entry is read through, so what a package declares about itself is not trusted. The room ``documents``
checks what it keeps by the same functions.
"""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PureWindowsPath
from typing import BinaryIO

from barzan.persian.errors import BilingualError

MAX_ENTRIES = 5_000
MAX_TOTAL = 300 * 2**20
MAX_TYPES = 2**20
# Office XML of empty cells packs 100 to 1; deflate cannot pass 1032 to 1.
MAX_RATIO, RATIO_COUNTS_FROM = 250, 2**20
_CHUNK = 2**18
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, OverflowError),
    *(RuntimeError, ValueError, NotImplementedError),
)
_MACRO = re.compile(
    r"(^|/)(vbaproject\.bin|vbadata\.xml|basic/|scripts/|macrosheets/|activex/)", re.IGNORECASE
)
_INSIDE = re.compile(
    r"\.(zip|rar|7z|jar|gz|xz|exe|dll|com|scr|bat|cmd|ps1|vbs|js|hta|msi|apk|docm|xlsm)$", re.IGNORECASE
)
_XML = re.compile(r"\.(xml|rels|rdf|vml)$", re.IGNORECASE)
_DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_TEMPLATE = re.compile(rb"<[^>]*(attachedTemplate|oleObject|/frame)[^>]*>", re.IGNORECASE)
_OUTSIDE = b'TargetMode="External"'
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xcf\xfa\xed\xfe",
    b"#!",
    b"\xd0\xcf\x11\xe0",
    b"PK\x03\x04",
    b"Rar!",
    b"7z\xbc\xaf",
)


class PackageRefused(BilingualError):
    """The package is none, or a dangerous one; the sentences say why and what to do."""


def check_office(part: str) -> Callable[[BinaryIO], None]:
    """A check for Office Open XML (ISO/IEC 29500) packages whose main part is ``part``."""

    def check(file: BinaryIO) -> None:
        def is_office(package: zipfile.ZipFile, names: set[str]) -> bool:
            needed = {"[Content_Types].xml", part} <= names
            return needed and b"macroEnabled" not in _read(package, "[Content_Types].xml")

        _check(file, is_office)

    return check


def check_open_document(media_type: str) -> Callable[[BinaryIO], None]:
    """A check for OpenDocument (ISO/IEC 26300) packages of ``media_type``."""

    def check(file: BinaryIO) -> None:
        def is_open_document(package: zipfile.ZipFile, names: set[str]) -> bool:
            needed = {"mimetype", "content.xml"} <= names
            return needed and _read(package, "mimetype").strip() == media_type.encode()

        _check(file, is_open_document)

    return check


def check_tables(file: BinaryIO) -> None:
    """A check for archives of tables: CSV files alone, in no folder."""

    def is_of_tables(package: zipfile.ZipFile, names: set[str]) -> bool:
        if not names or any("/" in name or not name.lower().endswith(".csv") for name in names):
            raise _refused("tables")
        return True

    _check(file, is_of_tables)


def _check(file: BinaryIO, is_kind: Callable[[zipfile.ZipFile, set[str]], bool]) -> None:
    file.seek(0)
    if file.read(4) != b"PK\x03\x04":
        raise _refused("content")
    try:
        with zipfile.ZipFile(file) as package:
            entries = package.infolist()
            _check_list(entries)
            for entry in entries:
                if not entry.is_dir():
                    _check_entry(entry, _chunks(package, entry))
            if not is_kind(package, {entry.filename for entry in entries}):
                raise _refused("content")
    except _BROKEN as error:
        raise _refused("damaged") from error


def _check_list(entries: list[zipfile.ZipInfo]) -> None:
    """What the list of entries alone gives away."""
    names = [entry.filename for entry in entries]
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_TOTAL:
        raise _refused("bomb")
    if len({name.lower() for name in names}) < len(names) or any(map(_leaves, entries)):
        raise _refused("path")
    # Office packages know no other packing, and others may ask for any memory or fail in ways of their own.
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise _refused("content")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise _refused("encrypted")
    if any(map(_MACRO.search, names)):
        raise _refused("macro")
    if any(map(_INSIDE.search, names)):
        raise _refused("inside")
    if any(_swells(entry.file_size, entry.compress_size) for entry in entries):
        raise _refused("bomb")


def _check_entry(entry: zipfile.ZipInfo, chunks: Iterator[bytes]) -> None:
    """What the content of one entry gives away: programs, entities, remote templates, growth."""
    size, tail = 0, b""
    for chunk in chunks:
        if size == 0 and chunk.startswith(_PROGRAMS):
            raise _refused("inside")
        size += len(chunk)
        if size > MAX_TOTAL or _swells(size, entry.compress_size):
            raise _refused("bomb")
        if _XML.search(entry.filename):
            # UTF-16 has a zero byte beside each Latin letter.
            seen = (tail + chunk).replace(b"\0", b"")
            if _DECLARATION.search(seen):
                raise _refused("entities")
            if _OUTSIDE in seen and any(_OUTSIDE in found[0] for found in _TEMPLATE.finditer(seen)):
                raise _refused("remote")
            tail = chunk[-1024:]


def _chunks(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with package.open(entry) as content:
        while chunk := content.read(_CHUNK):
            yield chunk


def _read(package: zipfile.ZipFile, name: str) -> bytes:
    """A small part as a whole; refused where it is none."""
    with package.open(name) as content:
        data = content.read(MAX_TYPES + 1)
    if len(data) > MAX_TYPES:
        raise _refused("bomb")
    return data


def _leaves(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry would be written outside its folder, or is a link."""
    path = PureWindowsPath(entry.filename)
    unsafe = (
        path.drive or path.root or ".." in path.parts or "\\" in entry.filename or "\0" in entry.orig_filename
    )
    return bool(unsafe) or stat.S_ISLNK(entry.external_attr >> 16)


def _swells(size: int, packed: int) -> bool:
    return size > RATIO_COUNTS_FROM and size > MAX_RATIO * max(1, packed)


def _refused(code: str) -> PackageRefused:
    return PackageRefused(f"package.{code}", *_SENTENCES[code])


_SENTENCES = {
    "content": (
        "آنچه در فایل است با پسوند آن نمی‌خواند؛ فایل را از برنامهٔ خودش دوباره ذخیره کنید.",
        "What is in the file does not match its extension; save it again from its own program.",
    ),
    "damaged": (
        "فایل آسیب دیده است و باز نمی‌شود؛ آن را از برنامهٔ خودش دوباره ذخیره کنید.",
        "The file is damaged and does not open; save it again from its own program.",
    ),
    "bomb": (
        "محتوای این فایل پس از باز شدن بیش از اندازه بزرگ می‌شود؛ آن را کوچک یا چند بخش کنید.",
        "This file grows far too large when it is opened; make it smaller or split it.",
    ),
    "path": (
        "درون این فایل نام‌هایی هست که از پوشهٔ آن بیرون می‌رود یا تکراری است؛ آن را از نو ذخیره کنید.",
        "This file holds names that lead out of its folder or repeat; save it anew.",
    ),
    "tables": (
        "این فایل فشرده جز جدول‌های CSV چیز دیگری هم دارد؛ فقط همان جدول‌ها را، بیرون از پوشه، در آن بگذارید.",
        "This archive holds other things than CSV tables: put those tables alone into it, outside folders.",
    ),
    "encrypted": (
        "این فایل رمز دارد؛ رمز را بردارید و دوباره بفرستید.",
        "This file is locked with a password; remove it and send the file again.",
    ),
    "macro": (
        "این فایل ماکرو دارد؛ آن را بدون ماکرو (docx یا xlsx) ذخیره کنید.",
        "This file holds macros; save it without them (docx or xlsx).",
    ),
    "inside": (
        "درون این فایل، فایل دیگری نهفته است؛ آن را بردارید و جداگانه بفرستید.",
        "Another file is hidden inside this one; take it out and send it by itself.",
    ),
    "entities": (
        "XML این فایل تعریف‌هایی دارد که می‌تواند زیان‌بار باشد؛ فایل را از برنامهٔ خودش از نو ذخیره کنید.",
        "The XML of this file holds declarations that can do harm; save it anew from its own program.",
    ),
    "remote": (
        "این فایل الگویی را از جای دیگری می‌خواند؛ پیوند الگو را بردارید و دوباره ذخیره کنید.",
        "This file fetches a template from elsewhere; detach the template and save it again.",
    ),
}
