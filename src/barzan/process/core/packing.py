"""A state as bytes: a fixed header, then 16 bytes for each open token, whatever happened before. Pure."""

from __future__ import annotations

from struct import Struct

from barzan.process.core.values import SIZE, State

_HEADER = Struct("<4sIII32s")  # magic, format and flags, next id, number of tokens, SHA-256 of the definition
HEADER = _HEADER.size  # 48 bytes
_MAGIC = b"BZST"
_FORMAT, _ENDED = 1, 1 << 8
_VERSION = "v1:"


def pack(state: State) -> bytes:
    """``state`` as bytes. Raises ``ValueError`` when its version is no content hash."""
    if not state.version.startswith(_VERSION):
        raise ValueError(f"not a content hash: {state.version!r}")
    digest = bytes.fromhex(state.version.removeprefix(_VERSION))
    if len(digest) != 32 or len(state.body) % SIZE:
        raise ValueError("not a state")
    flags = _FORMAT | (_ENDED if state.ended else 0)
    return _HEADER.pack(_MAGIC, flags, state.next_id, len(state.body) // SIZE, digest) + state.body


def unpack(data: bytes) -> State:
    """The state that ``pack`` wrote. Raises ``ValueError`` for anything else."""
    if len(data) < HEADER:
        raise ValueError("a packed state is cut short")
    magic, flags, next_id, tokens, digest = _HEADER.unpack_from(data)
    if magic != _MAGIC or flags & 0xFF != _FORMAT:
        raise ValueError("not a packed state of this format")
    if len(data) != HEADER + tokens * SIZE:
        raise ValueError("a packed state has another length than its header says")
    return State(_VERSION + digest.hex(), bytes(data[HEADER:]), next_id, bool(flags & _ENDED))
