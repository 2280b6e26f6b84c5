"""On SQLite one process writes at a time: who loads says that another is at it, and waits for its turn."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from django.conf import settings
from django.db import OperationalError, connection

from barzan.cli import environment
from barzan.cli.environment import TURN_SECONDS, alone, taking_turns
from barzan.cli.language import Door
from barzan.cli.main import barzan
from barzan.cli.tests.installations import Installation, says_both


@contextmanager
def another_writes(installation: Installation) -> Iterator[sqlite3.Connection]:
    """A transaction that holds the database of an installation."""
    writer = sqlite3.connect(installation.home / "barzan.sqlite3", isolation_level=None)
    writer.execute("PRAGMA journal_mode=WAL")  # as every database that an installation has opened
    writer.execute("BEGIN IMMEDIATE")
    try:
        yield writer
    finally:
        writer.close()


def test_a_load_waits_for_another_one_to_end(installation: Installation) -> None:
    with another_writes(installation) as writer:
        load = subprocess.Popen(
            [sys.executable, "-m", "barzan.cli.main", "load", "iran-calendar"],
            env=installation.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        said = load.stderr.readline() + load.stderr.readline()
        assert load.poll() is None
        writer.execute("COMMIT")
        out, more = load.communicate(timeout=180)
    assert says_both(said)
    assert "waiting" in said
    assert load.returncode == 0, more
    assert "Loaded." in out


@pytest.mark.django_db
def test_tables_that_another_makes_just_now_are_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "pending", lambda: ["people.0001_initial"])
    alone_here = CliRunner().invoke(barzan, ["load", "iran-calendar"])
    with alone(settings.HOME):
        beside_another = CliRunner().invoke(barzan, ["load", "iran-calendar"])
    assert (alone_here.exit_code, beside_another.exit_code) == (2, 2)
    assert "barzan upgrade" in alone_here.stderr
    assert "run this again" in beside_another.stderr
    assert says_both(beside_another.stderr)


@pytest.mark.django_db
def test_the_turn_is_long_and_what_follows_as_short_as_ever() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL lets many write at once")
    before = patience()
    with taking_turns():
        assert patience() == TURN_SECONDS * 1000
    assert patience() == before == 1000 * connection.settings_dict["OPTIONS"]["timeout"]


def patience() -> int:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        return cursor.fetchone()[0]


def locked(path: Path) -> OperationalError:
    """What Django makes of a database that another process holds."""
    with closing(sqlite3.connect(path)) as one, closing(sqlite3.connect(path, timeout=0)) as other:
        one.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError, match="locked") as caught:
            other.execute("BEGIN IMMEDIATE")
    error = OperationalError(str(caught.value))
    error.__cause__ = caught.value
    return error


def test_a_database_that_stays_busy_is_a_sentence_and_another_fault_is_not_hidden(tmp_path: Path) -> None:
    busy, broken = ended_by(locked(tmp_path / "held.sqlite3")), ended_by(OperationalError("disk I/O error"))
    assert (busy.exit_code, says_both(busy.stderr)) == (2, True)
    assert isinstance(broken.exception, OperationalError)


def ended_by(error: OperationalError) -> Result:
    """What the command line makes of a command that ends with ``error``."""

    @click.group(cls=Door)
    def door() -> None:
        """The group."""

    @door.command()
    def write() -> None:
        raise error

    return CliRunner().invoke(door, ["write"])
