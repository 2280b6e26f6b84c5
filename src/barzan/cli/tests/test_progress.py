"""A bar shows only on a terminal, and only for work that takes over two seconds."""

import io

import pytest

from barzan.cli import progress
from barzan.cli.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def test_short_work_is_quiet(clock: list[float]) -> None:
    stream = Terminal()
    bar = Progress(stream)
    clock[0] += 1.9
    bar(1, 2)
    bar.close()
    assert stream.getvalue() == ""


def test_long_work_shows_a_bar_and_leaves_a_clean_line(clock: list[float]) -> None:
    stream = Terminal()
    bar = Progress(stream)
    clock[0] += 2.1
    bar(1, 2, "rows")
    assert "1 / 2 rows" in stream.getvalue()
    bar.close()
    assert stream.getvalue().endswith("\r\x1b[2K")


def test_a_file_gets_no_bar(clock: list[float]) -> None:
    stream = io.StringIO()
    bar = Progress(stream)
    clock[0] += 10
    bar(1, 2)
    bar.close()
    assert stream.getvalue() == ""
