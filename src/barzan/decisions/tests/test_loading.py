"""Blueprints load files of DMN: whole or not at all, once, with the reasons for warnings."""

from __future__ import annotations

from pathlib import Path

import pytest

from barzan.access.values import system_actor
from barzan.blueprints import actions as blueprints
from barzan.blueprints.values import BlueprintRefused
from barzan.decisions import queries
from barzan.decisions.models import Decision, DecisionVersion
from barzan.decisions.tests.factories import PURCHASE, table_file
from barzan.people.tests.factories import make_unit

pytestmark = pytest.mark.django_db
LOADER = system_actor("loader")
MANIFEST = """
name: rules
version: 1.0
title: {fa: قاعده‌ها, en: Rules}
files:
  - {file: decisions.csv, load: decisions.decisions}
"""
HEAD = "key,title,title_en,unit,file,accepted,why\n"
LINE = "purchase,آستانهٔ خرید,Purchase threshold,office,dmn/purchase.dmn,,آیین‌نامه\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_unit("office")
    found = tmp_path / "rules"
    (found / "dmn").mkdir(parents=True)
    (found / "blueprint.yaml").write_text(MANIFEST, encoding="utf-8")
    (found / "decisions.csv").write_text(HEAD + LINE, encoding="utf-8")
    (found / "dmn/purchase.dmn").write_bytes(PURCHASE)
    return found


def refused(folder: Path) -> list[str]:
    with pytest.raises(BlueprintRefused) as caught:
        blueprints.load(LOADER, folder)
    assert not Decision.objects.exists()
    return [f"{each.row} {each.column}: {each.en}" for each in caught.value.problems]


def test_a_model_is_published_and_loaded_again_changes_nothing(folder: Path) -> None:
    assert blueprints.load(LOADER, folder).counts() == {"add": 1}
    (version,) = queries.current(["purchase"]).values()
    assert (version.data, version.why) == (PURCHASE, "آیین‌نامه")
    assert blueprints.load(LOADER, folder).counts() == {"keep": 1}
    assert DecisionVersion.objects.count() == 1


def test_a_changed_file_is_the_next_version_and_a_changed_title_is_none(folder: Path) -> None:
    blueprints.load(LOADER, folder)
    (folder / "dmn/purchase.dmn").write_bytes(PURCHASE.replace(b"150000000", b"200000000"))
    plan = blueprints.load(LOADER, folder)
    assert plan.files[0].changes[0].fields == ("file",)
    (folder / "decisions.csv").write_text(
        HEAD + LINE.replace("Purchase threshold", "Threshold"), encoding="utf-8"
    )
    assert blueprints.load(LOADER, folder).files[0].changes[0].fields == ("title_en",)
    assert Decision.objects.get().title_en == "Threshold"
    assert [each.number for each in DecisionVersion.objects.all()] == [2, 1]


def test_an_error_of_the_model_stands_at_its_row(folder: Path) -> None:
    overlap = table_file([("< 18", "1"), ("-", "2")], inputs=[("age", "number")])
    (folder / "dmn/purchase.dmn").write_bytes(overlap)
    (said,) = refused(folder)
    assert said.startswith("2 file: Rules 1 and 2 hit together")
    (folder / "dmn/purchase.dmn").write_bytes(b"<!DOCTYPE a><a/>")
    assert "document type" in refused(folder)[0]


def test_a_warning_is_refused_unless_the_row_gives_a_reason(folder: Path) -> None:
    gap = table_file([("< 18", "1"), ("> 18", "2")], inputs=[("age", "number")])
    (folder / "dmn/purchase.dmn").write_bytes(gap)
    assert "No rule covers" in refused(folder)[0]
    line = LINE.replace("dmn,,", "dmn,table.gap: هیچ‌گاه پیش نمی‌آید,")
    (folder / "decisions.csv").write_text(HEAD + line, encoding="utf-8")
    blueprints.load(LOADER, folder)
    assert list(DecisionVersion.objects.get().accepted.values()) == ["هیچ‌گاه پیش نمی‌آید"]
    assert blueprints.load(LOADER, folder).counts() == {"keep": 1}


def test_wrong_cells_and_missing_files_are_named(folder: Path) -> None:
    wrong = "Big Key,t,,none,dmn/none.dmn,,\n"
    (folder / "decisions.csv").write_text(HEAD + wrong, encoding="utf-8")
    assert {said.partition(":")[0] for said in refused(folder)} == {"2 file"}
    (folder / "decisions.csv").write_text(HEAD + wrong.replace("none.dmn", "purchase.dmn"), encoding="utf-8")
    assert {said.partition(":")[0] for said in refused(folder)} == {"2 key", "2 unit"}
