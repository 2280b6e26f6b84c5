"""``barzan load`` shows what it changes; with one wrong file it changes nothing and names the place."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from barzan.cli.main import barzan
from barzan.cli.tests.installations import says_both
from barzan.people.models import Organisation

pytestmark = pytest.mark.django_db
MANIFEST = """name: town
title: {fa: شهر, en: Town}
version: "1"
files:
  - {file: organisations.csv, load: people.organisations}
  - {file: units.csv, load: people.units}
"""
ORGANISATIONS = "code,name\ntown,شهرداری\n"
UNITS = "code,name,kind,organisation\nroot,شهرداری,organisation,town\n"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    folder = tmp_path / "town"
    folder.mkdir()
    (folder / "blueprint.yaml").write_text(MANIFEST, encoding="utf-8")
    (folder / "organisations.csv").write_text(ORGANISATIONS, encoding="utf-8")
    (folder / "units.csv").write_text(UNITS, encoding="utf-8")
    return folder


def load(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(barzan, ["load", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_a_dry_run_only_says_what_it_would_do(town: Path) -> None:
    code, said, _ = load(town, "--dry-run")
    assert (code, Organisation.objects.count()) == (0, 0)
    assert "town/organisations.csv: 1 افزوده · 1 added" in said


def test_a_load_is_told_and_a_second_one_changes_nothing(town: Path) -> None:
    assert load(town)[0] == 0
    assert Organisation.objects.count() == 1
    code, said, _ = load(town)
    assert code == 0
    assert "1 kept" in said
    assert "added" not in said


def test_a_changed_record_is_named_with_its_fields(town: Path) -> None:
    load(town)
    (town / "units.csv").write_text(UNITS.replace("root,شهرداری", "root,شهرداری نو"), encoding="utf-8")
    assert "~ root name" in load(town, "--dry-run")[1]


@pytest.mark.parametrize(
    ("file", "content", "place"),
    [
        ("units.csv", "code,name,kind,organisation\nroot,ریشه,palace,town\n".encode(), "row 2, column kind"),
        ("units.csv", "کد,نام\nالف,ب\n".encode("cp1256"), "units.csv"),
        ("units.csv", UNITS.encode("utf-16"), "units.csv"),
        ("units.csv", b"", "units.csv"),
        ("blueprint.yaml", b"name: [", "blueprint.yaml"),
    ],
)
def test_one_wrong_file_and_nothing_changes(town: Path, file: str, content: bytes, place: str) -> None:
    (town / file).write_bytes(content)
    code, said, problem = load(town)
    assert (code, said, Organisation.objects.count()) == (2, "", 0)
    assert place in problem
    assert says_both(problem)


def test_an_unknown_blueprint_is_a_sentence() -> None:
    code, _, problem = load("atlantis")
    assert code == 2
    assert "atlantis" in problem
    assert says_both(problem)
