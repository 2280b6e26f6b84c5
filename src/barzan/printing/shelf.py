"""Where printed booklets lie until somebody takes them: a folder of the home folder, a week long.

A booklet can be printed again at any time, so it is no document to be kept, and no backup carries it.
"""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from django.conf import settings

KEPT_DAYS = 7


def put(key: str, name: str, data: bytes) -> None:
    """Lays a booklet on the shelf under the key of its order: whole, or not at all."""
    folder = _root() / key
    folder.mkdir(parents=True, exist_ok=True)
    half = folder / ".half"
    half.write_bytes(data)
    half.rename(folder / name)


def find(key: str) -> Path | None:
    """The booklet of an order; None where it is not printed yet or was cleared away."""
    return next((each for each in (_root() / key).glob("booklet-*")), None)


def tidy() -> int:
    """Clears away what has lain for over a week; how many booklets that were."""
    oldest = time.time() - KEPT_DAYS * 86_400
    old = [each for each in _root().glob("*") if each.stat().st_mtime < oldest]
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return len(old)


def waiting() -> bool:
    """Whether there is anything on the shelf at all."""
    return _root().is_dir() and any(_root().iterdir())


def _root() -> Path:
    return Path(settings.HOME) / "booklets"
