"""Files of BPMN in a blueprint: published whole or not at all, loaded again without a change."""

from __future__ import annotations

from pathlib import Path

import pytest

from barzan.access.values import system_actor
from barzan.blueprints.actions import load
from barzan.blueprints.values import BlueprintRefused
from barzan.process.models import Definition, Version
from barzan.process.tests import factories as f

pytestmark = pytest.mark.django_db
LOADER = system_actor("loader")
MANIFEST = """
name: flows
version: 1.0
title: {fa: فرایندها, en: Processes}
files:
  - {file: processes.csv, load: process.processes}
"""
HEAD = "key,title,title_en,unit,file,accept"
CALLED = f.bpmn(f.START + f.task("a") + f.END + f.flows("start a", "a end"), "called")
CALLER = f.bpmn(f.START + f.call("c", "called") + f.END + f.flows("start c", "c end"), "caller")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    f.office()
    folder = tmp_path / "flows"
    folder.mkdir()
    (folder / "blueprint.yaml").write_text(MANIFEST, "utf-8")
    (folder / "caller.bpmn").write_bytes(CALLER)
    (folder / "called.bpmn").write_bytes(CALLED)
    write(folder, "caller,فراخواننده,Caller,office,caller.bpmn,", "called,خوانده,Called,office,called.bpmn,")
    return folder


def write(folder: Path, *rows: str) -> None:
    (folder / "processes.csv").write_text("\n".join([HEAD, *rows, ""]), "utf-8")


def test_processes_are_published_called_ones_first_and_loaded_again_without_a_change(folder) -> None:
    plan = load(LOADER, folder, dry_run=True, progress=lambda *_: None)
    assert plan.counts()["add"] == 2
    assert not Definition.objects.exists()
    load(LOADER, folder, dry_run=False, progress=lambda *_: None)
    assert set(Version.objects.values_list("definition__key", "number")) == {("caller", 1), ("called", 1)}
    again = load(LOADER, folder, dry_run=False, progress=lambda *_: None)
    assert not again.changes_something
    (folder / "called.bpmn").write_bytes(CALLED.replace("کار".encode(), "کار دیگر".encode()))
    changed = load(LOADER, folder, dry_run=False, progress=lambda *_: None)
    assert [
        (each.kind, each.key, each.fields) for each in changed.files[0].changes if each.kind != "keep"
    ] == [("change", "called", ("file",))]
    assert Version.objects.filter(definition__key="called").count() == 2


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("called,ع,,nowhere,called.bpmn,", "unit"),
        ("CALLED,ع,,office,called.bpmn,", "key"),
        ("caller,ع,,office,caller.bpmn,", "file"),  # what it calls is not there
        ("called,ع,,office,broken.bpmn,", "file"),
        ("called,ع,,office,gone.bpmn,", "file"),
    ],
)
def test_a_wrong_row_names_its_cell_and_nothing_is_loaded(folder, row: str, column: str) -> None:
    (folder / "broken.bpmn").write_bytes(b"<bpmn")
    write(folder, row)
    with pytest.raises(BlueprintRefused) as refused:
        load(LOADER, folder, dry_run=False, progress=lambda *_: None)
    assert column in {problem.column for problem in refused.value.problems}
    assert not Definition.objects.exists()


def test_warnings_need_their_reason_in_the_file(folder) -> None:
    (folder / "called.bpmn").write_bytes(
        f.bpmn(f.START + f.task("a", kind="task") + f.END + f.flows("start a", "a end"), "called")
    )
    write(folder, "called,خوانده,,office,called.bpmn,")
    with pytest.raises(BlueprintRefused):
        load(LOADER, folder, dry_run=False, progress=lambda *_: None)
    write(folder, "called,خوانده,,office,called.bpmn,کار ساده است")
    load(LOADER, folder, dry_run=False, progress=lambda *_: None)
    assert Version.objects.get().accepted[0]["reason"] == "کار ساده است"
