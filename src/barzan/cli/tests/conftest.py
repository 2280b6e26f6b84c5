import hashlib
import shutil
from pathlib import Path

import pytest

from barzan.cli.tests.installations import Installation
from barzan.trail.tests.made import in_a_file

# Values on which engines differ: JSON null and none, great numbers, key order, microseconds, odd text.
ODD_ROWS = """
import django; django.setup()
from datetime import UTC, datetime
from django.db.models import JSONField, Value
from barzan.jobs.models import Job
payloads = [
    {"b": 1, "a": [1.0, 1e16, 1e-7, -0.5, 2**53, None, True]},
    {"متن": "گزارش\\u200cها \\u2028 \\\\ \\" \\n"},
    {}, [], "", 0, 1e22, Value(None, JSONField()),
]
at = datetime(2026, 3, 20, 20, 30, 0, 1, tzinfo=UTC)
for number, payload in enumerate(payloads):
    Job.objects.create(
        kind="odd", key=f"{number} ‌ي", payload=payload, max_attempts=1, run_at=at, note=" ", done=2**62,
        state="done", finished_at=None if number % 2 else at.replace(microsecond=999999),
    )
"""
SAMPLE = Path(__file__).parents[2] / "catalogue" / "tests" / "blueprints" / "mehrkuh"
DOCUMENT = b"%PDF-1.7 a document\n"


@pytest.fixture(scope="session")
def migrated_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite installation; tests work on copies."""
    home = tmp_path_factory.mktemp("migrated") / "home"
    home.mkdir()
    shutil.copyfile(in_a_file(), home / "barzan.sqlite3")
    # The settings make the keys.
    done = Installation(home).python("-c", "from django.conf import settings; settings.SECRET_KEY")
    assert done.returncode == 0, done.stderr
    return home


@pytest.fixture
def installation(migrated_home: Path, tmp_path: Path) -> Installation:
    return Installation(migrated_home).copy(tmp_path / "home")


@pytest.fixture(scope="session")
def filled_home(migrated_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with a catalogue, sealed events, odd rows and a document."""
    home = tmp_path_factory.mktemp("filled") / "home"
    filled = Installation(migrated_home).copy(home)
    for arguments in (["load", SAMPLE], ["worker", "--once"]):
        done = filled.run(*arguments)
        assert done.returncode == 0, done.stderr
    done = filled.python("-c", ODD_ROWS)
    assert done.returncode == 0, done.stderr
    name = hashlib.sha256(DOCUMENT).hexdigest()
    folder = home / "documents" / name[:2]
    folder.mkdir(parents=True)
    (folder / name).write_bytes(DOCUMENT)
    return home


@pytest.fixture(scope="session")
def archive(filled_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the filled installation."""
    path = tmp_path_factory.mktemp("archive") / "backup.zip"
    done = Installation(filled_home).run("backup", path)
    assert done.returncode == 0, done.stderr
    return path
