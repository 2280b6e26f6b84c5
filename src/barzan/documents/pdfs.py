"""Whether a PDF (ISO 32000) runs or hides something, also by names with escapes and packed objects. Pure."""

from __future__ import annotations

import re
import zlib

# A name may write any of its letters as # and two hexadecimal digits.
_NAMES = (b"JavaScript", b"Launch", b"EmbeddedFile", b"RichMedia")
_SPELLED = b"|".join(b"".join(b"(?:%c|#(?i:%02x))" % (each, each) for each in name) for name in _NAMES)
_ACTIVE = re.compile(rb"/(?:" + _SPELLED + rb")\b")
_PACKED = re.compile(rb"/" + b"".join(b"(?:%c|#(?i:%02x))" % (each, each) for each in b"ObjStm") + rb"\b")
_STREAM = re.compile(rb"stream\r?\n")
MAX_UNPACKED = 128 * 2**20
MAX_PACKED = 20_000
_CHUNK = 4_096


def is_active(data: bytes) -> bool:
    """Whether actions that run or files inside are named, in the open or in packed objects.

    Packed objects that cannot be read, or are beyond ``MAX_PACKED`` or ``MAX_UNPACKED``, count as active.
    """
    if _ACTIVE.search(data):
        return True
    left, at = MAX_UNPACKED, 0
    for _ in range(MAX_PACKED):
        packed = _PACKED.search(data, at)
        stream = _STREAM.search(data, packed.end()) if packed else None
        if stream is None:
            return False
        unpacked = _unpacked(data, stream.end(), left)
        if unpacked is None or _ACTIVE.search(unpacked):
            return True
        left, at = left - len(unpacked), stream.end()
    return True


def _unpacked(data: bytes, at: int, limit: int) -> bytes | None:
    """What the stream that begins at ``at`` holds; None where it is packed in another way, or too much."""
    inflate, unpacked = zlib.decompressobj(), bytearray()
    try:
        for start in range(at, len(data), _CHUNK):
            unpacked += inflate.decompress(data[start : start + _CHUNK], limit + 1 - len(unpacked))
            if inflate.eof or len(unpacked) > limit:
                break
    except zlib.error:
        return None
    return bytes(unpacked) if inflate.eof and len(unpacked) <= limit else None
