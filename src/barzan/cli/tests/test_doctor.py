"""``barzan doctor``: a sound installation has no finding; each thing that is wrong has one, with a remedy."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.utils import timezone

from barzan.access.values import system_actor
from barzan.cli import doctor, life
from barzan.cli.doctor import database, machine
from barzan.cli.tests.installations import ENGLISH, PERSIAN, Installation
from barzan.documents import actions as documents
from barzan.documents.storage import path_of
from barzan.jobs.models import Job, Schedule
from barzan.search.models import Entry
from barzan.trail.guards import GUARDS
from barzan.trail.models import Event, Pending, Seal

Patch = pytest.MonkeyPatch


@pytest.fixture
def sound(db: None, tmp_path: Path, monkeypatch: Patch) -> Path:
    """A home folder with all that it should have, and a worker that just gave a sign."""
    monkeypatch.setattr(settings, "HOME", tmp_path)
    monkeypatch.setattr(settings, "KEYS", tmp_path / "keys")
    monkeypatch.setattr(settings, "STATIC_ROOT", tmp_path / "static")
    monkeypatch.setattr(settings, "SOURCE", tmp_path / "source")
    for path in ("keys/session-secret", "static/staticfiles.json", "source/look/static/look/dist/barzan.css"):
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).touch(0o600)
    now = timezone.now()
    Schedule.objects.create(name=life.NAME, next_at=now, last_at=now)
    return tmp_path


def found() -> dict[str, doctor.Finding]:
    findings = {each.code: each for each in doctor.examine()}
    for each in findings.values():
        assert PERSIAN.search(each.what[0])
        assert ENGLISH.search(each.what[1])
        assert all(each.remedy)
    return findings


def test_a_sound_installation_has_no_finding(sound: Path) -> None:
    assert found() == {}


def old_python(home: Path, patch: Patch) -> None:
    patch.setattr(machine, "sys", SimpleNamespace(version_info=(3, 10, 4)))


def full_disk(home: Path, patch: Patch) -> None:
    patch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=100 * 2**20))


def locked_home(home: Path, patch: Patch) -> None:
    patch.setattr(os, "access", lambda path, mode: False)


def no_keys(home: Path, patch: Patch) -> None:
    shutil.rmtree(home / "keys")


def open_key(home: Path, patch: Patch) -> None:
    (home / "keys" / "session-secret").chmod(0o644)


def no_static(home: Path, patch: Patch) -> None:
    shutil.rmtree(home / "static")


def no_bundle(home: Path, patch: Patch) -> None:
    shutil.rmtree(home / "source" / "look" / "static")


def no_translation(home: Path, patch: Patch) -> None:
    folder = home / "source" / "desk" / "locale" / "fa" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").touch()


def no_printer(home: Path, patch: Patch) -> None:
    patch.setitem(sys.modules, "weasyprint", None)


def silent_database(home: Path, patch: Patch) -> None:
    def fail() -> None:
        raise OperationalError("connection refused")

    patch.setattr(database, "connection", SimpleNamespace(ensure_connection=fail))


def unmigrated(home: Path, patch: Patch) -> None:
    patch.setattr(database, "pending", lambda: ["desk.0002_more"])


def clock_behind(home: Path, patch: Patch) -> None:
    Event.objects.create(
        at=timezone.now() + timedelta(hours=1), verb="x.y", kind="x", key="1", request_id="r"
    )


def no_worker(home: Path, patch: Patch) -> None:
    Schedule.objects.update(last_at=timezone.now() - timedelta(minutes=5))


def failed_job(home: Path, patch: Patch) -> None:
    Job.objects.create(kind="x", key="1", state="failed", max_attempts=1)


def late_job(home: Path, patch: Patch) -> None:
    Job.objects.create(kind="x", key="1", max_attempts=1, run_at=timezone.now() - timedelta(hours=1))


def lost_guard(home: Path, patch: Patch) -> None:
    GUARDS.remove(connection)


def unsealed(home: Path, patch: Patch) -> None:
    at = timezone.now() - timedelta(minutes=5)
    event = Event.objects.create(at=at, verb="x.y", kind="x", key="1", request_id="r")
    Pending.objects.create(event=event.pk)


def lost_key(home: Path, patch: Patch) -> None:
    Seal.objects.create(number=1, first=1, last=1, head="0" * 64, at=timezone.now(), signature="")


def lost_document(home: Path, patch: Patch) -> None:
    version = documents.store(system_actor("test"), "note.txt", "متن".encode())
    path_of(version.sha256).unlink()


def stale_index(home: Path, patch: Patch) -> None:
    Entry.objects.create(kind="gone", key="1", title="t", title_key="t", url_name="portal:home")


WRONG: dict[str, Callable[[Path, Patch], None]] = {
    "python": old_python,
    "disk": full_disk,
    "home": locked_home,
    "keys": no_keys,
    "keys.open": open_key,
    "static": no_static,
    "bundle": no_bundle,
    "translations": no_translation,
    "printer": no_printer,
    "database": silent_database,
    "migrations": unmigrated,
    "clock": clock_behind,
    "worker": no_worker,
    "jobs.failed": failed_job,
    "jobs.late": late_job,
    "guards": lost_guard,
    "documents": lost_document,
    "trail.unsealed": unsealed,
    "trail.key": lost_key,
    "search": stale_index,
}


@pytest.mark.parametrize("code", WRONG)
def test_each_wrong_thing_is_found(code: str, sound: Path, monkeypatch: Patch) -> None:
    WRONG[code](sound, monkeypatch)
    assert set(found()) == {code}


def test_an_old_postgresql_is_named(monkeypatch: Patch) -> None:
    monkeypatch.setattr(database, "connection", SimpleNamespace(vendor="postgresql", pg_version=130011))
    assert [each.code for each in database.engine()] == ["postgresql"]
    assert "13" in next(database.engine()).what[1]


def test_sqlite_without_its_write_ahead_log_is_named(tmp_path: Path, monkeypatch: Patch) -> None:
    with closing(sqlite3.connect(tmp_path / "plain.sqlite3")) as plain:
        other = SimpleNamespace(vendor="sqlite", cursor=lambda: closing(plain.cursor()))
        monkeypatch.setattr(database, "connection", other)
        assert [each.code for each in database.engine()] == ["wal"]


def test_a_damaged_file_is_found(installation: Installation) -> None:
    file = installation.home / "barzan.sqlite3"
    data = bytearray(file.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 8192] = os.urandom(8192)
    file.write_bytes(data)
    done = installation.run("doctor", "--json")
    assert done.returncode == 1, done.stderr
    assert "database.damaged" in [each["code"] for each in json.loads(done.stdout)]


def test_the_command_prints_both_languages_and_counts_only_errors(installation: Installation) -> None:
    done = installation.run("doctor")
    assert PERSIAN.search(done.stdout)
    assert "barzan up" in done.stdout
    shutil.rmtree(installation.home / "keys")
    installation.more = {"BARZAN_SECRET_KEY": "given"}
    assert installation.run("doctor").returncode == 1


def test_reindex_brings_the_index_in_step(sound: Path, monkeypatch: Patch) -> None:
    from click.testing import CliRunner

    from barzan.cli.main import barzan

    stale_index(sound, monkeypatch)
    result = CliRunner().invoke(barzan, ["reindex"])
    assert result.exit_code == 0, result.output
    assert found() == {}
