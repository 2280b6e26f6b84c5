"""An installation of its own for tests that need real processes: a database with all tables.

SQLite always; PostgreSQL where the server of ``BARZAN_DATABASE_URL``, or the local one, answers.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from barzan.trail.tests.made import address_of, in_a_file, on_the_server

ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
LOCAL = "postgresql://postgres@127.0.0.1/postgres"


@contextmanager
def installation(engine: str, home: Path) -> Iterator[dict[str, str]]:
    """The environment of an empty installation on ``engine``; skips the test where no server answers."""
    environment = os.environ | {
        "BARZAN_HOME": str(home),
        "BARZAN_KEYS": str(home / "keys"),
        "DJANGO_SETTINGS_MODULE": "barzan.config.settings",
    }
    with _database(engine, home) as url:
        environment["BARZAN_DATABASE_URL"] = url
        yield environment


def run_module(module: str, environment: dict[str, str], *arguments: object) -> dict[str, object]:
    """Runs ``python -m module arguments``, which prints one JSON object as its last line, and returns it."""
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


@contextmanager
def _database(engine: str, home: Path) -> Iterator[str]:
    if engine == "sqlite":
        database = home / "barzan.sqlite3"
        home.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(in_a_file(), database)
        yield f"sqlite:///{database}"
        return
    server = os.environ.get("BARZAN_DATABASE_URL", LOCAL)
    server = server if server.startswith("postgres") else LOCAL
    try:
        connection = psycopg.connect(address_of(server, "postgres"), autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        pytest.skip("no PostgreSQL answers")
    name = f"barzan_{uuid4().hex[:12]}"
    with connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {on_the_server(server)}")
        try:
            yield address_of(server, name)
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
