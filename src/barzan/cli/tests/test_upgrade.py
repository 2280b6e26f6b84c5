"""``barzan upgrade`` keeps a backup, and a failed one leaves the database as it was."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import psycopg
import pytest

from barzan.cli.tests.installations import Installation, postgresql, says_both
from barzan.trail.tests.made import on_the_server

# An older version lacks the migrations of one app; a table in their way makes an upgrade fail.
APP = "blueprints"
BLOCK = "CREATE TABLE blueprints_loaded (x integer)"


def rows(installation: Installation) -> list[str]:
    with sqlite3.connect(installation.home / "barzan.sqlite3") as database:
        return list(database.iterdump())


def test_there_is_nothing_to_do_twice(installation: Installation) -> None:
    done = installation.run("upgrade")
    assert done.returncode == 0
    assert says_both(done.stdout)
    assert not (installation.home / "backups").exists()


def test_an_older_database_is_brought_up_to_date_after_a_backup(installation: Installation) -> None:
    installation.manage("migrate", "-v0", APP, "zero")
    before = rows(installation)
    refused = installation.run("verify")
    assert (refused.returncode, "barzan upgrade" in refused.stderr) == (2, True)
    done = installation.run("upgrade")
    assert done.returncode == 0, done.stderr
    assert 'CREATE TABLE "blueprints_loaded"' in "\n".join(rows(installation))
    (kept,) = (installation.home / "backups").iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600
    with sqlite3.connect(kept) as database:
        assert list(database.iterdump()) == before


def test_a_failed_upgrade_leaves_sqlite_as_it_was(installation: Installation) -> None:
    installation.manage("migrate", "-v0", APP, "zero")
    with sqlite3.connect(installation.home / "barzan.sqlite3") as database:
        database.execute(BLOCK)
    before = rows(installation)
    done = installation.run("upgrade")
    assert done.returncode == 2
    assert says_both(done.stderr)
    assert rows(installation) == before


@pytest.mark.postgresql
def test_a_failed_upgrade_leaves_postgresql_as_it_was(tmp_path: Path) -> None:
    with postgresql(like=on_the_server) as address:
        installation = Installation(tmp_path / "home", address)
        installation.home.mkdir()
        installation.manage("migrate", "-v0", APP, "zero")
        assert installation.run("upgrade").returncode == 0
        installation.manage("migrate", "-v0", APP, "zero")
        with psycopg.connect(address) as database:
            database.execute(BLOCK)
        before = form(address)
        done = installation.run("upgrade")
        assert done.returncode == 2
        assert says_both(done.stderr)
        assert form(address) == before


def form(address: str) -> list[tuple[object, ...]]:
    """Columns of every table, and the migrations that count as applied."""
    with psycopg.connect(address) as database:
        columns = database.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public' ORDER BY 1, 2"
        ).fetchall()
        return columns + database.execute("SELECT app, name FROM django_migrations ORDER BY 1, 2").fetchall()
