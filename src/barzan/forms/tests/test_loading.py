"""A blueprint brings forms: published once, kept where nothing differs, refused where a workbook is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from barzan.access.values import system_actor
from barzan.blueprints import actions as blueprints
from barzan.blueprints.values import BlueprintRefused
from barzan.forms.models import Form, FormVersion
from barzan.forms.runnable import loaded
from barzan.forms.tests.factories import other_bytes, workbook
from barzan.people.tests.factories import make_unit
from barzan.search import queries as search
from barzan.xlsform import convert
from barzan.xlsform.tests.building import book, question

LOADER = system_actor("loader")
LIBRARY = Path(__file__).parents[4] / "blueprints" / "forms-library"
MANIFEST = """name: test
title: {fa: آزمون, en: Test}
version: "1"
files:
  - {file: forms.csv, load: forms.forms}
"""
HEAD = "key,title,unit,file,kind,tags,retention_days,list\n"


def folder(path: Path, rows: str, **files: bytes) -> Path:
    files = {"forms.csv": (HEAD + rows).encode()} | files
    path = path / "test"
    path.mkdir()
    (path / "blueprint.yaml").write_text(MANIFEST)
    for name, data in files.items():
        (path / name).write_bytes(data)
    return path


def load(path: Path, *, dry_run: bool = False):
    return blueprints.load(LOADER, path, dry_run=dry_run)


@pytest.mark.django_db
def test_loaded_published_and_kept(tmp_path):
    make_unit("PLAN")
    place = folder(
        tmp_path, "poll,نظرخواهی,PLAN,poll.xlsx,poll,محله; سالانه,90,\n", **{"poll.xlsx": workbook()}
    )
    assert load(place, dry_run=True).counts()["add"] == 1
    assert not Form.objects.exists()
    load(place)
    form = Form.objects.select_related("current").get(key="poll")
    assert (form.kind, form.retention_days, form.state) == ("poll", 90, "open")
    assert {tag.name for tag in form.tags.all()} == {"محله", "سالانه"}
    assert loaded(form.current).form.id == "poll"
    assert load(place).counts()["keep"] == 1
    (place / "poll.xlsx").write_bytes(workbook(without=("why",)))
    plan = load(place)
    assert plan.files[0].changes[0].fields == ("file",)
    assert FormVersion.objects.filter(form=form).count() == 2
    hits = search.find(LOADER, "نظرخواهی", kind="form").hits
    assert [hit.key for hit in hits] == ["poll"]


@pytest.mark.django_db
def test_lists_come_with_the_workbook(tmp_path):
    make_unit("PLAN")
    data = book([question("select_one_from_file towns.csv", "town", "شهر", "Town")])
    towns = "name,label\nqazvin,قزوین\n".encode()
    place = folder(
        tmp_path, "towns,شهرها,PLAN,form.xlsx,,,,towns.csv\n", **{"form.xlsx": data, "towns.csv": towns}
    )
    load(place)
    _form, lists = loaded(Form.objects.get(key="towns").current)
    assert [row["name"] for row in next(iter(lists.values())).rows] == ["qazvin"]
    assert load(place).counts()["keep"] == 1


@pytest.mark.django_db
def test_a_workbook_packed_anew_is_the_same_form(tmp_path):
    make_unit("PLAN")
    data = book([question("select_one_from_file towns.csv", "town", "شهر", "Town")])
    towns = "name,label\nqazvin,قزوین\n".encode()
    place = folder(
        tmp_path, "towns,شهرها,PLAN,form.xlsx,,,,towns.csv\n", **{"form.xlsx": data, "towns.csv": towns}
    )
    load(place)
    (place / "form.xlsx").write_bytes(other_bytes(data))
    assert load(place).counts()["keep"] == 1
    (place / "towns.csv").write_bytes(towns + "abyek,آبیک\n".encode())
    assert load(place).files[0].changes[0].fields == ("file",)
    assert FormVersion.objects.filter(form__key="towns").count() == 2


@pytest.mark.django_db
def test_a_workbook_with_faults_undoes_the_load(tmp_path):
    make_unit("PLAN")
    bad = book([question("select_one nowhere", "q", "؟", "?")])
    rows = "good,خوب,PLAN,good.xlsx,,,,\nbad,بد,PLAN,bad.xlsx,,,,\nPoor,بی‌واحد,NONE,good.xlsx,what,,x,\n"
    with pytest.raises(BlueprintRefused) as refused:
        load(folder(tmp_path, rows, **{"good.xlsx": workbook(), "bad.xlsx": bad}))
    problems = {(each.row, each.column) for each in refused.value.problems}
    assert {(3, "file"), (4, "key"), (4, "unit"), (4, "kind"), (4, "retention_days")} <= problems
    assert "survey" in next(each.en for each in refused.value.problems if each.column == "file")
    assert not Form.objects.exists()


@pytest.mark.parametrize("path", sorted(LIBRARY.glob("*.xlsx")), ids=lambda path: path.stem)
def test_the_library_is_without_a_finding_and_wholly_in_two_languages(path):
    made = convert(path.read_bytes(), path.name)
    assert made.warnings == ()
    assert {language[-3:-1] for language in made.form.languages} == {"fa", "en"}
    for node in made.form.nodes.values():
        assert len(node.label) in (0, 2), node.path
