"""Files built in memory: good ones of every kind, and the parts that make them hostile."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

TYPES = b'<?xml version="1.0"?><Types xmlns="x"><Default Extension="xml"/></Types>'
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + b"\x11" * 64 + b"\xff\xd9"
WEBP = b"RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00/" + b"\x00" * 12


def png() -> bytes:
    """One black point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )


def package(parts: dict[str, bytes], level: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip with ``parts``."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", level) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def misplaced(data: bytes, place: int) -> bytes:
    """The zip whose last part lies at ``place``, as ZIP64 writes it (APPNOTE.TXT 4.5.3)."""
    at = data.rindex(b"PK\x01\x02")
    entry, name_ends = bytearray(data[at:]), 46 + struct.unpack_from("<H", data, at + 28)[0]
    struct.pack_into("<H", entry, 30, 12)
    struct.pack_into("<L", entry, 42, 0xFFFFFFFF)
    entry[name_ends:name_ends] = struct.pack("<HHQ", 1, 8, place)
    end = entry.rindex(b"PK\x05\x06")
    struct.pack_into("<L", entry, end + 12, struct.unpack_from("<L", entry, end + 12)[0] + 12)
    return data[:at] + bytes(entry)


def docx() -> bytes:
    return package({"[Content_Types].xml": TYPES, "word/document.xml": b"<w:document/>"})


def with_part(name: str, data: bytes = b"x") -> bytes:
    """A letter with one more part."""
    return package({"[Content_Types].xml": TYPES, "word/document.xml": b"<w:document/>", name: data})


def xlsx() -> bytes:
    return package({"[Content_Types].xml": TYPES, "xl/workbook.xml": b"<workbook/>"})


def odf(media_type: str) -> bytes:
    return package({"mimetype": media_type.encode(), "content.xml": b"<office/>"}, zipfile.ZIP_STORED)


GOOD = {
    "report.pdf": PDF,
    "photo.png": png(),
    "photo.jpg": JPEG,
    "photo.JPEG": JPEG,
    "photo.webp": WEBP,
    "notes.txt": "یادداشت‌های نشست\n".encode(),
    "units.csv": "\ufeffکد,نام\n1,راه\n".encode(),
    "letter.docx": docx(),
    "table.xlsx": xlsx(),
    "letter.odt": odf("application/vnd.oasis.opendocument.text"),
    "table.ods": odf("application/vnd.oasis.opendocument.spreadsheet"),
}
