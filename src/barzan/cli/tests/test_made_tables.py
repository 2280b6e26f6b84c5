"""The tests run on a copy of tables that were made before (``barzan.trail.tests.made``): the right ones.

A copy that has just been made needs no such test: it is for those that a developer's machine keeps for weeks.
"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest
from django.db import connection

from barzan.cli.tests.installations import Installation
from barzan.trail.tests.made import MIGRATE, in_a_file

AN_HOUR = 3600
ASKED = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"


def test_the_tables_of_the_tests_are_those_that_the_migrations_make(db: None, tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("both engines are made at the same word: SQLite says how")
    if time.time() - in_a_file().stat().st_mtime < AN_HOUR:
        pytest.skip("the copy has just been made by the migrations")
    done = Installation(tmp_path).python("-c", MIGRATE)
    assert done.returncode == 0, done.stderr
    with sqlite3.connect(tmp_path / "barzan.sqlite3") as opened, connection.cursor() as cursor:
        made = opened.execute(ASKED).fetchall()
        assert cursor.execute(ASKED).fetchall() == made
    assert len(made) > 100
