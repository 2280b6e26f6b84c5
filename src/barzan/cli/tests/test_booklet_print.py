"""``barzan booklet print``: a file where it was asked for, or a sentence in both languages and no file."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from barzan.catalogue.tests.factories import make_service
from barzan.cli.main import barzan
from barzan.cli.tests.installations import ENGLISH, PERSIAN

STARTS = {"pdf": b"%PDF-", "docx": b"PK\x03\x04", "xlsx": b"PK\x03\x04", "html": b"<!DOCTYPE html>"}


@pytest.fixture
def service(db: None) -> str:
    return make_service("PR-0001").unit.code


def printed(*options: str | Path) -> Result:
    return CliRunner().invoke(barzan, ["booklet", "print", *map(str, options)])


@pytest.mark.parametrize("form", STARTS)
def test_each_format_makes_its_file_with_a_name_of_its_own(service: str, tmp_path: Path, form: str) -> None:
    result = printed("--format", form, "--unit", service, "--output", tmp_path)
    assert result.exit_code == 0, result.output
    (file,) = tmp_path.iterdir()
    assert file.name.endswith(f"-{service}.{form}")
    assert file.read_bytes().startswith(STARTS[form])


def test_the_file_is_called_as_asked(service: str, tmp_path: Path) -> None:
    assert printed("--format", "html", "--output", tmp_path / "a.html").exit_code == 0
    assert [each.name for each in tmp_path.iterdir()] == ["a.html"]


@pytest.mark.parametrize("options", [("--unit", "nowhere"), ("--edition", "9")])
def test_what_is_not_there_is_told_in_both_languages(
    service: str, tmp_path: Path, options: tuple[str, str]
) -> None:
    result = printed(*options, "--output", tmp_path / "a.pdf")
    assert result.exit_code == 2
    assert options[1] in result.output
    assert PERSIAN.search(result.output)
    assert ENGLISH.search(result.output)
    assert not (tmp_path / "a.pdf").exists()


def test_a_folder_that_is_not_there_is_told_before_anything_is_set(service: str, tmp_path: Path) -> None:
    result = printed("--output", tmp_path / "no" / "a.pdf")
    assert result.exit_code == 2
    assert "--output" in result.output


def test_without_the_printer_the_cure_is_told(
    service: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    result = printed("--output", tmp_path)
    assert result.exit_code == 2
    assert "barzan[printing]" in result.output
    assert list(tmp_path.iterdir()) == []
