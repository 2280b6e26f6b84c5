"""``barzan booklet read`` needs no database and no Django, and refuses bad files with a sentence."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from barzan.catalogue.booklet.tests.booklets import Row, booklet, office
from barzan.cli.main import barzan
from barzan.cli.tests.installations import says_both

WITHOUT_DJANGO = """
import sys
from barzan.cli.main import barzan
barzan(sys.argv[1:], standalone_mode=False)
assert not any(name.partition(".")[0] == "django" for name in sys.modules), "Django was imported"
"""
BOOKLET = booklet(office("دفتر نان", Row("پختن نان"), Row("بردن نان"), Row("خوردن نان")))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "booklet.md"
    path.write_text(BOOKLET, encoding="utf-8")
    return path


def test_it_prints_json_without_django_and_leaves_no_trace(file: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_DJANGO, "booklet", "read", str(file), "--format", "json"],
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin", "BARZAN_HOME": str(home), "PYTHONUTF8": "1"},
    )
    assert done.returncode == 0, done.stderr
    assert [each["title"] for each in json.loads(done.stdout)["services"]] == [
        "پختن نان",
        "بردن نان",
        "خوردن نان",
    ]
    assert not home.exists()


def test_the_summary_counts(file: Path) -> None:
    result = CliRunner().invoke(barzan, ["booklet", "read", str(file)])
    assert result.exit_code == 0
    assert "3 services" in result.stdout


WRONG: dict[str, Callable[[Path], object]] = {
    "missing": lambda path: None,
    "a folder": lambda path: path.mkdir(),
    "empty": lambda path: path.write_bytes(b""),
    "blank": lambda path: path.write_bytes(b" \n\n "),
    "windows-1256": lambda path: path.write_bytes(BOOKLET.encode("cp1256", errors="replace")),
    "utf-16": lambda path: path.write_bytes(BOOKLET.encode("utf-16")),
    "binary": lambda path: path.write_bytes(bytes(range(256)) * 8),
    "cut inside a character": lambda path: path.write_bytes(
        BOOKLET.encode()[:-30].rstrip(b"|* \n") + b"\xd8"
    ),
    "no booklet": lambda path: path.write_text("Dear reader,\n\nthis is a letter.\n"),
    "too large": lambda path: path.open("wb").truncate(65 * 2**20),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_file_that_cannot_be_read_is_refused(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "wrong.md"
    WRONG[kind](path)
    result = CliRunner().invoke(barzan, ["booklet", "read", str(path), "--format", "json"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert says_both(result.stderr)
