"""Django made ready for a command, and one command at a time where two would harm each other."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from barzan.cli.language import CommandError


def ready() -> None:
    """Sets Django up; the home folder and the database's address are checked with a sentence of their own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "barzan.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except PermissionError as error:
        raise CommandError(
            "home.denied",
            f"در «{error.filename}» نمی‌توان نوشت؛ مالک پوشه را درست کنید یا BARZAN_HOME دیگری بدهید.",
            f'"{error.filename}" cannot be written: correct its owner, or set BARZAN_HOME to another folder.',
        ) from None
    except OSError as error:
        raise CommandError(
            "home.unusable",
            f"پوشهٔ کار به کار نمی‌آید ({error})؛ BARZAN_HOME را به پوشه‌ای نوشتنی تغییر دهید.",
            f"The home folder cannot be used ({error}); set BARZAN_HOME to a folder that can be written.",
        ) from None
    except (ImproperlyConfigured, ValueError) as error:
        raise CommandError(
            "settings.wrong",
            f"تنظیمات درست نیست: {error}. شرح متغیرهای BARZAN_… در docs/operations.md است.",
            f"The settings in the environment are wrong: {error}. See BARZAN_... in docs/operations.md.",
        ) from None


def database_ready() -> None:
    """As ``ready``, and the database answers."""
    ready()
    from django.db import Error, connection

    try:
        connection.ensure_connection()
    except Error as error:
        why = first_line(error)
        raise CommandError(
            "database.silent",
            f"پایگاه داده پاسخ نمی‌دهد ({why})؛ BARZAN_DATABASE_URL و روشن بودن آن را ببینید.",
            f"The database does not answer ({why}): check BARZAN_DATABASE_URL and that it runs.",
        ) from None


def migrated() -> None:
    """As ``database_ready``, and every migration has been applied."""
    database_ready()
    if pending():
        raise CommandError(
            "database.old",
            "ساختار پایگاه داده با این نسخه یکی نیست؛ نخست «barzan upgrade» را اجرا کنید.",
            'The database is of another version: run "barzan upgrade" first.',
        )


def pending() -> list[str]:
    """The migrations that are still to be applied, as ``app.name``."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def first_line(error: Exception) -> str:
    """The first line of an error's text; the rest may quote values."""
    return (str(error).splitlines() or [type(error).__name__])[0]


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Holds this home for one process: ``up``, ``restore`` and ``upgrade`` never run side by side."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "in-use.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError(
                "home.in-use",
                f"برزن با پوشهٔ «{home}» در کار است؛ نخست با Ctrl-C بایستانیدش یا BARZAN_HOME دیگری بدهید.",
                f'Barzan is at work with "{home}": stop it first (Ctrl-C), or name another BARZAN_HOME.',
            ) from None
        yield
