"""Signed heads kept outside the database, so that a cut tail is found.

``KEYS/heads.jsonl`` holds every head, one a line, appended and synced after each batch;
``HOME/heads/YYYY-MM-DD.json`` holds the newest head of a day, to be copied to another machine, mailed or
printed.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils import timezone

from barzan.trail.chain import Head
from barzan.trail.models import Seal


def kept() -> Iterator[str]:
    """The lines of the heads file as it is at the call, oldest first; a line still being written is left
    out.
    """
    path = _file()
    return _lines(path, path.stat().st_size) if path.exists() else iter(())


def exported() -> Iterator[tuple[str, str]]:
    """File name and text of every daily head, oldest first."""
    for path in sorted((Path(settings.HOME) / "heads").glob("*.json")):
        yield path.name, path.read_text(encoding="utf-8", errors="replace")


def keep() -> int:
    """Appends the seals that the heads file does not hold yet; returns how many.

    Also heals the gap that a crash leaves between the commit of a batch and this call.
    """
    path = _file()
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        missing = Seal.objects.filter(number__gt=_last_number(file)).order_by("number")
        lines = [head_of(seal).line() for seal in missing.iterator()]
        if lines:
            file.write(("\n".join(lines) + "\n").encode())
            file.flush()
            os.fsync(file.fileno())
    return len(lines)


def export() -> Path | None:
    """Writes today's head where there is a head and no file of today yet; returns the new file."""
    newest = Seal.objects.order_by("number").last()
    path = Path(settings.HOME) / "heads" / f"{timezone.localdate().isoformat()}.json"
    if newest is None or path.exists():
        return None
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(head_of(newest).line() + "\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    return path


def head_of(seal: Seal) -> Head:
    """The values of a stored seal."""
    return Head(seal.number, seal.first, seal.last, seal.head, seal.at, seal.signature)


def _file() -> Path:
    return Path(settings.KEYS) / "heads.jsonl"


def _last_number(file: BinaryIO) -> int:
    """The number in the last whole line, with the file placed behind it; a torn line (a crash) is cut off."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 4096))
    whole, newline, torn = file.read().rpartition(b"\n")
    file.seek(size - len(torn))
    file.truncate()
    if not newline:
        return 0
    try:
        return int(json.loads(whole.rpartition(b"\n")[2])["number"])
    except (ValueError, KeyError, TypeError):
        # An unreadable line is evidence: it stays, and verify reports it. Nothing is appended twice.
        return max((head.number for head in _readable()), default=0)


def _lines(path: Path, size: int) -> Iterator[str]:
    with path.open("rb") as file:
        for line in file:
            size -= len(line)
            if size < 0 or not line.endswith(b"\n"):
                return
            yield line.decode("utf-8", errors="replace").rstrip("\n")


def _readable() -> Iterator[Head]:
    for line in kept():
        try:
            yield Head.read(line)
        except ValueError:
            continue
