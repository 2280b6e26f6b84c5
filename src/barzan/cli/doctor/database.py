"""Checks of the database itself."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db import DatabaseError, Error, OperationalError, connection

from barzan.cli.doctor.finding import Finding
from barzan.cli.environment import first_line, pending

POSTGRESQL = 140000


def reachable() -> Iterator[Finding]:
    """The database answers."""
    try:
        connection.ensure_connection()
    except Error as error:
        # A file whose schema is damaged answers as little as none; what helps is another thing.
        if isinstance(error, DatabaseError) and not isinstance(error, OperationalError):
            yield _damaged(first_line(error))
            return
        yield Finding(
            "database",
            ("پایگاه داده پاسخ نمی‌دهد.", f"The database does not answer ({first_line(error)})."),
            ("روشن بودن آن و BARZAN_DATABASE_URL را ببینید.", "Check that it runs, and BARZAN_DATABASE_URL."),
        )


def engine() -> Iterator[Finding]:
    """SQLite keeps a write-ahead log and foreign keys; PostgreSQL is of a supported version."""
    if connection.vendor == "sqlite":
        yield from _write_ahead()
        return
    number: int = connection.pg_version  # type: ignore[attr-defined]
    if number < POSTGRESQL:
        yield Finding(
            "postgresql",
            (
                f"نسخهٔ PostgreSQL ({number // 10000}) پشتیبانی نمی‌شود.",
                f"PostgreSQL {number // 10000} is too old.",
            ),
            ("به نسخهٔ ۱۴ یا تازه‌تر بروید.", "Move to version 14 or later."),
        )


def _write_ahead() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
    if mode not in {"wal", "memory"}:
        yield Finding(
            "wal",
            (f"پایگاه SQLite در حالت {mode} است و نه WAL.", f"SQLite is in mode {mode}, not WAL."),
            (
                "BARZAN_HOME را روی دیسک همین رایانه بگذارید؛ دیسک شبکه WAL ندارد.",
                "Put BARZAN_HOME on a disk of this machine: a network disk has no WAL.",
            ),
        )


def whole() -> Iterator[Finding]:
    """The pages of a SQLite file are whole."""
    if connection.vendor != "sqlite":
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(1)")
            answer = cursor.fetchone()[0]
    except Error as error:
        answer = first_line(error)
    if answer != "ok":
        yield _damaged(answer)


def _damaged(answer: str) -> Finding:
    return Finding(
        "database.damaged",
        ("فایل پایگاه داده آسیب دیده است.", f"The database file is damaged ({answer})."),
        (
            f"«{settings.DATABASES['default']['NAME']}» را کنار بگذارید و barzan restore آخرین پشتیبان.",
            f"Set {settings.DATABASES['default']['NAME']} aside, and barzan restore the last backup.",
        ),
    )


def migrated() -> Iterator[Finding]:
    """The tables have the form that this version needs."""
    names = pending()
    if names:
        yield Finding(
            "migrations",
            (
                f"{len(names)} تغییر ساختار هنوز اعمال نشده است.",
                f"{len(names)} migrations are still to be applied.",
            ),
            ("barzan upgrade", "barzan upgrade"),
        )
