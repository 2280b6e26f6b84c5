"""Which files may come with a form: pictures, sounds, films, lists; told by their content. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import PurePosixPath

import filetype
from lxml import etree

from barzan.documents.errors import DocumentRefused
from barzan.documents.kinds import KINDS, MEGABYTE
from barzan.documents.names import clean_name

LARGEST = 20 * MEGABYTE
MOST = 300
LARGEST_TOGETHER = 60 * MEGABYTE
_PLAIN = ("png", "jpg", "jpeg", "webp", "csv")
_SOUNDS = {
    "mp3": ("audio/mpeg",),
    "wav": ("audio/x-wav",),
    "ogg": ("audio/ogg", "video/ogg"),
    "m4a": ("audio/mp4", "audio/m4a", "audio/x-m4a"),
    "mp4": ("video/mp4",),
    "webm": ("video/webm",),
    "3gp": ("video/3gpp",),
}
_LISTS = {"geojson": "application/geo+json", "xml": "application/xml"}
KNOWN = (*_PLAIN, *_SOUNDS, *_LISTS)


def checked(name: str, data: bytes) -> tuple[str, str]:
    """(clean name, media type) of a file; raises ``DocumentRefused`` for what is none of these kinds."""
    name = clean_name(name)
    kind = PurePosixPath(name).suffix.lstrip(".").lower()
    if kind not in KNOWN:
        raise DocumentRefused(
            "form.media",
            f"«{name}» با فرم پذیرفته نمی‌شود؛ این‌ها پذیرفته‌اند: {'، '.join(KNOWN)}",
            f"“{name}” is not taken with a form; these are: {', '.join(KNOWN)}",
            field="media",
        )
    if not 0 < len(data) <= LARGEST:
        raise DocumentRefused(
            "form.media_size",
            f"«{name}» خالی است یا از ۲۰ مگابایت بزرگ‌تر؛ آن را کوچک کنید.",
            f"“{name}” is empty or over 20 MB; make it smaller.",
            field="media",
        )
    try:
        return name, _type_of(kind, data)
    except DocumentRefused as refused:
        raise DocumentRefused(
            refused.code, f"«{name}»: {refused.fa}", f"“{name}”: {refused.en}", field="media"
        ) from refused


def _type_of(kind: str, data: bytes) -> str:
    if kind in _PLAIN:
        KINDS[kind].check(BytesIO(data))
        return KINDS[kind].media_type
    if kind in _SOUNDS:
        guessed = filetype.guess(data[:8192])
        if guessed is None or guessed.mime not in _SOUNDS[kind]:
            raise _other_content()
        return str(guessed.mime)
    judge: Callable[[bytes], None] = _json if kind == "geojson" else _xml
    judge(data)
    return _LISTS[kind]


def _json(data: bytes) -> None:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _other_content() from error
    if not isinstance(found, dict) or found.get("type") != "FeatureCollection":
        raise _other_content()


def _xml(data: bytes) -> None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        found = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _other_content() from error
    if found.getroottree().docinfo.doctype:
        raise _other_content()


def _other_content() -> DocumentRefused:
    return DocumentRefused(
        "document.content",
        "آنچه در فایل است با پسوند آن نمی‌خواند؛ فایل را از برنامهٔ خودش دوباره ذخیره کنید.",
        "What is in the file does not match its extension; save it again from its own program.",
    )
