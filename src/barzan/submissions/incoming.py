"""The folder of files on their way in, one for each upload; a lock on the file lets one writer at a time."""

from __future__ import annotations

import fcntl
import math
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.http import UnreadablePostError

PIECE = 2**18


def path_of(token: str) -> Path:
    """Where the bytes of the upload lie; ``token`` is one that this room made."""
    return _folder() / token


def lying(idle: timedelta) -> list[str]:
    """The tokens of the files that nobody has written to for so long."""
    before = time.time() - idle.total_seconds()
    folder = _folder()
    files = folder.iterdir() if folder.exists() else ()
    return sorted(each.name for each in files if _written(each) <= before)


@contextmanager
def held(token: str) -> Iterator[BinaryIO | None]:
    """The file of an upload, made where it is missing; None while another writer holds it."""
    path = path_of(token)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
            return
        yield file


def write(file: BinaryIO, offset: int, chunk: BinaryIO, most: int) -> int:
    """Writes ``chunk`` behind ``offset``, safely on disk when this returns; how many bytes came, at most
    ``most`` + 1.

    A sender who is cut off has sent what came so far.
    """
    file.truncate(offset)
    file.seek(offset)
    came = 0
    try:
        while came <= most and (piece := chunk.read(min(PIECE, most + 1 - came))):
            file.write(piece)
            came += len(piece)
    except (UnreadablePostError, ConnectionError):
        pass
    file.flush()
    os.fsync(file.fileno())
    return came


def digest_of(file: BinaryIO) -> str:
    """The SHA-256 of all that was written."""
    file.seek(0)
    found = sha256()
    while piece := file.read(PIECE):
        found.update(piece)
    return found.hexdigest()


def forget(token: str) -> None:
    """Deletes the bytes of an upload."""
    path_of(token).unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.HOME) / "uploads"


def _written(path: Path) -> float:
    """When a file was last written to; never stale where it has just gone."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return math.inf
