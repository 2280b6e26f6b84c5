"""Brings a database to the form of this version: backs up, migrates, verifies, and undoes all on a failure.

SQLite: the file is copied first and copied back. PostgreSQL: an archive is written first, and all migrations
and the check of the trail run in one transaction, which rolls back.
"""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.commands.migrate import Command
from django.db import Error, connection, transaction
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from barzan.cli.backup import back_up
from barzan.cli.environment import first_line, pending, uncollected
from barzan.cli.language import CommandError
from barzan.cli.progress import Progress

# Each step leaves models of the past behind: with all of them the process is 930 MB at the end, so 390.
STEPS_AT_ONCE = 10


def bring_up_to_date(progress: Progress) -> Path | None:
    """Applies what is pending and returns the backup made before; None where none was needed.

    A database without tables gets them. Raises ``CommandError`` where a migration failed or the trail is less
    sound than it was; the database is as before then.
    """
    steps = len(pending())
    if not steps:
        return None
    if not MigrationRecorder(connection).applied_migrations():
        _migrate(steps, progress)
        return None
    kept = _backup_path()
    undoable = _in_one_transaction if connection.vendor == "postgresql" else _with_copy
    before = _findings()
    try:
        with undoable(kept, progress):
            _migrate(steps, progress)
            _require_sound(before)
    except CommandError:
        raise
    except Exception as error:
        why = f"{type(error).__name__}: {first_line(error)}"
        raise CommandError(
            "upgrade.failed",
            f"به‌روزرسانی انجام نشد و همه چیز به حال پیش برگشت؛ پشتیبان: {kept}. علت: {why}",
            f"The upgrade failed and everything is as before; backup: {kept}. Cause: {why}",
        ) from error
    return kept


def _migrate(steps: int, progress: Progress) -> None:
    with uncollected():
        call_command(_Telling(steps, progress), verbosity=0, interactive=False)


class _Telling(Command):
    """Django's command, which tells how far it has come."""

    def __init__(self, steps: int, progress: Progress) -> None:
        super().__init__()
        self.done, self.steps, self.progress = 0, steps, progress

    def migration_progress_callback(
        self, action: str, migration: Migration | None = None, fake: bool = False
    ) -> None:
        if migration and action == "apply_start":
            self.progress(self.done, self.steps, f"{migration.app_label}.{migration.name}")
            self.done += 1
            if self.done % STEPS_AT_ONCE == 0:
                gc.collect()


def _backup_path() -> Path:
    folder = Path(settings.HOME) / "backups"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    ending = "zip" if connection.vendor == "postgresql" else "sqlite3"
    return folder / f"before-{version('barzan')}-{timezone.now():%Y%m%dT%H%M%S}.{ending}"


@contextmanager
def _with_copy(kept: Path, progress: Progress) -> Iterator[None]:
    database = settings.DATABASES["default"]["NAME"]
    _copy(database, kept)
    kept.chmod(0o600)
    try:
        yield
    except BaseException:
        connection.close()
        _copy(kept, database)
        raise


def _copy(source: Path, target: Path) -> None:
    """Page by page through SQLite itself, which knows about the write-ahead log."""
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)


@contextmanager
def _in_one_transaction(kept: Path, progress: Progress) -> Iterator[None]:
    executor = MigrationExecutor(connection)
    past = executor.loader.project_state(list(executor.loader.applied_migrations)).apps
    back_up(kept, progress, past)
    with transaction.atomic(), connection.cursor() as cursor:
        # A table with checks still to come cannot be altered in the same transaction.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield


def _findings() -> int:
    """How many findings the trail has; 0 where this version cannot read the tables of the last one."""
    from barzan.trail.verify import verify

    try:
        return verify().total
    except Error:
        return 0


def _require_sound(before: int) -> None:
    found = _findings()
    if found > before:
        raise CommandError(
            "upgrade.trail",
            f"پس از به‌روزرسانی، رد کارها {found} ایراد دارد؛ همه چیز به حال پیش برگشت.",
            f"After the upgrade the trail has {found} findings; everything is as before.",
        )
