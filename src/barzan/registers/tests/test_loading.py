"""Registers and entries from a blueprint: all or nothing, the same again changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from barzan.access.values import system_actor
from barzan.blueprints.actions import load
from barzan.blueprints.values import BlueprintRefused
from barzan.forms.tests.factories import other_bytes
from barzan.people.tests.factories import make_unit
from barzan.registers.models import Entry, EntryVersion, Register
from barzan.registers.tests.factories import life, workbook

pytestmark = pytest.mark.django_db
LOADER = system_actor("loader")
MANIFEST = """name: permits
title: {fa: پروانه‌ها, en: Permits}
version: "1"
files:
  - {file: registers.csv, load: registers.registers}
  - {file: entries.csv, load: registers.entries}
"""
REGISTERS = "key,title,unit,life,form\nhome,پروانهٔ مشاغل خانگی,office,home.yaml,home.xlsx\n"
ENTRIES = "register,file\nhome,rows.csv\n"
ROWS = (
    "key,name,trade,workers,state,asked_on\na,کارگاه یک,خیاطی,۳,,۱۴۰۴/۵/۱\nb,کارگاه دو,carpet,4,suspended,\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_unit("office")
    folder = tmp_path / "permits"
    folder.mkdir()
    for name, text in (
        ("blueprint.yaml", MANIFEST), ("registers.csv", REGISTERS), ("entries.csv", ENTRIES),
        ("rows.csv", ROWS),
        ("home.yaml", yaml.safe_dump(life(), allow_unicode=True)),
    ):  # fmt: skip
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "home.xlsx").write_bytes(workbook())
    return folder


def test_a_blueprint_makes_form_register_and_entries_and_again_changes_nothing(folder: Path) -> None:
    load(LOADER, folder, dry_run=False)
    register = Register.objects.get(key="home")
    assert register.current.number == 1
    assert register.form.current is not None
    one, two = Entry.objects.order_by("pk")
    assert one.current.answers["trade"] == "sewing"
    assert one.current.answers["asked_on"] == "2025-07-23"
    assert two.state == "suspended"
    again = load(LOADER, folder, dry_run=False)
    assert not again.changes_something
    assert EntryVersion.objects.count() == 2


def test_a_workbook_packed_anew_is_the_same_form_and_does_not_stop_the_load(folder: Path) -> None:
    load(LOADER, folder, dry_run=False)
    book = folder / "home.xlsx"
    book.write_bytes(other_bytes(book.read_bytes()))
    assert not load(LOADER, folder, dry_run=False).changes_something
    (folder / "home.yaml").write_text(
        yaml.safe_dump(life(public=["name"]), allow_unicode=True), encoding="utf-8"
    )
    load(LOADER, folder, dry_run=False)
    register = Register.objects.select_related("current", "form__current").get(key="home")
    assert (register.current.number, register.form.current.number) == (2, 1)


def test_what_differs_is_changed(folder: Path) -> None:
    load(LOADER, folder, dry_run=False)
    (folder / "rows.csv").write_text(ROWS.replace("کارگاه یک", "کارگاه نخست"), encoding="utf-8")
    (folder / "home.yaml").write_text(
        yaml.safe_dump(life(public=["name"]), allow_unicode=True), encoding="utf-8"
    )
    load(LOADER, folder, dry_run=False)
    assert Register.objects.get(key="home").current.number == 2
    assert Entry.objects.order_by("pk").first().title == "کارگاه نخست"


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("home.yaml", "to: valid", "to: nowhere", "nowhere"),
        ("home.yaml", "numbering: H-{year}-{number:4}", "numbering: H", "numbering"),
        ("rows.csv", "خیاطی", "نجاری", "نجاری"),
        ("rows.csv", "b,کارگاه دو", "a,کارگاه دو", "key"),
        ("registers.csv", "office", "nobody", "nobody"),
        ("registers.csv", "home.xlsx", "", "form"),
    ],
)
def test_what_is_wrong_is_said_by_place_and_nothing_is_loaded(
    folder: Path, file: str, old: str, new: str, told: str
) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BlueprintRefused) as refused:
        load(LOADER, folder, dry_run=False)
    assert any(told in f"{each.fa} {each.en} {each.column}" for each in refused.value.problems)
    assert not Register.objects.exists()
