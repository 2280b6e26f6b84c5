"""A progress bar that keeps quiet: only on a terminal, and only for work that takes over two seconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

QUIET_SECONDS = 2.0
REDRAW_SECONDS = 0.2
WIDTH = 30


class Progress:
    """Called as ``progress(done, total, note)``; ``total`` 0 where it is not known."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._terminal = self._stream.isatty()
        self._next = time.monotonic() + QUIET_SECONDS
        self._drawn = False

    def __call__(self, done: int, total: int, note: str = "") -> None:
        now = time.monotonic()
        if not self._terminal or now < self._next:
            return
        self._next = now + REDRAW_SECONDS
        self._drawn = True
        share = min(done / total, 1.0) if total else 0.0
        bar = "█" * round(share * WIDTH)
        numbers = f"{done:,} / {total:,}" if total else f"{done:,}"
        self._stream.write(f"\r\x1b[2K{bar:░<{WIDTH}} {numbers} {note}")
        self._stream.flush()

    def close(self) -> None:
        """Clears the line of the bar."""
        if self._drawn:
            self._stream.write("\r\x1b[2K")
            self._stream.flush()


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A ``Progress`` that leaves a clean line behind, also after an error."""
    bar = Progress()
    try:
        yield bar
    finally:
        bar.close()
