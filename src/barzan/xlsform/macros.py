"""Leaves the macros of a workbook out, so that the rest can be checked and read. Nothing of them is run."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

_TYPES = "[Content_Types].xml"
_MACRO = re.compile(
    r"(^|/)(vbaproject\.bin|vbaprojectsignature\.bin|vbadata\.xml|activex/.*)$", re.IGNORECASE
)
_PACKING = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENABLED = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_PLAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def without_macros(data: bytes) -> bytes:
    """The same package where it holds none. What it unpacks to must have been bounded before."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        entries = package.infolist()
        if any(entry.compress_type not in _PACKING for entry in entries):
            return data
        types = package.read(_TYPES) if _TYPES in package.namelist() else b""
        if _ENABLED not in types and not any(_MACRO.search(entry.filename) for entry in entries):
            return data
        clean = BytesIO()
        with zipfile.ZipFile(clean, "w", zipfile.ZIP_DEFLATED) as made:
            for entry in entries:
                if not _MACRO.search(entry.filename):
                    content = package.read(entry)
                    made.writestr(
                        entry.filename,
                        content.replace(_ENABLED, _PLAIN) if entry.filename == _TYPES else content,
                    )
    return clean.getvalue()
