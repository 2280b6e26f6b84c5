"""The folder of the documents: each content once, under its SHA-256, written whole or not at all.

A file that no version names (its transaction failed after it was kept) takes space and does no harm.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from barzan.documents.errors import DocumentRefused

_CHUNK = 2**20


@dataclass(slots=True)
class Incoming:
    """A content on its way in: a file beside the documents, gone at the end unless it is kept."""

    file: BinaryIO
    path: Path
    digest: str
    size: int

    def keep(self) -> None:
        """Moves the content to its place, on disk before this returns; one that is there stays."""
        target = path_of(self.digest)
        if target.exists():
            os.utime(target)  # what was just handed in again is not swept away
            return
        self.file.flush()
        os.fsync(self.file.fileno())
        target.parent.mkdir(parents=True, exist_ok=True)
        self.path.replace(target)
        for folder in (target.parent, target.parent.parent):
            _sync(folder)


def path_of(digest: str) -> Path:
    """Where the content with this SHA-256 (hexadecimal) lies."""
    return _root() / digest[:2] / digest[2:4] / digest


def forget(digest: str, idle: timedelta) -> bool:
    """Deletes a content that nobody has handed in for so long; whether it was there."""
    path = path_of(digest)
    try:
        if path.stat().st_mtime > time.time() - idle.total_seconds():
            return False
        path.unlink()
    except FileNotFoundError:
        return False
    return True


@contextmanager
def incoming(data: BinaryIO, limit: int) -> Iterator[Incoming]:
    """Takes ``data`` in; raises ``DocumentRefused`` where it is empty or has over ``limit`` bytes."""
    folder = _root() / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
        path = Path(file.name)
        try:
            digest, size = sha256(), 0
            while chunk := data.read(_CHUNK):
                size += len(chunk)
                check_size(size, limit)
                digest.update(chunk)
                file.write(chunk)
            check_size(size, limit)
            yield Incoming(file, path, digest.hexdigest(), size)  # type: ignore[arg-type]
        finally:
            path.unlink(missing_ok=True)


def check_size(size: int, limit: int) -> None:
    """Refuses an empty content and one of over ``limit`` bytes."""
    if size > limit:
        megabytes = limit // 2**20
        raise DocumentRefused(
            "document.size",
            f"فایل از {megabytes} مگابایت بزرگ‌تر است؛ آن را کوچک یا چند بخش کنید.",
            f"The file is over {megabytes} MB; make it smaller or split it.",
        )
    if size == 0:
        raise DocumentRefused("document.empty", "فایل خالی است.", "The file is empty.")


def _root() -> Path:
    return Path(settings.HOME) / "documents"


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
