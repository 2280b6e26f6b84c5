"""A pytest plugin: the test database is a copy of one that the migrations made.

It is made anew when a migration or what it is made of has changed (``_named``), and once on each engine:
in ``build/made`` for SQLite, as a database ``barzan_made_…`` on the server of PostgreSQL. The tests of the
command line run every migration each time, and one of them compares the tables.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from fcntl import LOCK_EX, flock
from importlib.metadata import distributions
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.sqlite3.creation import DatabaseCreation
from django.test import TestCase
from psycopg.sql import SQL, Identifier

ROOT = Path(__file__).resolve().parents[4]
FOLDER = ROOT / "build/made"
OF_TABLES = ("/migrations/", "/models", "guards.py", "appendonly.py", "/config/")
# A collector that looks through all models again and again takes a third of the time.
MIGRATE = (
    "import gc, django; gc.disable(); django.setup();"
    "from django.core.management import call_command; call_command('migrate', verbosity=0)"
)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Just before the test database is made: where it is copied from, so that nothing is left to migrate."""
    database = settings.DATABASES["default"]
    database["TEST"]["MIGRATE"] = False
    if connection.vendor == "postgresql":
        # A test does not survive the server's end; those about that have servers' connections of their own.
        database["OPTIONS"]["options"] = "-c synchronous_commit=off"
        database["TEST"]["TEMPLATE"] = on_the_server(_address(database))
        yield
        return
    made = in_a_file()
    create = DatabaseCreation._create_test_db

    def copied(creation: DatabaseCreation, *arguments: object) -> str:
        name = create(creation, *arguments)
        # Held open as long as the tests run: a database in memory ends with its last connection.
        opened = copies.setdefault(name, sqlite3.connect(name, uri=True))
        with sqlite3.connect(made) as source:
            source.backup(opened)
        return name

    copies: dict[str, sqlite3.Connection] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseCreation, "_create_test_db", copied)
        yield
    for opened in copies.values():
        opened.close()


@pytest.fixture(scope="session", autouse=True)
def connections_stay_open() -> Iterator[None]:
    """Django closes its connection after each test, and PostgreSQL starts a process for the next one."""
    ended = TestCase.tearDownClass.__func__

    def kept(case: type[TestCase]) -> None:
        with pytest.MonkeyPatch.context() as patch:
            if connection.is_usable():
                patch.setattr(connection, "close", lambda: None)
            ended(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TestCase, "tearDownClass", classmethod(kept))
        yield


def in_a_file() -> Path:
    """A migrated SQLite database, made where there is none."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = FOLDER / f"{_named()}.sqlite3"
    with (FOLDER / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not made.exists():
            for old in FOLDER.glob("*.sqlite3*"):
                old.unlink()
            making = FOLDER / f"making.{made.name}"
            _migrate(f"sqlite:///{making}")
            with sqlite3.connect(making) as opened:
                opened.execute("PRAGMA journal_mode=DELETE")
            opened.close()
            making.rename(made)
    return made


def on_the_server(address: str) -> str:
    """The name of a migrated database on the server of a database's address, made where there is none."""
    name, making, tree = f"barzan_made_{_named()}", f"barzan_making_{_named()}", str(ROOT)
    with psycopg.connect(address_of(address, "postgres"), autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(hashtext('barzan_made'))")
        if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return name
        ours = server.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE 'barzan\\_mad%%'"
            " AND shobj_description(oid, 'pg_database') = %s",
            [tree],
        ).fetchall()
        for (old,) in [*ours, (making,)]:
            server.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(old)))
        server.execute(SQL("CREATE DATABASE {} TEMPLATE template0").format(Identifier(making)))
        _migrate(address_of(address, making))
        server.execute(SQL("ALTER DATABASE {} RENAME TO {}").format(Identifier(making), Identifier(name)))
        server.execute(SQL("COMMENT ON DATABASE {} IS {}").format(Identifier(name), tree))
    return name


def address_of(address: str, name: str) -> str:
    """Another database on the same server."""
    return urlunsplit(urlsplit(address)._replace(path=f"/{name}"))


def _address(database: dict) -> str:
    user, password = quote(database["USER"]), quote(database["PASSWORD"])
    return f"postgresql://{user}:{password}@{database['HOST']}:{database['PORT'] or 5432}/{database['NAME']}"


def _migrate(address: str) -> None:
    environment = os.environ | {
        "BARZAN_DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "barzan.config.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }
    subprocess.run([sys.executable, "-c", MIGRATE], env=environment, check=True)


def _named() -> str:
    """A name that another one takes the place of as soon as anything changes of which the tables are made."""
    said = hashlib.sha256(f"{sys.version} {sqlite3.sqlite_version}".encode())
    said.update(str(sorted({(each.name, each.version) for each in distributions()})).encode())
    for path in sorted((ROOT / "src/barzan").rglob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        if any(part in place for part in OF_TABLES):
            said.update(place.encode() + path.read_bytes())
    return said.hexdigest()[:16]
