"""``barzan forms check`` looks at a workbook of questions without a database and without Django."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from barzan.cli.main import barzan
from barzan.cli.tests.installations import says_both
from barzan.cli.tests.test_booklet import WITHOUT_DJANGO
from barzan.xlsform.tests.building import book, question
from barzan.xlsform.tests.samples import census


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "census.xlsx"
    path.write_bytes(census())
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.xlsx"
    path.write_bytes(
        book([question("integr", "my age", "سن", "Age"), question("image", "p", "عکس", "Photograph")])
    )
    return path


def asked(*words: object) -> Result:
    return CliRunner().invoke(barzan, ["forms", "check", *map(str, words)])


def test_a_sound_workbook_is_told_so_without_django(good: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_DJANGO, "forms", "check", str(good), "--format", "json"],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(done.stdout)
    assert told == {
        "file": "census.xlsx",
        "converts": True,
        "questions": len(told["findings"]) + 19,
        "findings": [],
    }


def test_findings_come_by_sheet_row_and_column_and_errors_exit_with_1(bad: Path) -> None:
    done = asked(bad, "--format", "json")
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert told["converts"] is False
    places = [
        (each["sheet"], each["row"], each["column"], each["letter"], each["severity"])
        for each in told["findings"]
    ]
    assert ("survey", 2, "type", "A", "error") in places
    assert ("survey", 2, "name", "B", "error") in places


def test_findings_are_told_to_people_in_both_languages(bad: Path) -> None:
    done = asked(bad)
    assert done.exit_code == 1
    assert says_both(done.output)
    assert "error sheet survey, row 2, column A (type): The type “integr” is unknown." in done.output
    assert "ایراد برگهٔ survey، ردیف 2، ستون A (type)" in done.output


def test_files_beside_the_form_are_looked_for_in_the_folder(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    path.write_bytes(book([question("select_one_from_file cities.csv", "city", "شهر", "City")]))
    media = tmp_path / "media"
    media.mkdir()
    assert "file_missing" in asked(path, "--media", media, "--format", "json").stdout
    (media / "cities.csv").write_text("name,label\nrey,Rey\n")
    assert json.loads(asked(path, "--media", media, "--format", "json").stdout)["findings"] == []
    assert asked(path, "--media", tmp_path / "nowhere").exit_code == 2


def test_what_is_no_workbook_is_one_finding(tmp_path: Path) -> None:
    path = tmp_path / "no.xlsx"
    path.write_bytes(b"nothing")
    done = asked(path, "--format", "json")
    assert done.exit_code == 1
    assert [each["code"] for each in json.loads(done.stdout)["findings"]] == ["file_unreadable"]
    assert asked(tmp_path / "gone.xlsx").exit_code == 2
