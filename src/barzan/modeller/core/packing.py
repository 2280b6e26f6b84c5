"""A game as text that an address or a hidden field carries, and back. Pure."""

from __future__ import annotations

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import Any

from barzan.feel.stored import dump, load
from barzan.modeller.core.playing import MOST_MOVES, Deed, Move

MOST_BYTES = 400_000  # of a game when unpacked


def pack(moves: Sequence[Move]) -> str:
    """Short text of letters, digits, ``-`` and ``_``; "" for no moves."""
    if not moves:
        return ""
    value = [
        [move.deed, move.token, move.name, {name: dump(each) for name, each in move.values.items()}]
        for move in moves
    ]
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return urlsafe_b64encode(zlib.compress(plain, 9)).decode().rstrip("=")


def unpack(text: str) -> tuple[Move, ...]:
    """The moves; none where the text is not one that ``pack`` wrote."""
    if not text:
        return ()
    try:
        packed = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        inflate = zlib.decompressobj()
        plain = inflate.decompress(packed, MOST_BYTES)
        if inflate.unconsumed_tail:
            return ()
        return tuple(_move(value) for value in json.loads(plain)[:MOST_MOVES])
    except (ValueError, TypeError, KeyError, zlib.error, RecursionError):
        return ()


def _move(value: Any) -> Move:
    deed, token, name, values = value
    if not isinstance(token, int) or isinstance(token, bool) or not isinstance(name, str):
        raise ValueError(value)
    return Move(Deed(deed), token, name, {str(key): load(each) for key, each in values.items()})
