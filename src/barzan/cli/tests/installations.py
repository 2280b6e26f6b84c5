"""Installations of their own for tests that run the command line as a person does."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

PERSIAN = re.compile(r"[آ-ی]")
ENGLISH = re.compile(r"[A-Za-z]{3}")
SERVER = os.environ.get("BARZAN_TEST_POSTGRES", "postgresql://postgres@127.0.0.1/postgres")


@dataclass
class Installation:
    """A home folder, and ``barzan`` run with it in a process of its own."""

    home: Path
    database: str = ""
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("BARZAN_")}
        return kept | {"BARZAN_HOME": str(self.home), "BARZAN_DATABASE_URL": self.database} | self.more

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return self.python("-m", "barzan.cli.main", *map(str, arguments))

    def manage(self, *arguments: str) -> None:
        done = self.python("-m", "django", *arguments)
        assert done.returncode == 0, done.stderr

    def python(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            env=self.environment | {"DJANGO_SETTINGS_MODULE": "barzan.config.settings"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=180,
        )

    def copy(self, home: Path) -> Installation:
        """The same installation in another folder."""
        shutil.copytree(self.home, home)
        return Installation(home, self.database, dict(self.more))


@contextmanager
def postgresql(like: Callable[[str], str] | None = None) -> Iterator[str]:
    """The address of a new database, dropped afterwards; skips the test where no server answers.

    It is empty, or a copy of the one that ``like`` names on the server.
    """
    try:
        server = psycopg.connect(SERVER, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        pytest.skip("no PostgreSQL answers")
    name = f"barzan_cli_{uuid4().hex[:12]}"
    with server:
        server.execute(f"CREATE DATABASE {name}" + (f" TEMPLATE {like(SERVER)}" if like else ""))
        try:
            yield SERVER.rpartition("/")[0] + f"/{name}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def says_both(text: str) -> bool:
    """Whether a text speaks Persian and English, and shows no traceback."""
    return bool(PERSIAN.search(text) and ENGLISH.search(text)) and "Traceback" not in text
