"""``barzan catalogue``: out and in again, problems by their place, all or nothing."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from barzan.catalogue.models import Service, ServiceVersion
from barzan.catalogue.tests.factories import make_service
from barzan.cli.main import barzan
from barzan.people.tests.factories import make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def services() -> None:
    unit = make_unit("office")
    for number in (1, 2):
        make_service(f"AZ-{number:04}", unit, title=f"خدمت {number}")


def run(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(barzan, ["catalogue", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize(("form", "name"), [("xlsx", "all.xlsx"), ("csv", "all.zip")])
def test_what_goes_out_comes_in_and_goes_out_the_same(form: str, name: str, tmp_path: Path) -> None:
    first, second = tmp_path / name, tmp_path / f"again-{name}"
    assert run("export", "--format", form, "--output", first)[0] == 0
    code, said, _ = run("import", first)
    assert (code, "2 unchanged" in said) == (0, True)
    run("export", "--format", form, "--output", second)
    assert first.read_bytes() == second.read_bytes()


def test_a_dry_run_says_what_would_change_and_an_import_does_it(tmp_path: Path) -> None:
    table = tmp_path / "services.csv"
    run("export", "--format", "csv", "--output", tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        text = archive.read("services.csv").decode()
    table.write_text(text.replace("خدمت 1", "خدمت یکم"), encoding="utf-8")
    code, said, _ = run("import", table, "--dry-run")
    assert code == 0
    assert "~ AZ-0001 title" in said
    assert ServiceVersion.objects.count() == 2
    assert run("import", table, "--why", "نامهٔ ۴")[0] == 0
    assert Service.objects.get(code="AZ-0001").current_version.title == "خدمت یکم"


def test_a_problem_is_named_by_its_place_and_nothing_is_done(tmp_path: Path) -> None:
    table = tmp_path / "steps.csv"
    table.write_text("service,text,who,deadline_days,source_line\nAZ-0404,گام,,,\n", encoding="utf-8")
    code, _, said = run("import", table)
    assert code == 2
    assert "steps, row 2, column service" in said
    assert ServiceVersion.objects.count() == 2


def test_a_missing_file_and_an_unwritable_one_are_sentences(tmp_path: Path) -> None:
    assert run("import", tmp_path / "no.xlsx")[0] == 2
    code, _, said = run("export", "--output", tmp_path / "no" / "all.xlsx")
    assert code == 2
    assert "cannot be written" in said
