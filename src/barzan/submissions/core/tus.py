"""The headers of resumable uploads in the manner of tus 1.0. Pure."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error

VERSION = "1.0.0"
CHUNK = "application/offset+octet-stream"
HEADERS = {"Tus-Resumable": VERSION, "Cache-Control": "no-store"}


def number(text: str | None) -> int | None:
    """A count of bytes; None for anything else."""
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def metadata(text: str | None) -> dict[str, str]:
    """``filename d29ybGQ=,sha256 …`` as texts; what is not encoded so is left out."""
    found = {}
    for pair in (text or "")[:4000].split(","):
        name, _, value = pair.strip().partition(" ")
        try:
            found[name] = b64decode(value, validate=True).decode()
        except (Error, UnicodeDecodeError):
            continue
    return found
