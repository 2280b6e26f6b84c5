"""A room for the tests: shelves with a code and a title, kept in a table that needs no room of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from barzan.access import Actor
from barzan.blueprints import registry
from barzan.blueprints.registry import Change, Columns, Context, Problem, Provider, Rows

MANIFEST = """
name: library
version: 1.0
title: {fa: کتابخانه, en: Library}
files:
  - {file: shelves.csv, load: test.shelves}
  - {file: more.yaml, load: test.more-shelves}
"""


def check(rows: Rows, context: Context) -> list[Problem]:
    """A code is three letters long, and a shelf stands inside one of the same load."""
    codes = {row["code"] for name in ("test.shelves", "test.more-shelves") for row in context.rows_of(name)}
    return [
        context.problem(row, "code", "کد سه حرف است.", "A code has three letters.")
        for row in rows
        if len(row["code"]) != 3
    ] + [
        context.problem(row, "inside", "چنین قفسه‌ای نیست.", "There is no such shelf.")
        for row in rows
        if row["inside"] and row["inside"] not in codes
    ]


def changes(actor: Actor, rows: Rows, context: Context) -> list[Change]:
    kept = dict(Session.objects.values_list("session_key", "session_data"))
    return [_change(row["code"], row["title"], kept) for row in rows]


def _change(code: str, title: str, kept: dict[str, str]) -> Change:
    if code not in kept:
        return Change("add", code)
    return Change("keep", code) if kept[code] == title else Change("change", code, ("title",))


def apply(actor: Actor, rows: Rows, context: Context) -> None:
    for row in rows:
        if row["title"] == "explodes":
            raise RuntimeError("the room broke half-way")
        Session.objects.update_or_create(
            session_key=row["code"],
            defaults={"session_data": row["title"], "expire_date": timezone.now()},
        )


@pytest.fixture(autouse=True)
def providers(monkeypatch: pytest.MonkeyPatch) -> None:
    columns = Columns(required=("code", "title"), optional=("inside", "drawing"), files=("drawing",))
    names = ("test.shelves", "test.more-shelves")
    own = {name: Provider(name, columns, check, changes, apply) for name in names}
    monkeypatch.setattr(registry, "_providers", own)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A blueprint of two files and three shelves."""
    return write(
        tmp_path / "library",
        {
            "blueprint.yaml": MANIFEST,
            "shelves.csv": "code,title,inside\nabc,شعر,\nabd,داستان,abc\n",
            "more.yaml": "- {code: xyz, title: تاریخ, inside: abd}\n",
        },
    )


def write(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
